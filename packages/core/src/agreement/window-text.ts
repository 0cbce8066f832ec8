import type { Result } from '../result.ts'
import { ok, refused } from '../result.ts'
import type { Problem } from './mistake.ts'
import { didYouMean, nearest } from './nearest.ts'
import type { WindowSpec } from './terms.ts'

const CALENDAR_UNITS = ['week', 'month', 'quarter'] as const
const FORMS = 'calendar week, calendar month, calendar quarter or rolling Nd'
const LONGEST_ROLLING = 366

const bad = (message: string, suggestion?: string | null): { ok: false; errors: Problem[] } =>
  refused({
    code: 'bad_window',
    message,
    expected: FORMS,
    ...(suggestion ? { suggestion } : {}),
  })

/** Reads `calendar month` and `rolling 30d`; the only place besides `days:` where a `d` is a local day. */
export const parseWindow = (text: string): Result<WindowSpec, Problem> => {
  const words = text.trim().split(/\s+/)
  const unit =
    words[0] === 'calendar' && words.length === 2 ? CALENDAR_UNITS.find((name) => name === words[1]) : undefined
  if (unit) return ok({ kind: 'calendar', unit })
  const rolling = /^rolling (\d{1,6})\s?([A-Za-z]*)$/.exec(words.join(' '))
  if (rolling) return rollingDays(Number(rolling[1]), rolling[2] ?? '')
  const near = nearForm(words)
  return bad(`unknown window ${JSON.stringify(text)}${didYouMean(near) || `; it takes ${FORMS}`}`, near)
}

/** `month` and `calender month` mean a calendar month. */
const nearForm = (words: readonly string[]): string | null => {
  const unit = nearest(words.at(-1) ?? '', CALENDAR_UNITS)
  return unit !== null && words.length <= 2 ? `calendar ${unit}` : null
}

const rollingDays = (count: number, unit: string): Result<WindowSpec, Problem> => {
  if (unit !== 'd') {
    const days = unit.startsWith('w') ? count * 7 : unit.startsWith('h') ? Math.ceil(count / 24) : count
    return bad(`a rolling window is counted in local days; use "rolling ${days}d"`, `rolling ${days}d`)
  }
  if (count < 1 || count > LONGEST_ROLLING) return bad(`rolling ${count}d: from 1 to ${LONGEST_ROLLING} days`)
  return ok({ kind: 'rolling', days: count })
}
