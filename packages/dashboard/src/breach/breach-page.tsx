import { agreedCause, MAX_STATEMENT } from '@plumbline/core'
import { clean } from '@plumbline/render'
import type { FC } from 'hono/jsx'
import { pageAddress, queryString, twin } from '../address.ts'
import { Foot } from '../foot.tsx'
import { zoneOf } from '../frame.ts'
import { asDocument } from '../html.ts'
import { Shell } from '../shell.tsx'
import { Ago, When } from '../words.tsx'
import { Calculation } from './calculation.tsx'
import { Decisions } from './decisions.tsx'
import { Forms } from './forms.tsx'
import { Cause, Timeline } from './timeline.tsx'
import type { BreachView } from './view.ts'
import {
  ATTRIBUTION_WORDS,
  BreachStatusMark,
  CAUSE_WORDS,
  cleanLines,
  durationOf,
  measuredOf,
  partyLabel,
  subjectOf,
  targetOf,
  titleOf,
} from './words.tsx'

const Facts: FC<{ view: BreachView }> = ({ view }) => {
  const { breach } = view
  const zone = zoneOf(view)
  const duration = durationOf(breach, view.at)
  return (
    <p class="facts">
      <BreachStatusMark breach={breach} />{' '}
      <span>
        {clean(breach.service, 70)}
        {breach.environment === 'production' ? '' : `, ${clean(breach.environment, 70)}`}
      </span>
      <span>{subjectOf(breach)}</span>
      {breach.severity === undefined ? null : <span>{clean(breach.severity, 20)}</span>}
      <span>
        opened <Ago at={breach.opened_at} now={view.at} zone={zone} />
      </span>
      {duration === null ? null : (
        <span>
          {duration.goesOn ? 'for ' : 'lasted '}
          {duration.lasted}
        </span>
      )}
    </p>
  )
}

/** What both agree was the reason; else what each party holds for it: its last word. */
const Causes: FC<{ view: BreachView }> = ({ view }) => {
  const agreed = agreedCause(view.breach)
  if (agreed)
    return (
      <>
        <dt>Root cause</dt>
        <dd>
          <p>
            <strong>Both agree</strong>, since <When at={agreed.agreed_at} zone={zoneOf(view)} />
          </p>
          <p class="said">{cleanLines(agreed.text, MAX_STATEMENT)}</p>
          <Cause cause={agreed} />
        </dd>
      </>
    )
  const stated = (['client', 'vendor'] as const).flatMap((party) => {
    const last = view.breach.timeline.findLast(
      ({ kind, by }) => kind === 'root_cause' && 'party' in by && by.party === party,
    )
    return last ? [{ party, cause: last.cause ?? {}, number: view.breach.timeline.indexOf(last) + 1 }] : []
  })
  return stated.length === 0 ? null : (
    <>
      <dt>Root cause</dt>
      <dd>
        {stated.map(({ party, cause: { category, attribution }, number }) => (
          <p>
            {partyLabel(party, view)}:{' '}
            <a href={`#t${number}`}>
              {category === undefined ? 'stated' : CAUSE_WORDS[category]}
              {attribution === undefined ? '' : `, the doing of ${ATTRIBUTION_WORDS[attribution]}`}
            </a>
          </p>
        ))}
      </dd>
    </>
  )
}

const Whose: FC<{ view: BreachView }> = ({ view }) => {
  const { breach, engagement } = view
  const same =
    pageAddress(engagement, 'breaches') + queryString({ objective: breach.objective, service: breach.service })
  return (
    <section class="card" aria-labelledby="whose">
      <h2 id="whose">Whose is it?</h2>
      <dl class="pairs">
        <dt>Owed by</dt>
        <dd>{partyLabel(breach.owed_by, view)}</dd>
        <dt>Counts</dt>
        <dd>
          {breach.contractual ? 'as a breach of the agreement' : 'for nothing: observed only, without consequence'}
        </dd>
        <dt>Agreed</dt>
        <dd>
          {breach.clause === null ? '' : `§${clean(breach.clause, 30)} of `}version {breach.agreement_version}
        </dd>
        <dt>Text</dt>
        <dd>
          <code class="hash">{clean(breach.agreement_hash, 90)}</code>
        </dd>
        <Causes view={view} />
      </dl>
      <p>
        <a href={same}>Other breaches of it in {clean(breach.service, 70)}</a>
      </p>
    </section>
  )
}

const DONE: Partial<Record<BreachView['breach']['status'], string>> = {
  resolved: 'Nothing: it is resolved.',
  overturned: 'Nothing: it was overturned.',
  waived: 'Nothing, while it is waived.',
  disputed: 'It is disputed; it counts until that is settled.',
}

const toDo = ({ breach }: BreachView): string =>
  DONE[breach.status] ??
  (breach.status === 'open' ? 'Nobody has said yet that they know of it.' : 'It is known, and not over yet.')

const Now: FC<{ view: BreachView }> = ({ view }) => (
  <section class="card" aria-labelledby="now">
    <h2 id="now">What now?</h2>
    <p>{toDo(view)}</p>
    {view.forms === null ? (
      <p class="small">
        {view.viewer == null ? (
          <>
            <a href={`/sign-in${queryString({ next: pageAddress(view.engagement, 'breaches', view.breach.id) })}`}>
              Sign in
            </a>{' '}
            to acknowledge it or write about it.
          </>
        ) : (
          <>
            Your key may read only; writing about a breach takes the scope <code>breaches:write</code>.
          </>
        )}
      </p>
    ) : (
      <Forms view={view} forms={view.forms} />
    )}
  </section>
)

const Page: FC<{ view: BreachView }> = ({ view }) => {
  const { breach, engagement } = view
  const says = `${titleOf(breach)}: ${measuredOf(breach)}, target ${targetOf(breach)}`
  return (
    <Shell
      title={`${says} · ${clean(view.title, 100)}`}
      frame={view}
      current="breaches"
      foot={<Foot frame={view} twins={[{ name: 'breach', href: twin(engagement, 'breaches', breach.id) }]} />}
    >
      <nav aria-label="Where this is" class="trail">
        <a href={pageAddress(engagement, 'breaches')}>Breaches</a> <span aria-hidden="true">›</span>{' '}
        <code>{clean(breach.id, 60)}</code>
      </nav>
      <h1>{says}</h1>
      <Facts view={view} />
      <p class="asof">
        As of <When at={view.at} zone={zoneOf(view)} /> ({clean(zoneOf(view), 60)}).
      </p>
      <div class="columns">
        <div class="services">
          <section class="card" aria-labelledby="true">
            <h2 id="true">Is it true?</h2>
            <Calculation view={view} />
          </section>
          <section class="card" aria-labelledby="story">
            <h2 id="story">What happened since</h2>
            <Timeline view={view} />
          </section>
        </div>
        <div class="side">
          <Whose view={view} />
          <Decisions view={view} />
          <Now view={view} />
        </div>
      </div>
    </Shell>
  )
}

/** One breach: is it true, whose is it, what now. */
export const breachPage = (view: BreachView): string => asDocument(<Page view={view} />)
