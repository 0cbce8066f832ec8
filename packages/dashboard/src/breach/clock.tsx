import { clockOf, formatInstant, type Stretch, type StretchState, spanText } from '@plumbline/core'
import { clean, count, eventSubject } from '@plumbline/render'
import type { FC } from 'hono/jsx'
import { zoneOf } from '../frame.ts'
import { When } from '../words.tsx'
import type { BreachView } from './view.ts'

/** `1 h 30 min` of seconds, as figures of clocks are told. */
const spanOf = (seconds: number): string => spanText(String(Math.floor(seconds)))

const SECOND_MS = 1_000
/** Rows of intervals shown: a clock on business hours has two or three of them a day. */
const MOST_INTERVALS = 40

const STATES: Record<StretchState, string> = {
  open: 'open',
  special: 'open by special hours',
  closed: 'closed',
  holiday: 'holiday',
  break: 'break',
  paused: 'paused',
  stopped: 'stopped',
  excluded: 'excluded',
}

const Interval: FC<{ stretch: Stretch; zone: string }> = ({ stretch, zone }) => {
  const { from, to, state, reason, countedMs, totalMs } = stretch
  const told = reason === undefined ? '' : ` (${clean(reason, 60)})`
  const span = (ms: number) => spanOf(ms / SECOND_MS)
  return (
    <li>
      <When at={formatInstant(from)} zone={zone} /> to <When at={formatInstant(to)} zone={zone} />: {STATES[state]}
      {told}, {countedMs > 0 ? `${span(countedMs)} counted, ${span(totalMs)} in all` : 'nothing counted'}
    </li>
  )
}

/** What counted and what did not, folded; where there is more than fits, the command that shows all of it. */
const Intervals: FC<{ view: BreachView; incident: string | null }> = ({ view, incident }) => {
  const all = view.intervals ?? []
  const shown = all.slice(0, MOST_INTERVALS)
  const command = incident === null ? null : <code>plumbline clocks --explain {clean(incident, 100)}</code>
  return (
    <>
      {shown.length === 0 ? null : (
        <details>
          <summary>{count(all.length, 'interval')} of it, as it stands now</summary>
          <ul class="inputs">
            {shown.map((stretch) => (
              <Interval stretch={stretch} zone={zoneOf(view)} />
            ))}
          </ul>
          {all.length > shown.length ? <p class="small">{count(all.length - shown.length, 'more', 'more')}.</p> : null}
        </details>
      )}
      {command === null ? null : <p class="small">Interval by interval, as it stands now: {command}</p>}
    </>
  )
}

/** When the clock of a breach ran, what was taken out of it, and where its time is told interval by interval. */
export const ClockTimes: FC<{ view: BreachView }> = ({ view }) => {
  const clock = clockOf(view.breach)
  if (clock === undefined) return null
  const zone = zoneOf(view)
  const told = clock.events.flatMap((reference) => view.opened.get(reference) ?? [])
  const incident = told.map(eventSubject).find((name) => name !== null)
  return (
    <>
      <dl class="pairs">
        <dt>Started</dt>
        <dd>
          <When at={clock.started_at} zone={zone} />
        </dd>
        <dt>Due</dt>
        <dd>
          <When at={clock.due_at} zone={zone} />
        </dd>
        <dt>Ended</dt>
        <dd>{clock.ended_at === null ? 'not when this was noticed' : <When at={clock.ended_at} zone={zone} />}</dd>
        <dt>Paused</dt>
        <dd>{clock.paused_seconds > 0 ? `${spanOf(clock.paused_seconds)}, taken out` : 'never'}</dd>
      </dl>
      <Intervals view={view} incident={incident ?? null} />
    </>
  )
}
