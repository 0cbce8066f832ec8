import { compare, negate, type Ratio, ratio } from '../../number/ratio.ts'
import type { Finding, Path } from '../mistake.ts'
import { compareValues, sideOf } from '../scale.ts'
import { parseTarget } from '../target.ts'
import type { Target } from '../terms.ts'
import { advice, at, error } from './finding.ts'
import type { Subject } from './subject.ts'

const ZERO = ratio(0)
const HUNDRED = ratio(100)

/** Can any value of the indicator meet it, does every value meet it, and does it pull the right way? */
export const checkTarget = (subject: Subject, target: Target, path: Path): Finding[] => {
  if (target.kind === 'relative') return checkRelative(subject, target, path)
  const values = target.kind === 'band' ? [target.low, target.high] : [target.value]
  const beyond = values.some((value) => outOfRange(subject, value))
  if (beyond)
    return [
      error(path, 'contradiction', `"${target.text}" cannot be: ${subject.indicator.key} ${rangeText(subject)}`, {
        found: target.text,
      }),
    ]
  return [
    ...checkDirection(subject, target, path),
    ...checkReach(subject, target, path),
    ...checkParts(subject, target, values, path),
  ]
}

const outOfRange = ({ indicator }: Subject, value: Ratio): boolean => {
  if (indicator.key === 'coverage-change') return compare(value, HUNDRED) > 0 || compare(value, negate(HUNDRED)) < 0
  if (indicator.range === 'signed') return false
  return compare(value, ZERO) < 0 || (indicator.range === 'share' && compare(value, HUNDRED) > 0)
}

const rangeText = ({ indicator }: Subject) => {
  if (indicator.range === 'signed') return 'is from -100 pp to 100 pp'
  return indicator.range === 'share' ? 'is from 0 % to 100 %' : 'is never below 0'
}

const checkDirection = ({ indicator }: Subject, target: Target, path: Path): Finding[] => {
  if (target.kind !== 'compare') return []
  const wrong = { higher: 'below', lower: 'above', band: null, either: null }[indicator.direction]
  if (wrong === null || sideOf(target.op) !== wrong) return []
  const suggestion = target.text.replace(/^[<>]/, wrong === 'below' ? '>' : '<')
  return [
    error(
      path,
      'contradiction',
      `${indicator.key} is better when it is ${indicator.direction}; write "${suggestion}"`,
      {
        found: target.text,
        suggestion,
      },
    ),
  ]
}

/** At the ends of the range a target can be empty, or always met. */
const checkReach = ({ indicator }: Subject, target: Target, path: Path): Finding[] => {
  if (target.kind !== 'compare' || indicator.range === 'signed') return []
  const lowest = compare(target.value, ZERO) === 0
  const highest = indicator.range === 'share' && compare(target.value, HUNDRED) === 0
  if ((lowest && target.op === '<') || (highest && target.op === '>')) {
    return [error(path, 'contradiction', `nothing is ever ${target.text}`, { found: target.text })]
  }
  const always = (lowest && target.op === '>=') || (highest && target.op === '<=')
  return always
    ? [advice(path, `everything is ${target.text}; this objective is always met`, { found: target.text })]
    : []
}

const checkParts = (
  { indicator }: Subject,
  target: Exclude<Target, { kind: 'relative' }>,
  values: Ratio[],
  path: Path,
): Finding[] => {
  const whole = indicator.measure === 'count' || indicator.measure === 'lines'
  if (whole && values.some((value) => value.num % value.den !== 0n)) {
    return [error(path, 'bad_target', `${indicator.key} is counted; use a whole number`, { found: target.text })]
  }
  if (indicator.time === 'always' && target.unit === 'bd') {
    return [
      error(
        path,
        'unknown_unit',
        `${indicator.key} is measured from deployments, around the clock, so it has no business days; use h`,
        { found: target.text },
      ),
    ]
  }
  return []
}

const checkRelative = ({ indicator }: Subject, target: Target, path: Path): Finding[] =>
  indicator.direction === 'band' || indicator.direction === 'either'
    ? [
        error(
          path,
          'contradiction',
          `${indicator.key} has no better side, so nothing can be improved against a baseline; write a comparison or a band`,
          { found: target.text },
        ),
      ]
    : []

/** `warn` lies inside the target: between the two an objective is at risk. */
export const checkWarn = (subject: Subject): Finding[] => {
  const { objective, indicator, target } = subject
  if (objective.warn === undefined) return []
  const path = [...subject.path, 'warn']
  const read = parseTarget(objective.warn, indicator)
  if (!read.ok) return at(path, read.errors, objective.warn)
  const basic = checkTarget(subject, read.value, path)
  if (basic.length > 0 || target === null) return basic
  const problem = wrongSide(target, read.value)
  return problem === null ? [] : [error(path, 'contradiction', problem, { found: objective.warn })]
}

const wrongSide = (target: Target, warn: Target): string | null => {
  if (target.kind === 'relative' || warn.kind === 'relative')
    return 'warn needs a target in numbers, and numbers of its own'
  if (target.kind === 'band' || warn.kind === 'band') return bandProblem(target, warn)
  if (sideOf(target.op) === 'exact' || sideOf(warn.op) === 'exact')
    return `between "${target.text}" and "${warn.text}" lies nothing, so nothing is ever at risk`
  if (sideOf(target.op) !== sideOf(warn.op))
    return `"${warn.text}" looks the other way than the target "${target.text}"`
  const order = compareValues(warn, target)
  if (order === null) return `"${warn.text}" and the target "${target.text}" have units that cannot be compared`
  const weaker = sideOf(target.op) === 'above' ? order < 0 : order > 0
  // `warn: >= 80%` under `target: > 80%`: met already means warn holds.
  const wider = order === 0 && target.op.length === 1 && warn.op.length === 2
  return weaker || wider
    ? `"${warn.text}" is weaker than the target "${target.text}"; warn is the stricter of the two`
    : null
}

const bandProblem = (target: Target, warn: Target): string | null => {
  if (target.kind !== 'band' || warn.kind !== 'band')
    return 'a band has a band inside it as its warn, a comparison a comparison'
  const low = compareValues({ value: warn.low, unit: warn.unit }, { value: target.low, unit: target.unit })
  const high = compareValues({ value: warn.high, unit: warn.unit }, { value: target.high, unit: target.unit })
  if (low === null || high === null) return `"${warn.text}" and "${target.text}" have units that cannot be compared`
  return low < 0 || high > 0
    ? `"${warn.text}" reaches outside the target "${target.text}"; warn is the narrower of the two`
    : null
}
