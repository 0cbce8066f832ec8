import { compare, isZero, ratio } from '../../number/ratio.ts'
import type { Finding, Path } from '../mistake.ts'
import { percentOf } from '../money.ts'
import { sideOf } from '../scale.ts'
import { type Measured, parseThreshold } from '../target.ts'
import { error } from './finding.ts'
import type { LooseDocument } from './loose.ts'
import type { Subject } from './subject.ts'

const ZERO = ratio(0)
const HUNDRED = ratio(100)

/** A cap of nothing takes every credit away again; one above the fee caps nothing. */
export const checkConsequences = ({ consequences }: LooseDocument): Finding[] => {
  const text = consequences?.credit_cap
  const cap = text === undefined ? null : percentOf(text)
  if (text === undefined || cap === null || (!isZero(cap) && compare(cap, HUNDRED) <= 0)) return []
  const message = isZero(cap)
    ? 'a cap of 0 % takes every credit away; leave out the credits instead'
    : `${text} of a fee; a cap is at most 100 %`
  return [error(['consequences', 'credit_cap'], 'contradiction', message, { found: text })]
}

const FORM = 'consequences: { currency: USD, monthly_fee: 4000000 }'

/** Shares need something to be shares of. */
export const checkFee = (path: Path, kind: 'credits' | 'bonuses', { consequences }: LooseDocument): Finding[] => {
  if ((consequences?.monthly_fee ?? 0) > 0) return []
  const why =
    consequences === undefined
      ? `nothing says what that is; add ${FORM}`
      : consequences.monthly_fee === undefined
        ? 'consequences has no monthly_fee; add it, in minor units'
        : 'consequences.monthly_fee is 0'
  const lacks = [['consequences'], ['consequences', 'monthly_fee']]
  const message = `${kind} are shares of the monthly fee, and ${why}`
  return [error([...path, kind], 'contradiction', message, { on: 'key', lacks })]
}

/** Nothing lies beyond the end of a range: a threshold there, or past it, is never passed. */
const isBeyondRange = ({ indicator }: Subject, { value, unit }: Measured, goes: 'above' | 'below'): boolean => {
  if (indicator.range === 'signed') return false
  if (goes === 'below') return compare(value, ZERO) <= 0
  return indicator.range === 'share' && unit === '%' && compare(value, HUNDRED) >= 0
}

const unreachable = (subject: Subject, text: string | undefined, path: Path, goes: 'above' | 'below', word: string) => {
  const read = text === undefined ? null : parseThreshold(text, subject.indicator)
  if (!read?.ok || !isBeyondRange(subject, read.value, goes)) return []
  return [error(path, 'contradiction', `no ${subject.indicator.key} is ever ${word} ${text}`, { found: text })]
}

/** Thresholds that no value ever passes. */
export const checkReachable = (subject: Subject): Finding[] => {
  const { objective, path, target } = subject
  const side = target?.kind === 'compare' ? sideOf(target.op) : 'exact'
  if (side === 'exact') return []
  const [worse, better] = side === 'above' ? (['below', 'above'] as const) : (['above', 'below'] as const)
  return [
    ...(objective.credits ?? []).flatMap(({ worse_than: text }, index) =>
      unreachable(subject, text, [...path, 'credits', index, 'worse_than'], worse, 'worse than'),
    ),
    ...(objective.bonuses ?? []).flatMap(({ better_than: text }, index) =>
      unreachable(subject, text, [...path, 'bonuses', index, 'better_than'], better, 'better than'),
    ),
    ...unreachable(subject, objective.chronic_below, [...path, 'chronic_below'], 'below', 'below'),
  ]
}

/** Only windows that are judged for good, and with consequence, can fail chronically. */
export const checkChronicWindow = ({ objective, path }: Subject): Finding[] => {
  if (objective.chronic_below === undefined) return []
  const why = objective.window?.trim().startsWith('rolling')
    ? 'a rolling window is early warning and never a failure of its own; use a calendar window'
    : objective.enforcement === 'observe'
      ? 'what is only observed is no failure; use warn or block'
      : null
  return why === null
    ? []
    : [error([...path, 'chronic_below'], 'contradiction', `chronic_below: ${why}`, { on: 'key' })]
}
