const MAX_SECONDS = 1_000_000_000

export const addSeconds = (a: number | undefined, b: number | undefined): number | undefined =>
  a === undefined ? b : a + (b ?? 0)

/** Seconds, also `1,234.5`; anything else is no time, and never a reason to refuse a file. */
export const readSeconds = (text: string | undefined): number | undefined => {
  if (text === undefined || !/^\d{1,12}(,\d{3})*(\.\d*)?([eE][+-]?\d{1,2})?$/.test(text)) return undefined
  return within(Number(text.replaceAll(',', '')))
}

/** `01:02:03.4567890`, with days before it: how .NET writes a span of time. */
export const readTimeSpan = (text: string | undefined): number | undefined => {
  const parts = text === undefined ? null : /^(?:(\d{1,6})\.)?(\d{1,6}):(\d{2}):(\d{2}(?:\.\d{1,9})?)$/.exec(text)
  if (!parts) return undefined
  const [, days = '0', hours, minutes, seconds] = parts
  return within(((Number(days) * 24 + Number(hours)) * 60 + Number(minutes)) * 60 + Number(seconds))
}

/** A number of a JSON report that is a time, in its own unit. */
export const readDuration = (value: unknown): number | undefined =>
  typeof value === 'number' && value >= 0 ? within(value) : undefined

const within = (value: number): number | undefined => (value <= MAX_SECONDS ? value : undefined)
