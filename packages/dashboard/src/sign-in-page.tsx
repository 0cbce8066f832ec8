import { clean } from '@plumbline/render'
import { asDocument } from './html.ts'
import { Shell } from './shell.tsx'
import type { SignInView } from './view.ts'

/** Asks for the engagement and a key; works without any script. */
export const signInPage = (view: SignInView): string =>
  asDocument(
    <Shell title="Sign in · Plumbline">
      <h1>Sign in</h1>
      {view.hint === undefined ? null : <p>{clean(view.hint, 300)}</p>}
      {view.mistake === undefined ? null : (
        <p class="mistake" role="alert">
          {clean(view.mistake, 300)}
        </p>
      )}
      <form class="card form" method="post" action={view.action}>
        {view.next === undefined ? null : <input type="hidden" name="next" value={view.next} />}
        <label for="engagement">Engagement</label>
        <input
          id="engagement"
          name="engagement"
          required
          autocomplete="organization"
          autocapitalize="none"
          spellcheck={false}
          value={view.engagement ?? ''}
        />
        <label for="key">Key</label>
        <p class="small" id="key-hint">
          Starts with <code>plb_</code>. It is checked and then forgotten; the session ends after 12 hours.
        </p>
        <input
          id="key"
          name="key"
          type="password"
          required
          autocomplete="current-password"
          aria-describedby="key-hint"
        />
        <button type="submit">Sign in</button>
      </form>
    </Shell>,
  )
