import type { Unit } from '../agreement/terms.ts'
import type { AcceptedVersion } from '../agreement/versions.ts'
import type { Breach } from '../breach/breach.ts'
import { clockIdentity, windowIdentity } from '../breach/identity.ts'
import { agreedCause, sameCauseKey } from '../breach/root-cause.ts'
import { type Figure, figureOf, type Judged } from '../credits/judged.ts'
import { type JudgeableTarget, judge, shownUnit } from '../evaluation/judge.ts'
import { judgingsOf } from '../evaluation/judging.ts'
import { parseDecimal, type Ratio, ratio } from '../number/ratio.ts'
import { type CreditedFigures, figuresOf, type LateClock, lateClocksOf, type Period } from '../periods/period.ts'
import { type Instant, parseInstant } from '../time/instant.ts'
import { untilFinal } from './until-final.ts'

const instant = (text: string): Instant => parseInstant(text) ?? 0

/** By service and identity: `checkout-api change-fail-rate@2026-11-01`. */
export type BreachesByIdentity = ReadonlyMap<string, Breach>

export const breachNamed = (breaches: BreachesByIdentity, service: string, identity: string): Breach | null =>
  breaches.get(`${service} ${identity}`) ?? null

const ratioOf = (exact: string): Ratio | null => {
  const [num = '', den = ''] = exact.split('/')
  return /^-?\d+$/.test(num) && /^\d+$/.test(den) && den !== '0' ? ratio(BigInt(num), BigInt(den)) : null
}

const exactly = (exact: string | null | undefined, { unit }: JudgeableTarget): Figure | null => {
  const value = exact ? ratioOf(exact) : null
  return value && figureOf(value, unit)
}

/** Where nothing would be left to judge nothing is missed. */
const isMissed = (exact: string | null, target: JudgeableTarget): boolean => {
  const value = exact ? ratioOf(exact) : null
  return value !== null && judge(target, value) === 'missed'
}

const causeOf = (breach: Breach | null): string | null => {
  const agreed = breach && agreedCause(breach)
  return agreed && sameCauseKey(agreed)
}

/**
 * The form that judged, with its own tiers: of what judges alike the newest's, and where a change is still to begin
 * those that were agreed for the target that was missed.
 */
const judgedBy = (versions: AcceptedVersion[], { service, objective, window }: Period) =>
  judgingsOf(versions, service, instant(window.to) - 1).judged.find((one) => one.objective.id === objective)
    ?.objective ?? null

/** What a clock is told in: seconds, or business days where the version that judged it promised those. */
const unitOf = (
  versions: AcceptedVersion[],
  { id, target }: Judged['objective'],
  { judged_by: by }: LateClock,
): Unit => {
  const then = versions.find(({ version }) => by !== undefined && version === by.agreement_version)
  const own = then?.terms.objectives.find((one) => one.id === id)?.target ?? target
  return own.kind === 'relative' ? 's' : shownUnit(own.unit)
}

/** What a period was judged to be, as money reads it. */
export const creditedOf = ({ result }: Period): CreditedFigures => ({ ...figuresOf(result), ...lateClocksOf(result) })

/**
 * A period as credits and notices read it; of clocks that are judged one by one, each that was late.
 * @param figures the period's own, unless it is asked what others would come to
 */
export const judgedOf = (
  versions: AcceptedVersion[],
  breaches: BreachesByIdentity,
  period: Period,
  figures: CreditedFigures = creditedOf(period),
): Judged[] => {
  const objective = judgedBy(versions, period)
  if (!objective) return []
  const { target } = objective
  const { service, window, result, state } = period
  const until = result.evidence.presumed_until
  const without = figures.exact?.without_presumed
  const breach = breachNamed(breaches, service, windowIdentity(objective.id, window))
  const whole: Judged = {
    objective,
    version: result.agreement_version,
    service,
    case: null,
    window: { from: instant(window.from), to: instant(window.to), kind: window.kind, label: window.label },
    status: figures.status,
    contractual: result.enforcement !== 'observe',
    figure: exactly(figures.exact?.value, target),
    presumed:
      without === undefined || until === undefined
        ? null
        : { until: instant(until), figure: isMissed(without, target) ? exactly(without, target) : null },
    rootCause: causeOf(breach && untilFinal(breach, period.final_at)),
    breach: breach?.id ?? period.breach ?? null,
    provisional: state === 'provisional',
  }
  const cases = figures.status === 'breached' ? (figures.clocks ?? []) : []
  if (cases.length === 0) return [whole]
  return cases.map((clock): Judged => {
    const { run, value, waiver, judged_by: by } = clock
    const [name = ''] = clock.incident
    const own = breachNamed(breaches, service, clockIdentity(objective.id, name, run))
    const took = parseDecimal(String(value))
    return {
      ...whole,
      case: run > 0 ? `${name}.${run}` : name,
      // Its breach is no part of the verdict: what becomes of that after the window is final is an adjustment.
      status: waiver !== undefined ? 'waived' : 'breached',
      contractual: (by?.enforcement ?? result.enforcement) !== 'observe',
      figure: took && figureOf(took, unitOf(versions, objective, clock)),
      rootCause: causeOf(own && untilFinal(own, period.final_at)),
      breach: own?.id ?? null,
    }
  })
}
