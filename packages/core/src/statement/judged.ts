import type { Objective } from '../agreement/terms.ts'
import { type AcceptedVersion, inForceAt } from '../agreement/versions.ts'
import type { Breach } from '../breach/breach.ts'
import { clockIdentity, windowIdentity } from '../breach/identity.ts'
import { type Figure, figureOf, type Judged } from '../credits/judged.ts'
import type { MissedClock } from '../evaluation/evaluation.ts'
import type { JudgeableTarget } from '../evaluation/judge.ts'
import { judgingsOf } from '../evaluation/judging.ts'
import { parseDecimal, type Ratio, ratio } from '../number/ratio.ts'
import type { Period, PeriodFigures } from '../periods/period.ts'
import { type Instant, parseInstant } from '../time/instant.ts'

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

/** What a party said last, as words that can be compared. */
const saidBy = ({ timeline }: Breach, party: 'client' | 'vendor'): string | null => {
  const last = timeline.findLast(({ kind, by }) => kind === 'root_cause' && 'party' in by && by.party === party)
  const words = last?.note?.trim().toLowerCase().replace(/\s+/g, ' ')
  return last && words ? `${last.cause?.category ?? ''} ${last.cause?.attribution ?? ''} ${words}` : null
}

/**
 * The cause of a breach that both parties agreed on: each gave it, in the same words. Two breaches with one cause are
 * those where they gave the same one; a kind such as `code` alone names none.
 */
export const agreedCause = (breach: Breach): string | null => {
  const [client, vendor] = [saidBy(breach, 'client'), saidBy(breach, 'vendor')]
  return client !== null && client === vendor ? client : null
}

/** The form that judged, with the money of the version in force in the window's last millisecond. */
const judgedBy = (versions: AcceptedVersion[], { service, objective, window }: Period) => {
  const last = instant(window.to) - 1
  const judging = judgingsOf(versions, service, last).judged.find((one) => one.objective.id === objective)
  if (!judging) return null
  const own: Objective | undefined = inForceAt(versions, last)?.terms.objectives.find(({ id }) => id === objective)
  const { money: _, ...form } = judging.objective
  return { ...form, ...(own?.money ? { money: own.money } : {}) }
}

const ELAPSED: readonly unknown[] = ['ms', 's', 'm', 'h']

/** Each clock that was late, where they are judged one by one and in elapsed time. */
const casesOf = ({ result }: Period, { unit }: JudgeableTarget): readonly MissedClock[] =>
  result.statistic === 'each' && ELAPSED.includes(unit) ? (result.clocks ?? []) : []

/**
 * A period as credits and notices read it; of clocks that are judged one by one, each that was late.
 * @param figures the period's own, unless it is asked what others would come to
 */
export const judgedOf = (
  versions: AcceptedVersion[],
  breaches: BreachesByIdentity,
  period: Period,
  figures: PeriodFigures = period.result,
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
      without === undefined || until === undefined ? null : { until: instant(until), figure: exactly(without, target) },
    rootCause: breach && agreedCause(breach),
    breach: breach?.id ?? period.breach ?? null,
    provisional: state === 'provisional',
  }
  const cases = figures === period.result && figures.status === 'breached' ? casesOf(period, target) : []
  if (cases.length === 0) return [whole]
  return cases.map(({ incident: [name = ''], run, value }): Judged => {
    const own = breachNamed(breaches, service, clockIdentity(objective.id, name, run))
    const took = parseDecimal(String(value))
    return {
      ...whole,
      case: run > 0 ? `${name}.${run}` : name,
      status: own?.status === 'waived' ? 'waived' : 'breached',
      figure: took && figureOf(took, 's'),
      rootCause: own && agreedCause(own),
      breach: own?.id ?? null,
    }
  })
}
