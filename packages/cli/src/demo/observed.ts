import { type Event, type EventOf, formatInstant, HOUR, MINUTE } from '@plumbline/core'
import { type Day, diceFor, endOf } from './calendar.ts'
import type { Character } from './services.ts'

type Stretch = { from: number; to: number; state: 'up' | 'down' }

/** When probes saw the service down: at the beginning of each incident of the day, until somebody eased it. */
const downtimes = (service: Character, day: Day, events: readonly Event[], from: number): Stretch[] => {
  const dice = diceFor(service, day, 'downtime')
  const started = events.flatMap((event) =>
    event.type === 'incident' && event.data.action === 'started' && event.data.severity !== 'sev3'
      ? [Math.max(from, Date.parse(event.data.at))]
      : [],
  )
  const stretches: Stretch[] = []
  for (const at of started.sort((a, b) => a - b)) {
    const begins = Math.max(at, stretches.at(-1)?.to ?? from)
    const ends = begins + dice.between(2, 14) * MINUTE
    if (ends < endOf(day)) stretches.push({ from: begins, to: ends, state: 'down' })
  }
  return stretches
}

const stretchesOf = (downs: Stretch[], from: number, to: number): Stretch[] => {
  const stretches: Stretch[] = []
  let here = from
  for (const down of downs) {
    if (down.from > here) stretches.push({ from: here, to: down.from, state: 'up' })
    stretches.push(down)
    here = down.to
  }
  return here < to ? [...stretches, { from: here, to, state: 'up' }] : stretches
}

/** What probes saw since the evening before, up and down without a gap; and that the pager was watching. */
export const observedOn = (service: Character, day: Day, events: readonly Event[]): Event[] => {
  const to = endOf(day)
  const from = to - 24 * HOUR
  const envelope = (id: string, source: string, at: number) => ({
    id: `${id}-${service.name}-${day.index}`,
    source,
    time: formatInstant(at),
    service: service.name,
  })
  // Early on once a week will do; in the weeks that the example's gates look at, every day.
  const days = day.progress > 0.7 ? 1 : 7
  const watched: EventOf<'heartbeat'>[] =
    (day.index + 1) % days === 0
      ? [
          {
            type: 'heartbeat',
            ...envelope('watch', 'pagerduty.com/acme', to),
            data: { from: formatInstant(to - days * 24 * HOUR), to: formatInstant(to) },
          },
        ]
      : []
  const probed = stretchesOf(downtimes(service, day, events, from), from, to).map(
    (stretch, i): EventOf<'availability'> => ({
      type: 'availability',
      ...envelope(`probe-${i}`, 'probe.northwind.example', stretch.to),
      data: { from: formatInstant(stretch.from), to: formatInstant(stretch.to), state: stretch.state },
    }),
  )
  return [...watched, ...probed]
}
