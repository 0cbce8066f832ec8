import { type Breach, spanText } from '@plumbline/core'
import { clean, eventSubject } from '@plumbline/render'
import type { FC } from 'hono/jsx'
import { zoneOf } from '../frame.ts'
import { When } from '../words.tsx'
import type { BreachView } from './view.ts'

/** The clock that a breach is of, where it is of one, as it was when that was noticed. */
const clockOf = ({ scope, opened_by: { statistic, clocks } }: Breach) =>
  scope === 'clock' && statistic === 'each' ? clocks?.[0] : undefined

/** `1 h 30 min` of seconds, as figures of clocks are told. */
const spanOf = (seconds: number): string => spanText(String(Math.floor(seconds)))

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
      {incident == null ? null : (
        <p class="small">
          Interval by interval, as it stands now: <code>plumbline clocks --explain {clean(incident, 100)}</code>
        </p>
      )}
    </>
  )
}
