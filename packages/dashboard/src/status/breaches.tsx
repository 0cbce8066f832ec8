import type { Breach } from '@plumbline/core'
import { clean, ownerName } from '@plumbline/render'
import type { FC } from 'hono/jsx'
import { pageAddress, queryString } from '../address.ts'
import type { StatusView } from '../view.ts'
import { Ago } from '../words.tsx'
import { openCount } from './sentence.ts'

const SHOWN = 20
const NOT_OVER = ['open', 'acknowledged']

/** Which change it was that was merged while failing. */
const mergedIn = ({ commit_sha: sha, pr, scope }: Breach): string => {
  if (scope !== 'change' || sha === undefined) return ''
  return `, merged ${pr === undefined ? '' : `by #${pr} `}at ${clean(sha.slice(0, 7))}`
}

const Row: FC<{ breach: Breach; view: StatusView; zone: string }> = ({ breach, view, zone }) => (
  <li>
    <p>
      <a href={pageAddress(view.engagement, 'breaches', breach.id)}>
        {clean(breach.title, 110) || clean(breach.objective, 110)}
      </a>{' '}
      in {clean(breach.service, 70)}
    </p>
    <p class="small">
      <strong>{clean(breach.display, 40) || 'no data'}</strong>, target {clean(breach.target, 40)}
      {breach.window ? `, ${clean(breach.window.label, 60)}` : ''}
      {mergedIn(breach)}
    </p>
    <p class="small">
      {breach.status}, opened <Ago at={breach.opened_at} now={view.at} zone={zone} />, owed by{' '}
      {clean(ownerName(breach.owed_by, view.agreement), 80)}
      {breach.contractual ? '' : '; observed only, without consequence'}
    </p>
  </li>
)

/** Breaches that are not over, with whose they are and since when. */
export const Breaches: FC<{ view: StatusView }> = ({ view }) => (
  <section class="card" aria-labelledby="breaches">
    <h2 id="breaches">Open breaches</h2>
    {view.breaches.length === 0 ? (
      <p class="small">None. A breach opens when a window or a merged change misses what was agreed.</p>
    ) : (
      <ul class="plain">
        {[...view.breaches]
          .sort((a, b) => Number(b.contractual) - Number(a.contractual))
          .slice(0, SHOWN)
          .map((breach) => (
            <Row breach={breach} view={view} zone={view.agreement?.time_zone ?? 'UTC'} />
          ))}
      </ul>
    )}
    {openCount(view) > SHOWN ? (
      <p class="small">
        {SHOWN} of {view.more_breaches ? 'at least ' : ''}
        {openCount(view)}: of the newest, those with consequences first.
      </p>
    ) : null}
    <p class="more">
      <a
        href={
          pageAddress(view.engagement, 'breaches') +
          queryString({ status: view.breaches.length > SHOWN ? NOT_OVER : [] })
        }
      >
        {view.breaches.length > SHOWN ? 'All that are open' : 'Every breach so far'}
      </a>
    </p>
  </section>
)
