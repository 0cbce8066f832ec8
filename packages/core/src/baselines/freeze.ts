import type { AcceptedVersion } from '../agreement/versions.ts'
import { agreedFor } from '../evaluation/agreed-for.ts'
import { longestLink } from '../evaluation/facts-needed.ts'
import { productionOf } from '../evaluation/production.ts'
import { rulesAt } from '../evaluation/rules-at.ts'
import type { CorrectionFact, WindowFact, WindowFamily } from '../facts/facts.ts'
import { historyOf } from '../facts/history.ts'
import { countingFacts, observedFacts } from '../facts/resolve.ts'
import { indicator } from '../indicators/catalogue.ts'
import { isChangeIndicator } from '../indicators/indicator.ts'
import { readFrom } from '../indicators/reads.ts'
import type { Decided } from '../ledger/entry.ts'
import type { MergePoint } from '../series/merges.ts'
import type { Standing, StandingBaseline } from '../standing/standing.ts'
import { DAY, formatInstant, type Instant, type Window, within } from '../time/instant.ts'
import type { BaselineFigures, FrozenBaseline } from './baseline.ts'
import type { BaselineDue } from './due.ts'
import { baselineBody } from './entry.ts'
import { baselineWindows, measureBaseline } from './measure.ts'
import { measureMerges } from './merges.ts'
import { suggest } from './suggest.ts'

/** What is read to freeze one figure: facts of a range, or the merges of the phase. */
export type BaselineNeeds =
  | { kind: 'facts'; environments: string[]; window: Window; families: readonly WindowFamily[] }
  | { kind: 'merges'; window: Window }

export const baselineNeeds = (due: BaselineDue, versions: readonly AcceptedVersion[]): BaselineNeeds | null => {
  const measured = indicator(due.objective.indicator)
  if (!measured) return null
  const { service, version, phase } = due
  if (isChangeIndicator(measured)) return { kind: 'merges', window: { from: phase.from, to: phase.until } }
  const link = longestLink(versions)
  const earliest = baselineWindows(due).at(-1)?.from ?? phase.from
  return {
    kind: 'facts',
    environments: productionOf(version, service),
    // An incident right after the phase may tell that its last deployment failed.
    window: { from: readFrom(measured.reads, earliest, link), to: phase.until + link + DAY },
    families: measured.reads.families,
  }
}

/** What was read. `deployedBefore`: a production deployment, imported ones too, finished before the range. */
export type BaselineGround = {
  versions: AcceptedVersion[]
  standing: Standing
  facts: readonly WindowFact[]
  corrections: readonly CorrectionFact[]
  deployedBefore: boolean
  merges: readonly MergePoint[]
}

const never = () => Number.POSITIVE_INFINITY

const historiesOf = ({ service, objective }: BaselineDue, ground: BaselineGround) => {
  const { versions, standing, deployedBefore } = ground
  const [facts, corrections] = [[...ground.facts], [...ground.corrections]]
  const agreed = agreedFor(standing, { service, objective: objective.id }, never)
  const isExcluded = (at: Instant) => agreed.excluded.some((one) => within(one, at))
  const of = (found: WindowFact[]) => historyOf(found, deployedBefore, rulesAt(versions), isExcluded)
  return { agreed, all: of(countingFacts(facts, corrections)), observed: of(observedFacts(facts, corrections)) }
}

const NOT_MEASURED: BaselineFigures = { samples: 0, reconstructed: 0, value: null, no_data_reason: 'no_report' }

const measuredIn = (due: BaselineDue, ground: BaselineGround): ReturnType<typeof measureBaseline> => {
  const measured = indicator(due.objective.indicator)
  if (!measured) return { figures: NOT_MEASURED, unit: 'count' }
  if (isChangeIndicator(measured)) return measureMerges(due, measured, ground.merges)
  const { agreed, ...histories } = historiesOf(due, ground)
  return measureBaseline(due, measured, histories, agreed)
}

/** One figure frozen: the record, and what the ledger says. The same facts give the same bytes, however late. */
export const freezeBaseline = (
  due: BaselineDue,
  ground: BaselineGround,
): { baseline: FrozenBaseline; decided: Decided } => {
  const { id, service, objective, version, form, phase } = due
  const { figures, unit } = measuredIn(due, ground)
  const days = Math.max(1, Math.round((phase.until - phase.from) / DAY))
  const at = formatInstant(due.at)
  const baseline: FrozenBaseline = {
    kind: 'baseline',
    id,
    at,
    revision: 1,
    service,
    objective: objective.id,
    title: objective.title,
    indicator: objective.indicator,
    statistic: objective.statistic,
    form,
    phase: { name: phase.name, enforce: phase.enforce },
    window: { from: formatInstant(phase.from), to: formatInstant(phase.until) },
    unit,
    figures,
    suggestion: suggest({ objective, figures, unit, days }),
    agreement_version: version.version,
    agreement_hash: version.hash,
    timeline: [{ kind: 'frozen', at }],
  }
  return { baseline, decided: { at: due.at, body: baselineBody(baseline) } }
}

/** What gates need of a frozen figure: only where some target is relative to it. */
export const standingBaseline = ({ phase }: BaselineDue, baseline: FrozenBaseline): StandingBaseline => {
  const { samples, needed, value } = baseline.figures
  const enough = needed === undefined || samples >= needed
  return {
    id: baseline.id,
    objective: baseline.objective,
    service: baseline.service,
    form: baseline.form,
    phase: baseline.phase.name,
    observed: baseline.phase.enforce === 'observe',
    from: phase.from,
    to: phase.until,
    unit: baseline.unit,
    value: enough && value ? value.exact : null,
    display: value?.display ?? '',
    samples,
    ...(needed === undefined ? {} : { needed }),
  }
}
