import { isZone } from '../../time/zone.ts'
import { ALWAYS_OPEN } from '../defaults.ts'
import type { Finding, Path } from '../mistake.ts'
import { didYouMean, nearest } from '../nearest.ts'
import { error } from './finding.ts'
import type { LooseDocument } from './loose.ts'

/** A zone has rules for summer time; an offset has none and is no zone. */
export const checkZone = (zone: string | undefined, path: Path): Finding[] => {
  if (zone === undefined || isZone(zone)) return []
  const zones = ['UTC', ...Intl.supportedValuesOf('timeZone')]
  const near =
    nearest(zone, zones) ??
    nearest(
      zone.replace(/^.*\//, ''),
      zones.map((name) => name.replace(/^.*\//, '')),
    )
  const full = zones.find((name) => name === near || name.endsWith(`/${near}`)) ?? null
  return [
    error(
      path,
      'unknown_name',
      `unknown time zone "${zone}"${didYouMean(full) || '; write an IANA name such as America/New_York'}`,
      {
        found: zone,
        expected: 'an IANA time zone such as America/New_York',
        ...(full !== null && { suggestion: full }),
      },
    ),
  ]
}

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))

/** Intervals of one day: each forward in time, none over another. Their order does not matter. */
export const checkIntervals = (intervals: readonly string[], path: Path): Finding[] => {
  const read = intervals.map((text, index) => ({ text, index, from: minutesOf(text), to: minutesOf(text.slice(6)) }))
  const backwards = read.filter(({ from, to }) => to <= from)
  const forwards = read.filter(({ from, to }) => to > from).sort((a, b) => a.from - b.from || a.to - b.to)
  return [
    ...backwards.map(({ text, index, from, to }) => {
      const [start, end] = [text.slice(0, 5), text.slice(6)]
      const remedy =
        from === to ? 'it is empty' : `overnight is two intervals: "${start}-24:00", and "00:00-${end}" on the next day`
      return error([...path, index], 'contradiction', `"${text}" ends before it begins; ${remedy}`, { found: text })
    }),
    ...forwards.flatMap((next, order) => {
      const before = forwards[order - 1]
      if (!before || next.from >= before.to) return []
      return [
        error([...path, next.index], 'contradiction', `"${next.text}" overlaps "${before.text}"`, { found: next.text }),
      ]
    }),
  ]
}

const checkDays = (days: { [date: string]: string[] | undefined } | undefined, path: Path): Finding[] =>
  Object.entries(days ?? {}).flatMap(([date, intervals]) => checkIntervals(intervals ?? [], [...path, date]))

type LooseCalendar = NonNullable<LooseDocument['calendars']>[string]

/** One calendar by itself: hours that can be counted on. */
export const checkCalendar = (name: string, calendar: LooseCalendar, path: Path): Finding[] => {
  const hours = calendar?.hours
  const never = hours && !Object.values(hours).some((intervals) => intervals && intervals.length > 0)
  return [
    ...checkZone(calendar?.time_zone, [...path, 'time_zone']),
    ...(never
      ? [
          error([...path, 'hours'], 'contradiction', `calendar "${name}" never opens; give at least one day hours`, {
            lacks: [[...path, 'hours']],
          }),
        ]
      : []),
    ...checkDays(hours, [...path, 'hours']),
    ...checkDays(calendar?.special_days, [...path, 'special_days']),
    ...checkDays(calendar?.breaks, [...path, 'breaks']),
  ]
}

const checkNamed = (name: string, calendar: LooseCalendar): Finding[] => {
  const path = ['calendars', name]
  return name === ALWAYS_OPEN
    ? [error(path, 'contradiction', '24x7 is built in and cannot be changed', { on: 'key' })]
    : checkCalendar(name, calendar, path)
}

export const checkCalendars = (document: LooseDocument): Finding[] => [
  ...checkZone(document.time_zone, ['time_zone']),
  ...Object.entries(document.calendars ?? {}).flatMap(([name, calendar]) => checkNamed(name, calendar)),
]
