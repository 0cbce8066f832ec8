import { compare, parseDecimal, type Ratio, ratio } from '../number/ratio.ts'
import type { Result } from '../result.ts'
import { ok, refused } from '../result.ts'
import type { IndicatorName } from './indicator-names.ts'
import type { Problem } from './mistake.ts'
import type { Comparison, Target, Unit } from './terms.ts'
import { readUnit, withUnit } from './unit.ts'

const COMPARISONS: readonly Comparison[] = ['>=', '<=', '>', '<', '==']
const NUMBER = String.raw`[+-]?\d{1,15}(?:\.\d{1,15})?`
const COMPARE = new RegExp(String.raw`^(>=|<=|==|>|<)\s*(${NUMBER})\s*([^\d\s.,].*)?$`)
const BAND = new RegExp(String.raw`^(${NUMBER})\s*([^\d\s.][^.]*?)?\s*\.\.\s*(${NUMBER})\s*([^\d\s.].*)?$`)
const RELATIVE = /^baseline(?:\s*([+-])\s*(\d{1,15}(?:\.\d{1,15})?)\s*([^\d\s.].*))?$/
const IMPROVE = /^improve\s+(\d{1,3}(?:\.\d{1,6})?)\s*%\s+from\s+baseline$/
const BARE = new RegExp(String.raw`^(${NUMBER})\s*([^\d\s.].*)?$`)
/** Signs that look right to a person. */
const OPERATORS_MEANT: readonly [RegExp, Comparison][] = [
  [/^(?:≥|=>|>\s=|at least\b|min(?:imum)?\b)\s*/i, '>='],
  [/^(?:≤|=<|<\s=|at most\b|max(?:imum)?\b|up to\b)\s*/i, '<='],
  [/^(?:===|=|exactly\b)\s*(?!=)/i, '=='],
  [/^(?:over|above|more than)\s+/i, '>'],
  [/^(?:under|below|less than)\s+/i, '<'],
]
const MINUS_MEANT = /^([<>=]*\s*)[\u2212\u2013](?=\d)/
const FORMS = 'a comparison such as ">= 80%", a band such as "70%..85%", or "baseline"'

const bad = (message: string, suggestion?: string): { ok: false; errors: Problem[] } =>
  refused({ code: 'bad_target', message, expected: FORMS, ...(suggestion !== undefined && { suggestion }) })

/** A number in a unit of its indicator. */
export type Measured = { value: Ratio; unit: Unit }

const readNumber = (number: string, written: string, indicator: IndicatorName): Result<Measured, Problem> => {
  const value = parseDecimal(number)
  if (value === null) return bad(`${number} is no number`)
  const read = readUnit(written, number, indicator.measure, indicator.key)
  if (!('unit' in read)) return refused(read)
  if (read.unit === 'bd' && value.num % value.den !== 0n) {
    return bad(`${number}bd: business days are whole; use h for parts of a day`)
  }
  return ok({ value, unit: read.unit })
}

/** Reads a target of an indicator: what it says and that its unit is the indicator's. What it means is checked later. */
export const parseTarget = (text: string, indicator: IndicatorName): Result<Target, Problem> => {
  const written = text.trim()
  const comparison = COMPARE.exec(written)
  if (comparison) {
    const [, op = '', number = '', unit = ''] = comparison
    const read = readNumber(number, unit.trim(), indicator)
    if (!read.ok) return { ok: false, errors: read.errors.map((problem) => prefixed(problem, op)) }
    return ok({ kind: 'compare', op: comparisonOf(op), ...read.value, text: written })
  }
  const band = BAND.exec(written)
  if (band) return parseBand(written, band, indicator)
  if (/baseline/.test(written)) return parseRelative(written, indicator)
  return bad(...hint(written, indicator))
}

const comparisonOf = (sign: string): Comparison => COMPARISONS.find((op) => op === sign) ?? '=='

/** Reads a threshold of a credit or a bonus: a number with the indicator's unit, without a sign. */
export const parseThreshold = (text: string, indicator: IndicatorName): Result<Measured, Problem> => {
  const bare = BARE.exec(text.trim())
  if (bare) return readNumber(bare[1] ?? '', (bare[2] ?? '').trim(), indicator)
  const unsigned = text.trim().replace(/^[<>=≤≥]+\s*/, '')
  if (unsigned !== text.trim() && BARE.test(unsigned)) {
    return bad(`${JSON.stringify(text)}: a threshold has no sign; write "${unsigned}"`, unsigned)
  }
  return bad(`${JSON.stringify(text)} is no threshold; write a number with its unit, such as "15%"`)
}

/** A hint about the number is a hint about the whole target: ready to paste. */
const prefixed = (problem: Problem, op: string): Problem =>
  problem.suggestion === undefined ? problem : { ...problem, suggestion: `${op} ${problem.suggestion}` }

const parseBand = (text: string, match: RegExpExecArray, indicator: IndicatorName): Result<Target, Problem> => {
  const [, lowNumber = '', lowUnit = '', highNumber = '', highUnit = ''] = match
  const low = readNumber(lowNumber, lowUnit, indicator)
  const high = readNumber(highNumber, highUnit.trim(), indicator)
  if (!low.ok) return low
  if (!high.ok) return high
  if (withUnit('', unitText(low.value.unit)) !== withUnit('', unitText(high.value.unit))) {
    return bad(
      `both ends of a band have the same unit, not ${unitText(low.value.unit)} and ${unitText(high.value.unit)}`,
    )
  }
  if (compare(low.value.value, high.value.value) >= 0) {
    return bad(`a band goes from the lower to the higher number; ${lowNumber} is not below ${highNumber}`)
  }
  return ok({ kind: 'band', low: low.value.value, high: high.value.value, unit: low.value.unit, text })
}

const parseRelative = (text: string, indicator: IndicatorName): Result<Target, Problem> => {
  const improve = IMPROVE.exec(text)
  if (improve) {
    const share = parseDecimal(improve[1] ?? '')
    if (share && compare(share, ratio(0)) > 0)
      return ok({ kind: 'relative', change: { kind: 'improve', percent: share }, text })
    return bad('an improvement of nothing; write "baseline"', 'baseline')
  }
  const offset = RELATIVE.exec(text)
  if (!offset) {
    return bad(
      `${JSON.stringify(text)}: a relative target is "baseline", "baseline - 5pp" or "improve 30% from baseline", without a sign before it`,
    )
  }
  if (offset[2] === undefined) return ok({ kind: 'relative', change: { kind: 'same' }, text })
  // Distances between percentages are percentage points.
  const measure = indicator.measure === '%' ? 'pp' : indicator.measure
  const read = readUnit((offset[3] ?? '').trim(), offset[2], measure, 'a distance from this baseline')
  if (!('unit' in read)) return refused(read)
  const by = parseDecimal(`${offset[1]}${offset[2]}`) ?? ratio(0)
  return ok({ kind: 'relative', change: { kind: 'offset', by, unit: read.unit }, text })
}

const hint = (text: string, indicator: IndicatorName): [message: string, suggestion?: string] => {
  const minus = text.replace(MINUS_MEANT, '$1-')
  if (minus !== text) return [`${JSON.stringify(text)}: the minus sign is "-"; write "${minus}"`, minus]
  for (const [sign, op] of OPERATORS_MEANT) {
    if (!sign.test(text)) continue
    const suggestion = text.replace(sign, `${op} `)
    return [`${JSON.stringify(text)} is no target; write "${suggestion}"`, suggestion]
  }
  const point = text.replace(/(\d),(?=\d{1,2}(?!\d)|\d{4})/g, '$1.')
  if (point !== text) return [`${JSON.stringify(text)}: write numbers with a point, "${point}"`, point]
  if (/\d,\d/.test(text)) return [`${JSON.stringify(text)}: write numbers with a point and without separators`]
  const bare = BARE.exec(text)
  if (bare) {
    const op = indicator.direction === 'lower' ? '<=' : '>='
    const suggestion = `${op} ${withUnit(bare[1] ?? '', (bare[2] ?? '').trim())}`
    return [`${JSON.stringify(text)} says no direction; write "${suggestion}"`, suggestion]
  }
  return [`${JSON.stringify(text)} is no target; write ${FORMS}`]
}

/** A unit as it is written; nothing for counts. */
export const unitText = (unit: Unit): string =>
  typeof unit === 'object' ? unit.currency : unit === 'count' ? '' : unit
