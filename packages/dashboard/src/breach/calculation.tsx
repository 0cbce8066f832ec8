import type { Evidence, ObjectiveResult } from '@plumbline/core'
import {
  clean,
  count,
  eventSubject,
  evidenceLines,
  FAILED_RULE_WORDS,
  figureWords,
  hasMoved,
  localTime,
} from '@plumbline/render'
import type { FC } from 'hono/jsx'
import { pageAddress } from '../address.ts'
import { glance } from '../event/glance.ts'
import { zoneOf } from '../frame.ts'
import { When, Words } from '../words.tsx'
import { ClockTimes } from './clock.tsx'
import type { BreachView } from './view.ts'
import { measuredOf, targetOf } from './words.tsx'

/** References shown; the engine keeps at most 200. */
const MOST_REFERENCES = 200

const EventLink: FC<{ view: BreachView; reference: string }> = ({ view, reference }) => {
  const event = view.opened.get(reference)
  return (
    <a href={pageAddress(view.engagement, 'events', reference)}>
      {event === undefined ? <code>{clean(reference, 40)}</code> : glance(event)}
    </a>
  )
}

const EventRow: FC<{ view: BreachView; reference: string }> = ({ view, reference }) => {
  const event = view.opened.get(reference)
  return (
    <li>
      <EventLink view={view} reference={reference} />
      {event === undefined ? null : (
        <span class="small">
          {' '}
          <When at={event.time} zone={zoneOf(view)} />
        </span>
      )}
    </li>
  )
}

const Failed: FC<{ view: BreachView; failed: NonNullable<Evidence['failed']> }> = ({ view, failed }) =>
  failed.length === 0 ? null : (
    <>
      <h4>Counted as failed</h4>
      <ol class="inputs">
        {failed.map(({ deployment, rule, by }) => (
          <li>
            <EventLink view={view} reference={deployment} />
            <span class="small">
              {' '}
              {FAILED_RULE_WORDS[rule]}
              {by
                .filter((reference) => reference !== deployment)
                .slice(0, 4)
                .map((reference, at) => (
                  <>
                    {at === 0 ? ': ' : ', '}
                    <EventLink view={view} reference={reference} />
                  </>
                ))}
            </span>
          </li>
        ))}
      </ol>
    </>
  )

/** Failures first, for they decide; the rest behind a fold where there are failures, else in sight as far as opened. */
const Inputs: FC<{ view: BreachView; evidence: Evidence }> = ({ view, evidence }) => {
  const { events = [], more = 0, failed = [] } = evidence
  const told = new Set(failed.flatMap(({ deployment, by }) => [deployment, ...by]))
  const others = events.filter((reference) => !told.has(reference))
  const inSight = failed.length > 0 ? [] : others.filter((reference) => view.opened.has(reference))
  const folded = others.filter((reference) => !inSight.includes(reference)).slice(0, MOST_REFERENCES)
  return (
    <>
      <Failed view={view} failed={failed} />
      {inSight.length === 0 ? null : (
        <ul class="inputs">
          {inSight.map((reference) => (
            <EventRow view={view} reference={reference} />
          ))}
        </ul>
      )}
      {folded.length === 0 ? null : (
        <details>
          <summary>{`${told.size + inSight.length === 0 ? '' : 'the other '}${count(folded.length, 'event')} counted`}</summary>
          <ul class="references">
            {folded.map((reference) => (
              <li>
                <EventLink view={view} reference={reference} />
              </li>
            ))}
          </ul>
        </details>
      )}
      {more > 0 ? <p class="small">{count(more, 'more event')} counted, whose references were not kept.</p> : null}
      {events.length === 0 ? <p class="small">No event was counted: {clean(evidence.formula, 300)}.</p> : null}
    </>
  )
}

/** Lines of the evidence that the steps around them don't tell already. */
const remarks = ({ window: _, ...result }: ObjectiveResult, view: BreachView) =>
  evidenceLines({ ...result, evidence: { ...result.evidence, events: [], more: 0, failed: [] } }, zoneOf(view), {
    limit: 12,
    events: 0,
    names: new Map([...view.opened].map(([reference, event]) => [reference, eventSubject(event) ?? reference])),
  }).slice(1)

const unrounded = ({ value, unit, numerator, denominator }: ObjectiveResult): string => {
  if (value === null) return ''
  const fraction = numerator === undefined || denominator === undefined ? '' : `${numerator} / ${denominator} = `
  return `${fraction}${value} ${clean(unit, 20)}`
}

/** From the rule over what was counted to the figure: everything needed to do the sum again. */
export const Calculation: FC<{ view: BreachView }> = ({ view }) => {
  const { breach, indicator } = view
  const result = breach.opened_by
  const zone = zoneOf(view)
  const exact = unrounded(result)
  const since = figureWords(breach, zone)
  return (
    <ol class="steps">
      <li>
        <h3>Rule</h3>
        <p>
          {indicator === null ? <code>{clean(breach.indicator, 80)}</code> : clean(indicator.title, 100)}{' '}
          <strong>{targetOf(breach)}</strong>
          {breach.window
            ? ` over a ${breach.window.kind.replace('rolling ', 'rolling window of ')}`
            : ' for every change'}
        </p>
        {indicator === null ? null : <p class="small">{clean(indicator.formula, 400)}</p>}
        {breach.window ? (
          <p class="small">
            {clean(breach.window.label, 60)}: {localTime(breach.window.from, zone)} up to{' '}
            {localTime(breach.window.to, zone)} ({clean(zone, 60)})
            {breach.window.partial ? '; the objective came into force inside it' : ''}
          </p>
        ) : null}
      </li>
      <li>
        <h3>Inputs</h3>
        <ClockTimes view={view} />
        <Inputs view={view} evidence={result.evidence} />
      </li>
      <li>
        <h3>{hasMoved(breach) ? 'Result, when it opened' : 'Result'}</h3>
        <p>
          {clean(result.evidence.formula, 300)}: <strong class="now">{measuredOf(result)}</strong>
          {result.margin === '' ? '' : `, ${clean(result.margin, 60)}`}
        </p>
        {since === '' ? null : (
          <p>
            Now: <strong>{measuredOf(breach)}</strong>, {since}
          </p>
        )}
        {exact === '' ? null : <p class="small">Unrounded: {exact}. The verdict is made from this.</p>}
        <ul class="remarks">
          {remarks(result, view).map((line) => (
            <li>
              <Words phrase={line} />
            </li>
          ))}
        </ul>
      </li>
    </ol>
  )
}
