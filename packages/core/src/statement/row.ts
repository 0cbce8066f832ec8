import type { AcceptedVersion } from '../agreement/versions.ts'
import type { Breach } from '../breach/breach.ts'
import { clockIdentity, windowIdentity } from '../breach/identity.ts'
import { agreedCause } from '../breach/root-cause.ts'
import type { ObjectiveResult, ObjectiveStatus } from '../evaluation/evaluation.ts'
import { judgingsOf } from '../evaluation/judging.ts'
import { periodId } from '../periods/identity.ts'
import type { Period } from '../periods/period.ts'
import { type Instant, parseInstant } from '../time/instant.ts'
import { windowAt, windowBefore, windowKind } from '../time/window.ts'
import { localDate } from '../time/zone.ts'
import { type BreachesByIdentity, breachNamed } from './judged.ts'
import type { StatementClock, StatementFigure, StatementRow } from './statement.ts'
import { untilFinal } from './until-final.ts'

const instant = (text: string): Instant => parseInstant(text) ?? 0

type Bounds = ObjectiveResult['target_bounds']

/** Which way is up, by the target: of a band or an equality neither. */
const trendOf = (bounds: Bounds, now: number | null, before: number | null): StatementRow['trend'] => {
  if (now === null || before === null || !('op' in bounds) || bounds.op === '==') return null
  if (now === before) return 'same'
  return now > before === bounds.op.startsWith('>') ? 'better' : 'worse'
}

const figureOf = ({ window, result }: Period): StatementFigure => ({
  label: window.label,
  status: result.status,
  value: result.value,
  display: result.display,
  samples: result.samples,
})

export type Known = { versions: AcceptedVersion[]; periods: ReadonlyMap<string, Period> }

/** The window before one of an objective, where it has its record. */
const previousOf = (
  { versions, periods }: Known,
  { service, objective, at }: { service: string; objective: string; at: Instant },
): StatementFigure | null => {
  const judging = judgingsOf(versions, service, at).judged.find((one) => one.objective.id === objective)
  const spec = judging?.objective.window
  if (!judging || spec?.kind !== 'calendar') return null
  const zone = judging.version.terms.timeZone
  const { from } = windowBefore(spec, zone, windowAt(spec, zone, at))
  const found = periods.get(periodId(service, objective, { kind: windowKind(spec), period: localDate(zone, from) }))
  return found ? figureOf(found) : null
}

/** What the parties said of a breach. */
const saidOf = (breach: Breach): Pick<StatementClock, 'dispute' | 'root_cause'> => {
  const agreed = agreedCause(breach)
  const { dispute } = breach
  return {
    ...(agreed ? { root_cause: agreed } : {}),
    ...(dispute ? { dispute: { id: dispute.id, status: dispute.status } } : {}),
  }
}

type Told = Omit<ObjectiveResult, 'id' | 'evidence' | 'blocking'> & { window: NonNullable<ObjectiveResult['window']> }

const rowOf = (
  known: Known,
  told: Omit<Told, 'window'> & { window: Omit<Told['window'], 'provisional'> },
  about: { service: string; objective: string; state: StatementRow['state']; breach: Breach | null },
  clocks: StatementClock[] = [],
): StatementRow => {
  const { service, objective, state, breach } = about
  const { kind, label, from, to, partial } = told.window
  const previous = previousOf(known, { service, objective, at: instant(to) - 1 })
  const { waiver, excluded } = told
  const id = breach?.id ?? told.breach_id
  return {
    service,
    objective,
    title: told.title,
    clause: told.clause,
    indicator: told.indicator,
    scope: told.scope,
    owed_by: told.owed_by,
    enforcement: told.enforcement,
    window: { kind, label, from, to, partial },
    state,
    status: told.status,
    value: told.value,
    display: told.display,
    target: told.target,
    margin: told.margin,
    samples: told.samples,
    ...(told.needed === undefined ? {} : { needed: told.needed }),
    ...(told.no_data_reason === undefined ? {} : { no_data_reason: told.no_data_reason }),
    agreement_version: told.agreement_version,
    previous,
    trend: trendOf(told.target_bounds, told.value, previous?.value ?? null),
    ...(waiver === undefined ? {} : { waiver }),
    ...(excluded === undefined ? {} : { excluded }),
    ...(id === undefined ? {} : { breach_id: id }),
    ...(breach ? saidOf(breach) : {}),
    ...(clocks.length > 0 ? { clocks } : {}),
  }
}

/** Clocks have a breach each, and none of their window. */
const clocksOf = (breaches: BreachesByIdentity, period: Period): StatementClock[] =>
  (period.result.clocks ?? []).flatMap(({ incident: [name = ''], run, display }) => {
    const breach = breachNamed(breaches, period.service, clockIdentity(period.objective, name, run))
    if (!breach) return []
    const named = { case: run > 0 ? `${name}.${run}` : name, breach_id: breach.id, display }
    return [{ ...named, ...saidOf(untilFinal(breach, period.final_at)) }]
  })

/** A window that is over, with the breaches of it that are known. */
export const rowOfPeriod = (known: Known, period: Period, breaches: BreachesByIdentity): StatementRow => {
  const { service, objective, title, clause, indicator, scope, owed_by, window, state, result, breach: id } = period
  const own = breachNamed(breaches, service, windowIdentity(objective, window))
  const breach = own && untilFinal(own, period.final_at)
  const told = { ...result, title, clause, indicator, scope, owed_by, window, ...(id ? { breach_id: id } : {}) }
  return rowOf(known, told, { service, objective, state, breach }, clocksOf(breaches, period))
}

/** A window that goes on, as far as it has gone. */
export const rowOfOpen = (known: Known, service: string, told: Told & { id: string }): StatementRow =>
  rowOf(known, told, { service, objective: told.id, state: 'open', breach: null })

const RANK: Record<ObjectiveStatus, number> = {
  breached: 0,
  no_data: 1,
  at_risk: 2,
  waived: 3,
  excluded: 4,
  met: 5,
  not_in_force: 6,
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** A silent source first, then the worst; of equals by name, the earlier window before the later. */
export const inOrder = (rows: readonly StatementRow[]): StatementRow[] =>
  rows.toSorted(
    (a, b) =>
      Number(b.no_data_reason === 'unreported') - Number(a.no_data_reason === 'unreported') ||
      RANK[a.status] - RANK[b.status] ||
      compareText(a.objective, b.objective) ||
      compareText(a.service, b.service) ||
      compareText(a.window?.from ?? '', b.window?.from ?? '') ||
      compareText(a.window?.kind ?? '', b.window?.kind ?? ''),
  )
