const DAY = { day: 'numeric', month: 'short' } as const
const DATE = { ...DAY, year: 'numeric' } as const
const TIME = { ...DATE, hour: '2-digit', minute: '2-digit' } as const
const OFFSET = { ...TIME, timeZoneName: 'shortOffset' } as const
type Form = typeof DAY | typeof DATE | typeof TIME | typeof OFFSET

/** UTC where the runtime doesn't know the zone: a page must not fail because of a name. */
const formatterFor = (timeZone: string, form: Form): Intl.DateTimeFormat => {
  const make = (zone: string) => new Intl.DateTimeFormat('en-GB', { ...form, timeZone: zone, hourCycle: 'h23' })
  try {
    return make(timeZone)
  } catch {
    return make('UTC')
  }
}

/** Making a formatter takes a hundred times as long as using one. Names of zones come from outside: so many are kept. */
const MOST_KEPT = 200
const kept = new Map<Form, Map<string, Intl.DateTimeFormat>>()

const formatter = (timeZone: string, form: Form): Intl.DateTimeFormat => {
  const byZone = kept.get(form) ?? new Map<string, Intl.DateTimeFormat>()
  kept.set(form, byZone)
  const known = byZone.get(timeZone)
  if (known) return known
  const made = formatterFor(timeZone, form)
  if (byZone.size >= MOST_KEPT) byZone.clear()
  byZone.set(timeZone, made)
  return made
}

/** An instant as read in the agreement's zone; the empty string where the text is no time. */
const format = (iso: string, timeZone: string, form: Form): string => {
  const at = new Date(iso)
  if (Number.isNaN(at.getTime())) return ''
  const parts = formatter(timeZone, form).formatToParts(at)
  return parts.map((part) => (part.type === 'month' ? part.value.replace('Sept', 'Sep') : part.value)).join('')
}

/** `3 Nov 2026` */
export const localDate = (iso: string, timeZone: string): string => format(iso, timeZone, DATE)

/** `3 Nov` */
export const localDay = (iso: string, timeZone: string): string => format(iso, timeZone, DAY)

/** `3 Nov 2026, 14:05` */
export const localTime = (iso: string, timeZone: string): string => format(iso, timeZone, TIME)

const offsetOf = (iso: string, timeZone: string): string =>
  formatter(timeZone, OFFSET)
    .formatToParts(Date.parse(iso))
    .find(({ type }) => type === 'timeZoneName')?.value ?? ''

/**
 * How the times of one table are written: as everywhere, and with their offset (`25 Oct 2026, 01:30 GMT+2`) where the
 * clocks change among them. Else an hour more, or less, than the two times tell could not be understood.
 */
export const localTimesAmong = (isos: readonly string[], timeZone: string): ((iso: string) => string) => {
  const isChanging = new Set(isos.map((iso) => offsetOf(iso, timeZone))).size > 1
  return (iso) => format(iso, timeZone, isChanging ? OFFSET : TIME)
}

const STEPS = [
  { unit: 'day', ms: 86_400_000 },
  { unit: 'hour', ms: 3_600_000 },
  { unit: 'minute', ms: 60_000 },
] as const

/** `3 days ago`; whole units, cut. */
export const ago = (iso: string, now: string): string => {
  const elapsed = Date.parse(now) - Date.parse(iso)
  for (const { unit, ms } of STEPS) {
    const n = Math.floor(elapsed / ms)
    if (n >= 1) return `${n} ${unit}${n === 1 ? '' : 's'} ago`
  }
  return 'just now'
}
