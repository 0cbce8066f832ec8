import { addDays, dayOfWeek, type LocalDate } from '../../time/zone.ts'
import type { Finding } from '../mistake.ts'
import { WEEKDAYS } from '../schema/calendar.ts'
import { advice, error } from './finding.ts'
import type { LooseDocument } from './loose.ts'

type Calendar = NonNullable<NonNullable<LooseDocument['calendars']>[string]>

const YEAR = 366

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))
const spanOf = (interval: string) => ({ from: minutesOf(interval), to: minutesOf(interval.slice(6)) })

/** Hours of a local day as written: a holiday beats a special day beats the week. */
const hoursOn = ({ hours, holidays, special_days: special }: Calendar, date: LocalDate): readonly string[] => {
  if (holidays?.includes(date)) return []
  const day = WEEKDAYS[dayOfWeek(date) - 1]
  return special?.[date] ?? (day === undefined ? [] : (hours?.[day] ?? []))
}

/** Minutes of an interval that no break takes out. */
const left = (interval: string, breaks: readonly string[]): number => {
  const { from, to } = spanOf(interval)
  let [open, at] = [0, from]
  for (const taken of breaks.map(spanOf).sort((a, b) => a.from - b.from)) {
    open += Math.max(0, Math.min(taken.from, to) - at)
    at = Math.max(at, taken.to)
  }
  return open + Math.max(0, to - at)
}

const opensOn = (calendar: Calendar, date: LocalDate): boolean =>
  hoursOn(calendar, date).some((interval) => left(interval, calendar.breaks?.[date] ?? []) > 0)

const opensWithin = (calendar: Calendar, first: LocalDate): boolean => {
  for (let date = first, day = 0; day < YEAR; day++, date = addDays(date, 1)) if (opensOn(calendar, date)) return true
  return false
}

const checkDaysOf = (name: string, calendar: Calendar): Finding[] => {
  const path = ['calendars', name]
  const inVain = Object.entries(calendar.special_days ?? {}).flatMap(([date, hours]) =>
    calendar.holidays?.includes(date) && hours && hours.length > 0
      ? [
          error(
            [...path, 'special_days', date],
            'contradiction',
            `${date} has hours here and is a holiday too; a holiday beats them, so take it out of one of the two`,
            { on: 'key' },
          ),
        ]
      : [],
  )
  const idle = Object.entries(calendar.breaks ?? {}).flatMap(([date, breaks]) => {
    const hours = hoursOn(calendar, date)
    const takes = breaks?.some((one) => hours.some((interval) => left(interval, [one]) < left(interval, [])))
    return takes || !breaks || breaks.length === 0
      ? []
      : [advice([...path, 'breaks', date], `nothing is open on ${date} that this break could take out`, { on: 'key' })]
  })
  return [...inVain, ...idle]
}

/** What days say about one another, and whether anything is left of the week once they are all taken out. */
export const checkOpenDays = (document: LooseDocument): Finding[] =>
  Object.entries(document.calendars ?? {}).flatMap(([name, calendar]) => {
    // A week without hours, or with hours that end before they begin, is told already.
    const isRead = Object.values(calendar?.hours ?? {}).some((intervals) =>
      intervals?.some((interval) => left(interval, []) > 0),
    )
    if (!calendar || !isRead) return []
    const first = document.effective_from
    const never = first !== undefined && !opensWithin(calendar, first)
    return [
      ...checkDaysOf(name, calendar),
      ...(never
        ? [
            error(
              ['calendars', name],
              'contradiction',
              `calendar "${name}" does not open once in the year from ${first}: holidays, special days and breaks leave nothing of it`,
              { on: 'key' },
            ),
          ]
        : []),
    ]
  })
