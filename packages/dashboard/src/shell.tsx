import type { Child, FC } from 'hono/jsx'
import { stylesheet } from './stylesheet.ts'

const ICON =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Cpath d='M8 0v7' stroke='%23777' stroke-width='1.5'/%3E%3Cpath d='M4.5 7h7L8 16z' fill='%23c2571a'/%3E%3C/svg%3E"

const Mark: FC = () => (
  <svg class="mark" viewBox="0 0 16 20" width="16" height="20" aria-hidden="true">
    <path d="M8 0v9" fill="none" stroke="currentColor" stroke-width="1.5" />
    <path d="M4 9h8l-4 11z" class="bob" />
  </svg>
)

/** What every page shares: head, banner, main part and foot. */
export const Shell: FC<{
  title: string
  subject?: string | undefined
  example?: boolean
  foot?: Child
  children: Child
}> = ({ title, subject, example = false, foot, children }) => (
  <html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
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
        {subject === undefined ? null : <p class="subject">{subject}</p>}
      </header>
      {example ? (
        <section class="example" aria-label="Example data">
          <p>
            <strong>Example data.</strong> Companies, deployments and incidents on this page are made up.
          </p>
        </section>
      ) : null}
      <main id="main" tabindex={-1}>
        {children}
      </main>
      <footer class="foot">{foot ?? <p>Plumbline judges what both sides agreed.</p>}</footer>
    </body>
  </html>
)
