import { clean } from '@plumbline/render'
import type { Child, FC } from 'hono/jsx'
import { pageAddress } from './address.ts'
import type { Frame } from './frame.ts'
import { stylesheet } from './stylesheet.ts'

const ICON =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Cpath d='M8 0v7' stroke='%23777' stroke-width='1.5'/%3E%3Cpath d='M4.5 7h7L8 16z' fill='%23c2571a'/%3E%3C/svg%3E"

const Mark: FC = () => (
  <svg class="mark" viewBox="0 0 16 20" width="16" height="20" aria-hidden="true">
    <path d="M8 0v9" fill="none" stroke="currentColor" stroke-width="1.5" />
    <path d="M4 9h8l-4 11z" class="bob" />
  </svg>
)

/** Places of an engagement that are one click away from everywhere. */
export type Place = 'status' | 'breaches' | 'statement'

const Places: FC<{ frame: Frame; current: Place | null }> = ({ frame: { engagement, agreement }, current }) => (
  <nav class="places" aria-label="Engagement">
    {(
      [
        ['status', 'Status', pageAddress(engagement)],
        ['breaches', 'Breaches', pageAddress(engagement, 'breaches')],
        ...(agreement ? ([['statement', 'Statement', pageAddress(engagement, 'reports', 'monthly')]] as const) : []),
      ] as const
    ).map(([place, name, href]) => (
      <a href={href} aria-current={place === current ? 'page' : undefined}>
        {name}
      </a>
    ))}
  </nav>
)

/** What every page shares: head, banner, main part and foot. Without a frame it is a page of no engagement. */
export const Shell: FC<{
  title: string
  frame?: Frame
  current?: Place | null
  /** The browser asks for the same address again, at once. */
  reload?: boolean
  foot?: Child
  children: Child
}> = ({ title, frame, current = null, reload = false, foot, children }) => (
  <html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      {reload ? <meta http-equiv="refresh" content="0" /> : null}
      <title>{title}</title>
      <link rel="icon" href={ICON} />
      <link rel="stylesheet" href={stylesheet.path} />
    </head>
    <body>
      <a class="skip" href="#main">
        Skip to content
      </a>
      <header class="top">
        <a class="home" href="/">
          <Mark />
          Plumbline
        </a>
        {frame === undefined ? null : (
          <>
            <p class="subject">{clean(frame.title, 150)}</p>
            <Places frame={frame} current={current} />
          </>
        )}
      </header>
      {frame?.example ? (
        <section class="example" aria-label="Example data">
          <p>
            <strong>Example data.</strong> Companies, deployments and incidents on this page are made up.
          </p>
        </section>
      ) : null}
      <main id="main" tabindex={-1}>
        {children}
      </main>
      <footer class="foot">
        {foot ?? (
          <p>
            Plumbline judges what both sides agreed. <a href="/docs">API reference</a>
          </p>
        )}
      </footer>
    </body>
  </html>
)
