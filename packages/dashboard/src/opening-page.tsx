import { asDocument } from './html.ts'
import { Shell } from './shell.tsx'

/**
 * Asks for the same place once more, from here. A link on another site comes without the session, for browsers keep it
 * back; what a page of ours asks for comes with it.
 */
export const openingPage = (address: string): string =>
  asDocument(
    <Shell title="Opening · Plumbline" reload>
      <h1>Opening</h1>
      <p>
        <a href={address}>Go on</a>, if it does not open by itself.
      </p>
    </Shell>,
  )
