import type { Objective, RelativeChange } from '../../agreement/terms.ts'
import type { AcceptedVersion } from '../../agreement/versions.ts'
import { formOf } from '../../baselines/form.ts'
import type { StandingBaseline } from '../../standing/standing.ts'
import type { Window } from '../../time/instant.ts'
import type { Judge } from './versions.ts'

/** What is better when there is more of it; of the indicators for which relative targets are generated. */
const HIGHER = ['availability']
/** Rates of counted events, which need so many that one alone never misses the target. */
const COUNTED = ['change-fail-rate']

/**
 * The baseline of the last phase that only observed and was over when the window began; where none was, the first. One
 * of another way of measuring, or of too little, is passed over. Phases that observe come first here.
 */
const baselineOf = (
  { id, ...objective }: Objective,
  versions: readonly AcceptedVersion[],
  service: string,
  window: Window,
  asked: number,
): StandingBaseline | null => {
  const all = (versions[0]?.baselines ?? [])
    .filter((one) => one.objective === id && one.service === service && one.form === formOf({ id, ...objective }))
    .filter((one) => one.value !== null && one.to <= asked)
    .toSorted((a, b) => a.to - b.to)
  const observed = all.filter((one) => one.observed)
  const own = observed.length > 0 ? observed : all
  return own.findLast(({ to }) => to <= window.from) ?? own[0] ?? null
}

type Fraction = { num: bigint; den: bigint }

/** The figure that is asked for, before it is rounded. */
const changed = ({ num, den }: Fraction, change: RelativeChange, higher: boolean): Fraction => {
  if (change.kind === 'same') return { num, den }
  if (change.kind === 'offset') {
    // Hours are told in seconds, points of per cent in per cent.
    const by = change.by.num * (change.unit === 'h' ? 3_600n : 1n)
    return { num: num * change.by.den + by * den, den: den * change.by.den }
  }
  const { num: share, den: of } = change.percent
  const left = 100n * of - share
  // Of a share that should be high, less of what is missing.
  if (higher) return { num: 100n * 100n * of * den - (100n * den - num) * left, den: 100n * of * den }
  return { num: num * left, den: den * 100n * of }
}

/** To tenths of a per cent, or to whole seconds, towards the easier side. */
const rounded = ({ num, den }: Fraction, digits: bigint, up: boolean): Fraction => {
  const cut = (num * digits) / den
  return { num: up && cut * den < num * digits ? cut + 1n : cut, den: digits }
}

/** The objective with a number for a target; null while there is no baseline. What lies in the baseline is not judged. */
export const againstBaseline = (
  judge: Judge,
  versions: readonly AcceptedVersion[],
  service: string,
  window: Window,
  asked: number,
): Judge | null => {
  const { objective, since } = judge
  const { target } = objective
  if (target.kind !== 'relative') return judge
  const baseline = baselineOf(objective, versions, service, window, asked)
  if (baseline?.value == null) return null
  const higher = HIGHER.includes(objective.indicator)
  const [num = '0', den = '1'] = baseline.value.split('/')
  const wanted = changed({ num: BigInt(num), den: BigInt(den) }, target.change, higher)
  const value = rounded(wanted, baseline.unit === '%' ? 10n : 1n, !higher)
  // At most r needs one in r of them, rounded up; of all or nothing one event decides.
  const per = 100n * value.den
  const isAllOrNothing = value.num <= 0n || value.num >= per
  const least =
    COUNTED.includes(objective.indicator) && !isAllOrNothing ? Number((per + value.num - 1n) / value.num) : 0
  const minSamples = Math.max(objective.minSamples ?? 0, least)
  return {
    ...judge,
    since: Math.max(since, baseline.to),
    objective: {
      ...objective,
      minSamples: minSamples === 0 ? null : minSamples,
      target: { kind: 'compare', op: higher ? '>=' : '<=', value, unit: baseline.unit, text: '' },
    },
  }
}
