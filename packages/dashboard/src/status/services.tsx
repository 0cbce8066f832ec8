import type { ObjectiveResult } from '@plumbline/core'
import { clean, count, STATUS_WORDS } from '@plumbline/render'
import type { FC } from 'hono/jsx'
import type { ServiceView, StatusView } from '../view.ts'
import { When } from '../words.tsx'
import { Objective } from './objective.tsx'

/** How much evidence the page has room for: of everything, of what is not met, or of nothing. */
export type Depth = 'all' | 'missed' | 'none'

/** `1 breached, 4 met`, in the order of the list. */
const statuses = (results: ObjectiveResult[]): string =>
  [...Map.groupBy(results, ({ status }) => status)]
    .map(([status, members]) => `${members.length} ${STATUS_WORDS[status]}`)
    .join(', ')

const Unjudged: FC<{ view: ServiceView }> = ({ view: { not_judged: left = [] } }) =>
  left.length === 0 ? null : (
    <p class="aside">
      {count(left.length, 'agreed objective is', 'agreed objectives are')} not judged yet:{' '}
      {left.slice(0, 12).map(({ id }, at) => (
        <>
          {at === 0 ? '' : ', '}
          <code>{clean(id, 70)}</code>
        </>
      ))}
      {left.length > 12 ? ` and ${left.length - 12} more` : ''}.
    </p>
  )

const LastMerge: FC<{ view: ServiceView; zone: string }> = ({ view: { last_merge: merge }, zone }) =>
  merge == null ? null : (
    <p class="aside">
      Last merge measured: <code>{clean(merge.commit_sha.slice(0, 12))}</code>, <When at={merge.at} zone={zone} />.
    </p>
  )

const Service: FC<{ view: ServiceView; whole: StatusView; number: number; depth: Depth }> = ({
  view,
  whole,
  number,
  depth,
}) => (
  <section class="service" aria-labelledby={`s${number}`}>
    <header>
      <h2 id={`s${number}`}>{clean(view.service, 100)}</h2>
      <p>{view.objectives.length === 0 ? 'nothing agreed' : statuses(view.objectives)}</p>
    </header>
    <ol class="objectives">
      {view.objectives.map((result, at) => (
        <Objective
          result={result}
          anchor={`s${number}o${at + 1}`}
          agreement={whole.agreement}
          previous={view.previous?.find(({ objective }) => objective === result.id)}
          evidence={depth === 'all' || (depth === 'missed' && result.status !== 'met')}
        />
      ))}
    </ol>
    {view.notes.map(({ detail }) => (
      <p class="aside">{clean(detail, 300)}</p>
    ))}
    <Unjudged view={view} />
    <LastMerge view={view} zone={whole.agreement?.time_zone ?? 'UTC'} />
  </section>
)

/** Every objective of every service, in the order given: worst first. */
export const Services: FC<{ view: StatusView; depth: Depth }> = ({ view, depth }) => (
  <div class="services">
    {view.services.map((service, at) => (
      <Service view={service} whole={view} number={at + 1} depth={depth} />
    ))}
  </div>
)
