import { isCurrency } from './currency.ts'
import type { Problem } from './mistake.ts'
import { nearest } from './nearest.ts'
import type { Unit } from './terms.ts'

/** What kind of number an indicator yields; each allows a few units. */
export type Measure =
  | '%'
  | 'pp'
  | 'duration'
  | 'latency'
  | 'frequency'
  | 'points'
  | 'lines'
  | 'x'
  | 'money'
  | 'count'
  | 'per-kloc'
  | 'any'

type PlainUnit = Exclude<Unit, { currency: string }>

/** The first unit is the one a hint proposes. `count` is written as nothing. */
const UNITS: Record<Exclude<Measure, 'money' | 'any'>, readonly PlainUnit[]> = {
  '%': ['%'],
  pp: ['pp'],
  duration: ['h', 'm', 's', 'bd'],
  latency: ['ms', 's'],
  frequency: ['/week', '/day'],
  points: ['points'],
  lines: ['lines'],
  x: ['x'],
  count: ['count'],
  'per-kloc': ['count'],
}
const WRITTEN: readonly PlainUnit[] = ['%', 'pp', 'ms', 's', 'm', 'h', 'bd', '/day', '/week', 'points', 'lines', 'x']

/** What people write, and the unit it means. */
const MEANT: ReadonlyMap<string, PlainUnit> = new Map(
  Object.entries({
    hr: 'h',
    hrs: 'h',
    hour: 'h',
    hours: 'h',
    std: 'h',
    min: 'm',
    mins: 'm',
    minute: 'm',
    minutes: 'm',
    sec: 's',
    secs: 's',
    second: 's',
    seconds: 's',
    msec: 'ms',
    msecs: 'ms',
    millisecond: 'ms',
    milliseconds: 'ms',
    bday: 'bd',
    bdays: 'bd',
    'business day': 'bd',
    'business days': 'bd',
    'working day': 'bd',
    'working days': 'bd',
    percent: '%',
    pct: '%',
    'per cent': '%',
    '% points': 'pp',
    'percentage points': 'pp',
    'percentage point': 'pp',
    'per day': '/day',
    '/d': '/day',
    'a day': '/day',
    daily: '/day',
    '/days': '/day',
    'per week': '/week',
    '/w': '/week',
    '/wk': '/week',
    'a week': '/week',
    weekly: '/week',
    '/weeks': '/week',
    point: 'points',
    pt: 'points',
    pts: 'points',
    line: 'lines',
    loc: 'lines',
    times: 'x',
    fold: 'x',
  } satisfies Record<string, PlainUnit>),
)

const DAY_WORDS = new Set(['d', 'day', 'days'])
export const DAY_MEANS_THREE_THINGS = 'd means three things (24 hours, a calendar day, a business day); use h or bd'

export const allowedUnits = (measure: Measure): string => {
  if (measure === 'money') return 'a currency such as USD'
  if (measure === 'any') return `${WRITTEN.join(', ')}, a currency or nothing`
  const names = UNITS[measure].map((unit) => (unit === 'count' ? 'no unit' : unit))
  return names.length > 1 ? `${names.slice(0, -1).join(', ')} or ${names.at(-1)}` : (names[0] ?? '')
}

/** A number with a unit as this format writes it: `48h`, `5/week`, `3 points`, `20 USD`. */
export const withUnit = (number: string, unit: string): string =>
  unit === '' || unit === 'count' ? number : /^[A-Za-z]{3,}$/.test(unit) ? `${number} ${unit}` : `${number}${unit}`

const unknown = (written: string, number: string, unit: string): Problem => ({
  code: 'unknown_unit',
  message: `unknown unit "${written}"; use "${withUnit(number, unit)}"`,
  suggestion: withUnit(number, unit),
})

const fits = (unit: PlainUnit, measure: Measure): boolean =>
  measure === 'any' || (measure !== 'money' && UNITS[measure].includes(unit))

/** First unit of a measure, as an example for hints. */
const usual = (measure: Measure): string =>
  measure === 'money' ? 'USD' : measure === 'any' ? '' : (UNITS[measure][0] ?? '')

/**
 * The unit written after `number` in a value measured as `measure`; `of` names what is measured in messages.
 * Nothing is a unit only for counts, and may be left out for `lines`.
 */
export const readUnit = (written: string, number: string, measure: Measure, of: string): { unit: Unit } | Problem => {
  if (written === '') {
    if (measure === 'lines') return { unit: 'lines' }
    if (fits('count', measure)) return { unit: 'count' }
    const suggestion = withUnit(number, usual(measure))
    return {
      code: 'unknown_unit',
      message: `${number} has no unit; ${of} is measured in ${allowedUnits(measure)}, so write "${suggestion}"`,
      expected: allowedUnits(measure),
      suggestion,
    }
  }
  const plain = WRITTEN.find((unit) => unit === written)
  if (plain !== undefined) return fits(plain, measure) ? { unit: plain } : misfit(written, number, measure, of)
  if (/^[A-Z]{3}$/.test(written) && isCurrency(written)) {
    const allowed = measure === 'money' || measure === 'any'
    return allowed ? { unit: { currency: written } } : misfit(written, number, measure, of)
  }
  return unreadable(written, number, measure, of)
}

const misfit = (written: string, number: string, measure: Measure, of: string): Problem => ({
  code: 'unknown_unit',
  message: `"${written}" is no unit of ${of}, which is measured in ${allowedUnits(measure)}`,
  expected: allowedUnits(measure),
  suggestion: withUnit(number, usual(measure)),
})

const unreadable = (written: string, number: string, measure: Measure, of: string): Problem => {
  const word = written.toLowerCase()
  if (DAY_WORDS.has(word) && (measure === 'duration' || measure === 'latency' || measure === 'any')) {
    return { code: 'unknown_unit', message: DAY_MEANS_THREE_THINGS, expected: allowedUnits(measure) }
  }
  const meant = MEANT.get(word) ?? WRITTEN.find((unit) => unit === word)
  if (meant !== undefined) {
    return fits(meant, measure) ? unknown(written, number, meant) : misfit(written, number, measure, of)
  }
  if ((measure === 'money' || measure === 'any') && isCurrency(written.toUpperCase())) {
    return unknown(written, number, written.toUpperCase())
  }
  const candidates = measure === 'any' ? WRITTEN : measure === 'money' ? [] : UNITS[measure]
  const near = nearest(
    written,
    candidates.filter((unit) => unit.length > 1),
  )
  if (near !== null) return unknown(written, number, near)
  return {
    code: 'unknown_unit',
    message: `unknown unit "${written}"; ${of} is measured in ${allowedUnits(measure)}`,
    expected: allowedUnits(measure),
  }
}
