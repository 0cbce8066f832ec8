import { compare, type Ratio, ratio } from '../../number/ratio.ts'
import type { Finding, Path } from '../mistake.ts'
import { percentOf } from '../money.ts'
import { compareValues, sideOf } from '../scale.ts'
import { type Measured, parseThreshold } from '../target.ts'
import type { Target } from '../terms.ts'
import { checkFee } from './consequences.ts'
import { neverBinds } from './enforcement.ts'
import { advice, at, error } from './finding.ts'
import type { LooseDocument } from './loose.ts'
import type { Subject } from './subject.ts'

const HUNDRED = ratio(100)
const CREDIT_WINDOWS = ['calendar month', 'calendar quarter']

const KINDS = {
  credits: { threshold: 'worse_than', share: 'credit', one: 'credit', beyond: 'worse' },
  bonuses: { threshold: 'better_than', share: 'bonus', one: 'bonus', beyond: 'better' },
} as const
type Kind = keyof typeof KINDS
type Tier = { path: Path; text: string; value: Measured; share: Ratio; shareText: string }

/** Money rules: who may owe, for which windows, and that tiers climb on their side of the target. */
export const checkMoney = (subject: Subject, document: LooseDocument): Finding[] =>
  (['credits', 'bonuses'] as const).flatMap((kind) => {
    if (subject.objective[kind] === undefined) return []
    const basis = checkBasis(subject, kind)
    const fee = basis.length > 0 ? basis : checkFee(subject.path, kind, document)
    return [...fee, ...checkTiers(subject, kind), ...(kind === 'credits' ? checkCap(subject, document) : [])]
  })

const checkBasis = (subject: Subject, kind: Kind): Finding[] => {
  const { objective, path, scope } = subject
  const refuse = (message: string) => [error([...path, kind], 'contradiction', message, { on: 'key' })]
  const binds = neverBinds(subject)
  if (binds !== null) return refuse(`${binds} carries no ${KINDS[kind].one}`)
  if (objective.owed_by !== undefined && objective.owed_by !== 'vendor')
    return refuse(`${kind} are only for what the vendor owes; this is owed by ${objective.owed_by}`)
  if (scope === 'change')
    return refuse(`${kind} are only for calendar months and quarters; this is judged on each change`)
  if (objective.window !== undefined && !CREDIT_WINDOWS.includes(objective.window.trim().replace(/\s+/g, ' '))) {
    return refuse(`${kind} are only for calendar months and quarters, not for "${objective.window}"`)
  }
  if (objective.enforcement === 'observe')
    return refuse(`what is only observed carries no ${KINDS[kind].one}; use warn or block`)
  return []
}

const checkTiers = (subject: Subject, kind: Kind): Finding[] => {
  const { threshold, share, beyond } = KINDS[kind]
  const found: Finding[] = []
  const tiers: Tier[] = []
  const texts =
    kind === 'credits'
      ? (subject.objective.credits ?? []).map((tier) => [tier.worse_than, tier.credit])
      : (subject.objective.bonuses ?? []).map((tier) => [tier.better_than, tier.bonus])
  for (const [index, [text, shareText]] of texts.entries()) {
    const path = [...subject.path, kind, index]
    const percent = shareText === undefined ? null : percentOf(shareText)
    if (percent && (percent.num === 0n || compare(percent, HUNDRED) > 0)) {
      found.push(
        error([...path, share], 'contradiction', `${shareText} of a fee; it has to be above 0 % and at most 100 %`, {
          found: shareText,
        }),
      )
    }
    if (text === undefined) continue
    const read = parseThreshold(text, subject.indicator)
    if (!read.ok) found.push(...at([...path, threshold], read.errors, text))
    else if (percent && shareText !== undefined)
      tiers.push({ path: [...path, threshold], text, value: read.value, share: percent, shareText })
  }
  const { target } = subject
  if (target === null) return found
  if (target.kind !== 'compare' || sideOf(target.op) === 'exact') {
    return [
      ...found,
      error(
        [...subject.path, kind],
        'contradiction',
        `${threshold} needs a target with one better side, not "${target.text}"`,
        { on: 'key' },
      ),
    ]
  }
  // Up is worse for a target from above, and better is the other way round.
  const upIsBeyond = (sideOf(target.op) === 'below') === (beyond === 'worse')
  return [
    ...found,
    ...tiers.flatMap((tier) => checkSide(tier, target, upIsBeyond, beyond)),
    ...checkClimb(tiers, upIsBeyond, share),
  ]
}

type OneSided = Extract<Target, { kind: 'compare' }>

const checkSide = (tier: Tier, target: OneSided, upIsBeyond: boolean, beyond: string): Finding[] => {
  const order = compareValues(tier.value, target)
  if (order === null)
    return [
      error(
        tier.path,
        'contradiction',
        `"${tier.text}" and the target "${target.text}" have units that cannot be compared`,
        { found: tier.text },
      ),
    ]
  if (upIsBeyond ? order >= 0 : order <= 0) return []
  const message =
    beyond === 'worse'
      ? `${beyond} than "${tier.text}" begins where the target "${target.text}" is still met`
      : `${beyond} than "${tier.text}" begins where the target "${target.text}" is not yet met`
  return [error(tier.path, 'contradiction', message, { found: tier.text })]
}

/** The highest tier that applies counts, so a tier further out is worth more. */
const checkClimb = (tiers: readonly Tier[], upIsBeyond: boolean, share: string): Finding[] => {
  const order = (a: Tier, b: Tier) => (compareValues(a.value, b.value) ?? 0) * (upIsBeyond ? 1 : -1)
  const sorted = [...tiers].sort(order)
  return sorted.flatMap((tier, index) => {
    const before = sorted[index - 1]
    if (!before) return []
    if (order(before, tier) === 0)
      return [error(tier.path, 'contradiction', `"${tier.text}" stands here a second time`, { found: tier.text })]
    if (compare(tier.share, before.share) > 0) return []
    return [
      error(
        tier.path,
        'contradiction',
        `beyond "${tier.text}" the ${share} is ${tier.shareText}, not more than ${before.shareText} beyond "${before.text}"`,
        { found: tier.text },
      ),
    ]
  })
}

const checkCap = ({ objective, path }: Subject, document: LooseDocument): Finding[] => {
  const capText = document.consequences?.credit_cap
  const cap = capText === undefined ? null : percentOf(capText)
  if (cap === null) return []
  return (objective.credits ?? []).flatMap(({ credit }, index) => {
    const share = credit === undefined ? null : percentOf(credit)
    if (share === null || compare(share, cap) <= 0) return []
    return [
      advice(
        [...path, 'credits', index, 'credit'],
        `${credit} is more than the cap of ${capText}; no more than the cap is ever owed`,
        { found: credit },
      ),
    ]
  })
}
