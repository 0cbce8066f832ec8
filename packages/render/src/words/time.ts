import { localDate as dateAt, localTimeOfDay } from '@plumbline/core'

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** UTC where the runtime doesn't know the zone: a page must not fail because of a name. */
const shownAt = (at: number, timeZone: string): { date: string; time: string } => {
  try {
    return { date: dateAt(timeZone, at), time: localTimeOfDay(timeZone, at) }
  } catch {
    return shownAt(at, 'UTC')
  }
}

/** What a local clock and calendar show at an instant; null where the text is no time. */
const local = (iso: string, timeZone: string): { day: string; year: string; time: string } | null => {
  const at = Date.parse(iso)
  if (Number.isNaN(at)) return null
  const { date, time } = shownAt(at, timeZone)
  const [year = '', month, day] = date.split('-')
  return { day: `${Number(day)} ${MONTHS[Number(month) - 1]}`, year, time: time.slice(0, 'HH:MM'.length) }
}

/** `3 Nov 2026`, as read in the agreement's zone; the empty string where the text is no time. */
export const localDate = (iso: string, timeZone: string): string => {
  const shown = local(iso, timeZone)
  return shown === null ? '' : `${shown.day} ${shown.year}`
}

/** `3 Nov` */
export const localDay = (iso: string, timeZone: string): string => local(iso, timeZone)?.day ?? ''

/** `3 Nov 2026, 14:05` */
export const localTime = (iso: string, timeZone: string): string => {
  const shown = local(iso, timeZone)
  return shown === null ? '' : `${shown.day} ${shown.year}, ${shown.time}`
}

/** `GMT+2`, `GMT-3:30`, `GMT` */
const offsetOf = (iso: string, timeZone: string): string => {
  const at = Date.parse(iso)
  if (Number.isNaN(at)) return ''
  const { date, time } = shownAt(at, timeZone)
  const minutes = Math.round((Date.parse(`${date}T${time.slice(0, 'HH:MM'.length)}:00Z`) - at) / 60_000)
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60]
  const clock = rest === 0 ? `${hours}` : `${hours}:${String(rest).padStart(2, '0')}`
  return minutes === 0 ? 'GMT' : `GMT${minutes < 0 ? '-' : '+'}${clock}`
}

/**
 * How the times of one table are written: as everywhere, and with their offset (`25 Oct 2026, 01:30 GMT+2`) where the
 * clocks change among them. Else an hour more, or less, than the two times tell could not be understood.
 */
export const localTimesAmong = (isos: readonly string[], timeZone: string): ((iso: string) => string) => {
  const isChanging = new Set(isos.map((iso) => offsetOf(iso, timeZone))).size > 1
  return (iso) => (isChanging ? `${localTime(iso, timeZone)} ${offsetOf(iso, timeZone)}` : localTime(iso, timeZone))
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
