import type { AgreementCitation, ObjectiveResult } from '@plumbline/core'
import {
  clean,
  consequence,
  count,
  evidenceLines,
  now,
  ownerName,
  STATUS_WORDS,
  type Standing,
  standing,
  windowName,
} from '@plumbline/render'
import type { FC } from 'hono/jsx'
import { isAddress } from '../address.ts'
import type { PreviousView } from '../view.ts'
import { When, Words } from '../words.tsx'
import { Spark } from './spark.tsx'

const GLYPHS: Record<Standing, string> = {
  blocks: '✕',
  warns: '✕',
  at_risk: '!',
  no_data: '?',
  recorded: '✕',
  met: '✓',
  elsewhere: '?',
  nothing: '–',
  set_aside: '–',
}

/** Colours follow the status, weaker where nothing follows from it; the words say the same. */
const TONES: Record<Standing, string> = {
  blocks: 'bad',
  warns: 'bad',
  at_risk: 'risk',
  no_data: 'none',
  recorded: 'noted',
  met: 'good',
  elsewhere: 'none',
  nothing: 'none',
  set_aside: 'none',
}

const Status: FC<{ result: ObjectiveResult }> = ({ result }) => (
  <p class={`status ${TONES[standing(result)]}`}>
    <span aria-hidden="true">{GLYPHS[standing(result)]}</span> {STATUS_WORDS[result.status]}
  </p>
)

const windowWords = ({ window, scope }: ObjectiveResult, change: string): string => {
  if (window === undefined) return scope === 'change' ? change : ''
  return windowName(window)
}

/** What a reader of the page can’t tell from the status: why there is no data, or why a breach has no consequence. */
const remark = (result: ObjectiveResult): string => {
  if (result.status === 'no_data') return consequence({ ...result, blocking: false })
  if (result.status === 'at_risk') return result.budget?.burning === undefined ? '' : consequence(result)
  if (result.status !== 'breached') return ''
  return result.not_blocking === undefined || result.not_blocking === 'not_on_this_event' ? '' : consequence(result)
}

const facts = (result: ObjectiveResult, agreement: AgreementCitation | null, change: string): string[] =>
  [
    result.clause === null ? '' : `§${clean(result.clause, 30)}`,
    windowWords(result, change),
    result.samples > 0 && result.needed === undefined ? count(result.samples, 'sample') : '',
    result.owed_by === 'vendor' ? '' : `owed by ${clean(ownerName(result.owed_by, agreement), 80)}`,
    remark(result),
    clean(result.forecast?.in_words ?? '', 120),
  ].filter((text) => text !== '')

/** `October 2026: breached, 16.0 %`; while that may still change, since when it may not. */
const Previous: FC<{ previous: PreviousView; zone: string }> = ({ previous, zone }) => {
  const { label, status, display, state, final_from } = previous
  return (
    <p>
      {clean(label, 60)}: {STATUS_WORDS[status]}
      {display === '' ? '' : `, ${clean(display, 60)}`}
      {state === 'final' ? null : (
        <>
          {' '}
          (provisional until <When at={final_from} zone={zone} />)
        </>
      )}
    </p>
  )
}

const Figure: FC<{ name: string; value: string; strong?: boolean }> = ({ name, value, strong = false }) => (
  <div>
    <dt>{name}</dt>
    <dd class={strong ? 'now' : undefined}>{value}</dd>
  </div>
)

const LINES = 6
const EVENTS = 6

/** The events behind a figure, each a link to what was received. */
const Events: FC<{ result: ObjectiveResult; eventPage: (reference: string) => string }> = ({
  result: { evidence },
  eventPage,
}) => {
  const { events = [], more = 0 } = evidence
  const hidden = Math.max(0, events.length - EVENTS) + more
  return events.length === 0 ? null : (
    <li>
      Events:{' '}
      {events.slice(0, EVENTS).map((reference, at) => (
        <>
          {at === 0 ? '' : ', '}
          <a href={eventPage(reference)}>
            <code>{clean(reference, 40)}</code>
          </a>
        </>
      ))}
      {hidden > 0 ? ` and ${hidden} more` : ''}
    </li>
  )
}

const Evidence: FC<{
  result: ObjectiveResult
  zone: string
  eventPage?: ((reference: string) => string) | undefined
}> = ({ result, zone, eventPage }) => (
  <details>
    <summary>How it came about</summary>
    <ul>
      {evidenceLines(result, zone, { limit: LINES, events: eventPage ? 0 : EVENTS }).map((line) => (
        <li>
          <Words phrase={line} />
        </li>
      ))}
      {eventPage ? <Events result={result} eventPage={eventPage} /> : null}
      {isAddress(result.evidence_url) ? (
        <li>
          <a href={result.evidence_url}>The evaluation it is from</a>
        </li>
      ) : null}
    </ul>
  </details>
)

type Shown = {
  result: ObjectiveResult
  anchor: string
  agreement: AgreementCitation | null
  evidence: boolean
  /** What a change objective was judged on. */
  change?: string
  previous?: PreviousView | undefined
  /** Where events have pages; without it their references stand alone. */
  eventPage?: (reference: string) => string
}

/** One objective: how it stands, what was agreed and measured, and behind a fold how the figure came about. */
export const Objective: FC<Shown> = ({
  result,
  anchor,
  agreement,
  evidence,
  change = 'last merge',
  previous,
  eventPage,
}) => (
  <li class="objective" id={anchor}>
    <div class="what">
      <h3>{clean(result.title, 150) || clean(result.id, 150)}</h3>
      <p>{facts(result, agreement, change).join(' · ')}</p>
      {previous ? <Previous previous={previous} zone={agreement?.time_zone ?? 'UTC'} /> : null}
    </div>
    <Status result={result} />
    <dl>
      <Figure name="Now" value={clean(now(result), 60)} strong />
      <Figure name="Target" value={clean(result.target, 60)} />
      <Figure name="Margin" value={clean(result.margin, 60) || '–'} />
    </dl>
    <Spark result={result} id={anchor} />
    {evidence ? <Evidence result={result} zone={agreement?.time_zone ?? 'UTC'} eventPage={eventPage} /> : null}
  </li>
)
