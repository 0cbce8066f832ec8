import { remember } from '../remember.ts'
import { DAY, type Instant, SECOND, type Window } from './instant.ts'
import { addDays, type LocalDate, localDate, UTC } from './zone.ts'

/** To make one takes a hundred times as long as to use it. */
const clock = remember<Intl.DateTimeFormat>(100)

const clockOf = (zone: string) =>
  clock(
    zone,
    () =>
      new Intl.DateTimeFormat('en', {
        timeZone: zone,
        hourCycle: 'h23',
        hour: '2-digit',
        minute: '2-digit',
        second: '2-digit',
      }),
  )

/** The time of day on the wall at an instant: `HH:MM:SS.mmm`. Clocks are ahead of UTC by whole seconds. */
export const localTimeOfDay = (zone: string, at: Instant): string => {
  if (zone === UTC) return new Date(at).toISOString().slice('YYYY-MM-DDT'.length, -1)
  const second = Math.floor(at / SECOND) * SECOND
  return `${clockOf(zone).format(second)}.${String(at - second).padStart(3, '0')}`
}

const dayNumber = (date: LocalDate) => Date.parse(`${date}T00:00:00Z`) / DAY

/** The local days that an interval may touch, in order: none of it lies outside of them. */
export function* localDatesOf(zone: string, { from, to }: Window): Generator<LocalDate> {
  if (to <= from) return
  const first = localDate(zone, from)
  const days = dayNumber(localDate(zone, to)) - dayNumber(first)
  for (let n = 0; n <= days; n++) yield addDays(first, n)
}
