import type { CalendarTerms, WindowSpec } from '../../agreement/terms.ts'
import type { Instant, Window } from '../../time/instant.ts'

/** Everything that is generated lies between these; calendars change on whole minutes. */
const FIRST = Date.UTC(2026, 5, 1)
const LAST = Date.UTC(2027, 2, 1)
const MIN = 60_000

/** What the clock on the wall shows, minute by minute: minutes since 1970 as if that clock were UTC. */
type Wall = { shows: Int32Array }
const walls = new Map<string, Wall>()

const wallOf = (zone: string): Wall => {
  const known = walls.get(zone)
  if (known) return known
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' })
  const shows = new Int32Array((LAST - FIRST) / MIN)
  // Zones change their offset on a quarter of an hour, if at all.
  for (let i = 0; i < shows.length; i += 15) {
    const text = format.format(FIRST + i * MIN)
    const base = Date.parse(`${text.replace(' ', 'T')}Z`) / MIN
    for (let k = 0; k < 15 && i + k < shows.length; k++) shows[i + k] = base + k
  }
  const wall = { shows }
  walls.set(zone, wall)
  return wall
}

const indexOf = (at: Instant) => Math.floor((at - FIRST) / MIN)
const showsAt = (zone: string, at: Instant): number => wallOf(zone).shows[indexOf(at)] ?? Number.NaN

/** Local date of an instant, YYYY-MM-DD. */
export const dateOf = (zone: string, at: Instant): string =>
  new Date(showsAt(zone, at) * MIN).toISOString().slice(0, 10)

/** Rule 1: the first minute that shows it; where none does, as many minutes later as the clocks skip. */
const resolved = new Map<string, Instant>()
export const instantOf = (zone: string, date: string, minute: number): Instant => {
  const key = `${zone} ${date} ${minute}`
  const known = resolved.get(key)
  if (known !== undefined) return known
  const { shows } = wallOf(zone)
  const wanted = Date.parse(`${date}T00:00:00Z`) / MIN + minute
  const near = Math.max(0, indexOf(wanted * MIN) - 2_000)
  for (let i = near; i < shows.length; i++) {
    const now = shows[i] ?? 0
    if (now < wanted) continue
    // Skipped: by the clock of before it would be this many minutes after the last one that was shown.
    const before = shows[i - 1] ?? now
    const found = FIRST + (now === wanted ? i : i - 1 + (wanted - before)) * MIN
    resolved.set(key, found)
    return found
  }
  throw new Error(`outside: ${key}`)
}

const addDays = (date: string, days: number) =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)

const firstDay = (date: string, unit: 'week' | 'month' | 'quarter'): string => {
  if (unit === 'week') return addDays(date, -((new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7))
  const month = Number(date.slice(5, 7))
  const first = unit === 'month' ? month : month - ((month - 1) % 3)
  return `${date.slice(0, 4)}-${String(first).padStart(2, '0')}-01`
}

/** The window of an instant; a rolling one ends there. */
export const windowOf = (spec: WindowSpec, zone: string, at: Instant): Window => {
  const today = dateOf(zone, at)
  if (spec.kind === 'rolling') return { from: instantOf(zone, addDays(today, 1 - spec.days), 0), to: at }
  const start = firstDay(today, spec.unit)
  // The longest unit has 92 days: one more is in the next.
  const days = { week: 7, month: 31, quarter: 92 }[spec.unit]
  const later = addDays(start, days)
  const next = firstDay(later, spec.unit) === start ? addDays(start, days + 1) : firstDay(later, spec.unit)
  return { from: instantOf(zone, start, 0), to: instantOf(zone, next, 0) }
}

/** The window before: the calendar's, or as many whole local days as a rolling one has. */
export const windowBefore = (spec: WindowSpec, zone: string, window: Window): Window => {
  if (spec.kind === 'calendar') return windowOf(spec, zone, window.from - 1)
  const first = dateOf(zone, window.from)
  return { from: instantOf(zone, addDays(first, -spec.days), 0), to: window.from }
}

/** Local days of a time: what of each lies inside, and how long the whole day is. */
export const daysOf = (zone: string, { from, to }: Window): (Window & { whole: number })[] => {
  const days: (Window & { whole: number })[] = []
  for (let date = dateOf(zone, from); instantOf(zone, date, 0) < to; date = addDays(date, 1)) {
    const begins = instantOf(zone, date, 0)
    const ends = instantOf(zone, addDays(date, 1), 0)
    days.push({ from: Math.max(from, begins), to: Math.min(to, ends), whole: ends - begins })
  }
  return days
}

const minuteOf = (text: string) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3, 5))

/** Opening hours of one local day: a holiday beats a special day, which beats the weekly hours; breaks taken out after. */
const opened = (terms: CalendarTerms, date: string): readonly string[] => {
  if (terms.holidays.includes(date)) return []
  const weekday = (new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7
  return terms.specialDays.get(date) ?? terms.hours[weekday] ?? []
}

const openings = new WeakMap<CalendarTerms, Window[]>()

/** Everything that is open, the earliest first: each day's minutes marked one by one, then told as intervals. */
const openIn = (terms: CalendarTerms): Window[] => {
  const known = openings.get(terms)
  if (known) return known
  const open = new Uint8Array((LAST - FIRST) / MIN)
  const zone = terms.timeZone
  const mark = (date: string, texts: readonly string[], value: number) => {
    for (const text of texts) {
      const from = instantOf(zone, date, minuteOf(text.slice(0, 5)))
      const to = instantOf(zone, date, minuteOf(text.slice(6)))
      for (let at = from; at < to; at += MIN) open[indexOf(at)] = value
    }
  }
  const last = addDays(dateOf(zone, LAST - MIN), -2)
  for (let date = addDays(dateOf(zone, FIRST), 2); date <= last; date = addDays(date, 1)) {
    mark(date, opened(terms, date), 1)
    mark(date, terms.breaks.get(date) ?? [], 0)
  }
  const found: Window[] = []
  open.forEach((isOpen, i) => {
    const at = FIRST + i * MIN
    if (isOpen === 0) return
    const before = found.at(-1)
    if (before?.to === at) before.to = at + MIN
    else found.push({ from: at, to: at + MIN })
  })
  openings.set(terms, found)
  return found
}

/** An interval cut wherever something begins or ends: inside a piece nothing changes. */
export const piecesOf = ({ from, to }: Window, spans: readonly Window[]): Window[] => {
  const cuts = [from, to, ...spans.flatMap((span) => [span.from, span.to])]
    .filter((at) => from <= at && at <= to)
    .sort((a, b) => a - b)
  return cuts.flatMap((cut, i) => {
    const next = cuts[i + 1]
    return next !== undefined && next > cut ? [{ from: cut, to: next }] : []
  })
}

/** Open time of an interval, without what lies in any of the others. Null: around the clock. */
export const openTime = (
  calendar: CalendarTerms | null,
  from: Instant,
  to: Instant,
  without: readonly Window[] = [],
): number => {
  let sum = 0
  for (const piece of piecesOf({ from, to }, without)) {
    if (without.some((gap) => gap.from <= piece.from && piece.from < gap.to)) continue
    if (calendar === null) sum += piece.to - piece.from
    else
      for (const open of openIn(calendar))
        sum += Math.max(0, Math.min(open.to, piece.to) - Math.max(open.from, piece.from))
  }
  return sum
}

/** The first millisecond of a time, both ends included, from which on something holds; null where it never does. */
export const firstThat = ({ from, to }: Window, holds: (at: Instant) => boolean): Instant | null => {
  if (to < from || !holds(to)) return null
  let [low, high] = [from, to]
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    if (holds(middle)) high = middle
    else low = middle + 1
  }
  return high
}

/** The first moment at which so much open time has passed; null where it is after `until`. */
export const firstPast = (
  calendar: CalendarTerms | null,
  from: Instant,
  isPast: (spent: number) => boolean,
  until: Instant,
  without: readonly Window[] = [],
): Instant | null => firstThat({ from, to: until }, (at) => isPast(openTime(calendar, from, at, without)))

/**
 * So many days with hours later, at the same local time, or at the next open moment after it.
 * @param zone where days are days around the clock
 */
export const businessDaysLater = (calendar: CalendarTerms | null, zone: string, from: Instant, days: number) => {
  const place = calendar?.timeZone ?? zone
  const shown = showsAt(place, from)
  let date = dateOf(place, from)
  for (let left = days; left > 0; ) {
    date = addDays(date, 1)
    if (calendar === null || opened(calendar, date).length > 0) left--
  }
  const at = instantOf(place, date, ((shown % 1440) + 1440) % 1440) + (from % MIN)
  const next = calendar && openIn(calendar).find(({ to }) => to > at)
  return next ? Math.max(at, next.from) : at
}
