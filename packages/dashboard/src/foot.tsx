import { headText } from '@plumbline/core'
import { clean, ownerName } from '@plumbline/render'
import type { FC } from 'hono/jsx'
import type { Frame } from './frame.ts'

/** How far the ledger reaches, who looks, the same page as data, and the way out. */
export const Foot: FC<{ frame: Frame; twins: readonly { name: string; href: string }[] }> = ({ frame, twins }) => (
  <>
    <nav aria-label="The same as data">
      <p>
        The same as data:
        {twins.map(({ name, href }) => (
          <a href={href}>{name}</a>
        ))}
        <a href="/docs">API reference</a>
      </p>
    </nav>
    {frame.ledger === undefined ? null : (
      <p>
        Ledger head <code class="hash">{headText(frame.ledger)}</code>
      </p>
    )}
    {frame.viewer == null ? null : (
      <p class="viewer">
        Signed in as {clean(frame.viewer.name, 80)},{' '}
        {frame.viewer.party === 'arbiter'
          ? 'who rules on disputes'
          : clean(ownerName(frame.viewer.party, frame.agreement), 80)}{' '}
        ({frame.viewer.party})
      </p>
    )}
    {frame.sign_out === undefined ? null : (
      <form method="post" action={frame.sign_out}>
        <button type="submit" class="quiet">
          Sign out
        </button>
      </form>
    )}
  </>
)
