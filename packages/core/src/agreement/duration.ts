import { compare, isZero, multiply, parseDecimal, type Ratio, ratio } from '../number/ratio.ts'
import type { Result } from '../result.ts'
import { ok, refused } from '../result.ts'
import { HOUR, MINUTE, SECOND } from '../time/instant.ts'
import type { Problem } from './mistake.ts'
import type { AgreedDuration, Unit } from './terms.ts'
import { readUnit } from './unit.ts'

const MS_PER: ReadonlyMap<Unit, number> = new Map<Unit, number>([
  ['ms', 1],
  ['s', SECOND],
  ['m', MINUTE],
  ['h', HOUR],
])
/** Ten years: beyond it somebody has mistyped. */
const LONGEST_MS = ratio(10 * 366 * 24 * HOUR)
const LONGEST_BUSINESS_DAYS = 2_610

const SHAPE = /^(\d+(?:\.\d+)?)\s*([^\d\s.].*)?$/

/** Exact milliseconds of a value in an elapsed unit; null for business days and what is no duration. */
export const toMilliseconds = (value: Ratio, unit: Unit): Ratio | null => {
  const each = MS_PER.get(unit)
  return each === undefined ? null : multiply(value, ratio(each))
}

const bad = (message: string, suggestion?: string): { ok: false; errors: Problem[] } =>
  refused({
    code: 'bad_duration',
    message,
    expected: 'one number with s, m, h or bd',
    ...(suggestion && { suggestion }),
  })

/** Reads `24h`, `15m`, `5bd`: one number with `s`, `m`, `h` (elapsed) or `bd` (business days of a calendar). */
export const parseDuration = (text: string, of = 'a duration'): Result<AgreedDuration, Problem> => {
  const match = SHAPE.exec(text.trim())
  if (!match)
    return bad(`${JSON.stringify(text)} is no duration; write one number with s, m, h or bd, such as "24h"`, '24h')
  const [, number = '', written = ''] = match
  const value = parseDecimal(number)
  const read = readUnit(written, number, 'duration', of)
  if (!('unit' in read)) return refused(read)
  if (value === null) return bad(`${JSON.stringify(text)} is no duration`)
  if (isZero(value)) return bad('a duration of nothing; it has to be longer than 0')
  return read.unit === 'bd' ? businessDays(value, number, text) : elapsed(value, read.unit, text)
}

const businessDays = (value: Ratio, number: string, text: string): Result<AgreedDuration, Problem> => {
  if (value.num % value.den !== 0n) return bad(`${number}bd: business days are whole; use h for parts of a day`)
  if (compare(value, ratio(LONGEST_BUSINESS_DAYS)) > 0) return bad(`${text.trim()} is longer than ten years`)
  return ok({ kind: 'business_days', days: Number(value.num / value.den), text: text.trim() })
}

const elapsed = (value: Ratio, unit: Unit, text: string): Result<AgreedDuration, Problem> => {
  const ms = toMilliseconds(value, unit)
  if (ms === null || ms.num % ms.den !== 0n) return bad(`${text.trim()} is finer than a millisecond`)
  if (compare(ms, LONGEST_MS) > 0) return bad(`${text.trim()} is longer than ten years`)
  return ok({ kind: 'elapsed', ms: Number(ms.num / ms.den), text: text.trim() })
}
