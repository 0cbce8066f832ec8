import { clean, count, lasting, localTime } from '@plumbline/render'
import type { FC } from 'hono/jsx'
import { pageAddress, queryString, twin } from '../address.ts'
import { Foot } from '../foot.tsx'
import { zoneOf } from '../frame.ts'
import { asDocument } from '../html.ts'
import { Shell } from '../shell.tsx'
import { When } from '../words.tsx'
import { FilterBar } from './filter-form.tsx'
import { asApi, asCommand, exportAddress, FILTERS, listAddress, twinAddress } from './filters.ts'
import { BreachTable } from './table.tsx'
import type { BreachListView } from './view.ts'

const isFiltered = ({ asked }: BreachListView) => FILTERS.some((filter) => (asked[filter] ?? []).length > 0)

/** The list in one sentence, over all its pages. */
const sentence = (view: BreachListView): string => {
  const { counts } = view
  if (view.mistakes.length > 0) return 'Nothing can be found by these filters'
  if (counts === null || counts.breaches === 0) {
    if (counts?.truncated_before) return 'No breach found so far'
    return isFiltered(view) ? 'No breach fits these filters' : 'No breach so far'
  }
  const all = count(counts.breaches, 'breach', 'breaches')
  const many = counts.truncated_before === null ? all : `The newest ${all}`
  if (counts.open === 0) return `${many}, ${counts.breaches === 1 ? '' : 'all '}over`
  if (counts.open === counts.breaches)
    return `${many}, ${counts.breaches === 1 ? '' : 'none of them '}${counts.breaches === 1 ? 'not over' : 'over'}`
  return `${many}, ${counts.open} not over`
}

const Figures: FC<{ view: BreachListView }> = ({ view: { counts } }) => {
  if (counts === null || (counts.breaches === 0 && !counts.stopped_at_the_gate)) return null
  const { contractual_open: owed, open, resolution, stopped_at_the_gate: stopped } = counts
  return (
    <dl class="figures">
      <div>
        <dt>Not over</dt>
        <dd>{open}</dd>
        <dd class="small">{open === owed ? 'all contractual' : `${owed} contractual`}</dd>
      </div>
      <div>
        <dt>Resolved</dt>
        <dd>{counts.resolved}</dd>
        <dd class="small">{resolution.median === null ? 'none yet' : `median ${lasting(resolution.median)}`}</dd>
      </div>
      {stopped === null ? null : (
        <div>
          <dt>Stopped at the gate</dt>
          <dd>{stopped}</dd>
          <dd class="small">never became a breach</dd>
        </div>
      )}
    </dl>
  )
}

const Nothing: FC<{ view: BreachListView }> = ({ view }) => (
  <section class="card">
    {isFiltered(view) ? (
      <p>
        Take a filter away, or <a href={pageAddress(view.engagement, 'breaches')}>look at all breaches</a>.
      </p>
    ) : (
      <p>
        A breach opens when a window or a merged change misses what was agreed.{' '}
        {view.agreement === null
          ? 'No agreement is in force yet: one side proposes it, the other accepts it.'
          : 'Nothing did so far.'}
      </p>
    )}
  </section>
)

const Pager: FC<{ view: BreachListView }> = ({ view: { engagement, asked, older, newer } }) =>
  older === null && newer === null ? null : (
    <nav class="row pager" aria-label="Pages">
      {newer === null ? null : (
        <a rel="prev" href={listAddress(engagement, asked, { after: newer })}>
          <span aria-hidden="true">←</span> Newer
        </a>
      )}
      {older === null ? null : (
        <a rel="next" href={listAddress(engagement, asked, { before: older })}>
          Older <span aria-hidden="true">→</span>
        </a>
      )}
    </nav>
  )

const Elsewhere: FC<{ view: BreachListView }> = ({ view: { engagement, asked, period } }) => (
  <section class="card take" aria-labelledby="take">
    <h2 id="take">Take it with you</h2>
    <p class="row">
      {(['csv', 'ndjson', 'json'] as const).map((form) => (
        <a href={exportAddress(engagement, asked, form)} download>
          {form.toUpperCase()}
        </a>
      ))}
      <span class="small">all pages, with these filters</span>
    </p>
    <p class="small">As a command:</p>
    <p>
      <code class="command">{asCommand(asked, period)}</code>
    </p>
  </section>
)

const Page: FC<{ view: BreachListView }> = ({ view }) => {
  const says = sentence(view)
  const zone = zoneOf(view)
  const stopped = view.counts?.truncated_before ?? null
  return (
    <Shell
      title={`${says} · ${clean(view.title, 100)}`}
      frame={view}
      current="breaches"
      foot={
        <Foot
          frame={view}
          twins={[
            { name: 'breaches', href: twinAddress(view.engagement, view.asked, view.period) },
            {
              name: 'summary',
              href:
                twin(view.engagement, 'breaches', 'summary') +
                queryString({ ...asApi(view.asked, view.period), by: 'service,objective' }),
            },
          ]}
        />
      }
    >
      <h1>{says}</h1>
      <p class="asof">
        As of <When at={view.at} zone={zone} /> ({clean(zone, 60)}).
        {stopped === null
          ? ''
          : ` What opened before ${localTime(stopped, zone)} is in the list, but not in these counts.`}
      </p>
      {view.mistakes.map((mistake) => (
        <p class="mistake" role="alert">
          {clean(mistake, 300)}
        </p>
      ))}
      <Figures view={view} />
      <FilterBar view={view} />
      {view.rows.length === 0 && view.older === null ? <Nothing view={view} /> : null}
      {view.rows.length === 0 ? null : <BreachTable view={view} />}
      {view.rows.length === 0 && view.older !== null ? (
        <p class="aside">Nothing among the newest that were looked through; further back there may be.</p>
      ) : null}
      <Pager view={view} />
      {view.mistakes.length > 0 ? null : <Elsewhere view={view} />}
    </Shell>
  )
}

/** What was breached: filters in the address, a row each, and the same as data. */
export const breachListPage = (view: BreachListView): string => asDocument(<Page view={view} />)
