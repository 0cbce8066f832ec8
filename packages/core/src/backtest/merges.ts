import { exactMerge } from '../baselines/merges.ts'
import { changeIdentity } from '../breach/identity.ts'
import { changeSetAside } from '../evaluation/agreed-for.ts'
import { plainUnit } from '../evaluation/counters.ts'
import type { ObjectiveStatus } from '../evaluation/evaluation.ts'
import { figuresTold, type Judging, statusOfFigure } from '../evaluation/result.ts'
import { type ChangeIndicator, type Measurement, noData } from '../indicators/indicator.ts'
import { countText } from '../number/count-text.ts'
import type { MergePoint } from '../series/merges.ts'
import { formatInstant, type Window, within } from '../time/instant.ts'
import type { BacktestMerge } from './backtest.ts'
import type { BacktestGround } from './ground.ts'

/** Merges that one answer names: the last of them. */
export const MOST_MERGES_TOLD = 50

export type TriedMerges = { statuses: ObjectiveStatus[]; missed: BacktestMerge[] }

/** Merges keep the figure over all severities and categories. */
export const keepsFigures = ({ objective }: Judging): boolean =>
  objective.severity === null && objective.category === null

const measuredAt = ({ objective }: Judging, { info }: ChangeIndicator, { values }: MergePoint): Measurement => {
  const figure = values[info.key]
  if (!figure) return noData('no_report', 'not measured when it was merged')
  const { samples } = figure
  if (info.key === 'patch-coverage' && samples < objective.minLines)
    return { ...noData('below_min_lines', countText(samples, 'line'), samples), needed: objective.minLines }
  const value = exactMerge(figure, plainUnit(info.unit))
  return { kind: 'measured', value, samples, evidence: { formula: figure.display } }
}

/** The changes that were merged in the range, each as it was measured then. */
export const tryMerges = (
  judging: Judging,
  measured: ChangeIndicator,
  { merges, window: { standing, service } }: BacktestGround,
  range: Window,
): TriedMerges => {
  const { id, target } = judging.objective
  const tried = merges
    .filter(({ at }) => within(range, at))
    .toSorted((a, b) => a.at - b.at || (a.evaluation_id < b.evaluation_id ? -1 : 1))
    .map((merge) => {
      const measurement = measuredAt(judging, measured, merge)
      const place = { service, objective: id, at: merge.at }
      const aside = changeSetAside(standing, place, changeIdentity(id, merge.commit_sha))
      return { merge, measurement, status: statusOfFigure(judging, measurement, aside) }
    })
  const missed = tried.flatMap(({ merge, measurement, status }): BacktestMerge[] => {
    const { value, display } = figuresTold(target, measurement)
    if (status !== 'breached' || value === null) return []
    const { at, commit_sha, evaluation_id } = merge
    return [{ at: formatInstant(at), commit_sha, evaluation_id, value, display }]
  })
  return { statuses: tried.map(({ status }) => status), missed: missed.slice(-MOST_MERGES_TOLD) }
}
