/** An instant as read in the agreement's zone; the empty string where the text is no time. */
const format = (iso: string, timeZone: string, options: Intl.DateTimeFormatOptions): string => {
  const at = new Date(iso)
  if (Number.isNaN(at.getTime())) return ''
  const parts = new Intl.DateTimeFormat('en-GB', {
    ...options,
    timeZone: zoneOf(timeZone),
    hourCycle: 'h23',
  }).formatToParts(at)
  return parts.map((part) => (part.type === 'month' ? part.value.replace('Sept', 'Sep') : part.value)).join('')
}

/** UTC where the runtime doesn't know the zone: a page must not fail because of a name. */
const zoneOf = (timeZone: string): string => {
  try {
    return new Intl.DateTimeFormat('en-GB', { timeZone }).resolvedOptions().timeZone === '' ? 'UTC' : timeZone
  } catch {
    return 'UTC'
  }
}

/** `3 Nov 2026` */
export const localDate = (iso: string, timeZone: string): string =>
  format(iso, timeZone, { day: 'numeric', month: 'short', year: 'numeric' })

/** `3 Nov` */
export const localDay = (iso: string, timeZone: string): string =>
  format(iso, timeZone, { day: 'numeric', month: 'short' })

/** `3 Nov 2026, 14:05` */
export const localTime = (iso: string, timeZone: string): string =>
  format(iso, timeZone, { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' })

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
