import type { Unit } from '../agreement/terms.ts'
import { plainUnit } from '../evaluation/counters.ts'
import type { ChangeIndicator } from '../indicators/indicator.ts'
import { exactly } from '../number/exact.ts'
import { nearestRank } from '../number/percentile.ts'
import { compare, type Ratio, ratio } from '../number/ratio.ts'
import type { MergeFigures, MergePoint } from '../series/merges.ts'
import { within } from '../time/instant.ts'
import type { BaselineFigures } from './baseline.ts'
import type { BaselineDue } from './due.ts'
import { frozenFigure } from './measure.ts'

/** A share by its parts, so that no rounding of it decides. */
export const exactMerge = ({ value, numerator, denominator }: MergeFigures[string], unit: Unit): Ratio =>
  unit === '%' && numerator !== undefined && denominator !== undefined && Number.isInteger(numerator * denominator)
    ? ratio(BigInt(numerator) * 100n, BigInt(denominator))
    : exactly(value)

const at = (sorted: readonly Ratio[], share: number): Ratio | undefined => sorted[nearestRank(sorted.length, share) - 1]

/**
 * What changes were measured at when they were merged in a phase: of the state of the code what it was after the last,
 * of what changes do their median. Figures of some severities only are not kept with a merge.
 */
export const measureMerges = (
  { objective, phase }: BaselineDue,
  { info }: ChangeIndicator,
  merges: readonly MergePoint[],
): { figures: BaselineFigures; unit: Unit } => {
  const unit = plainUnit(info.unit)
  const window = { from: phase.from, to: phase.until }
  const kept = objective.severity === null && objective.category === null
  const found = merges
    .filter((merge) => kept && within(window, merge.at))
    .toSorted((a, b) => a.at - b.at || (a.evaluation_id < b.evaluation_id ? -1 : 1))
    .flatMap(({ values: { [info.key]: figure } }) => (figure ? [exactMerge(figure, unit)] : []))
  const sorted = found.toSorted(compare)
  const [p50, p85] = [at(sorted, 0.5), at(sorted, 0.85)]
  const value = info.describes === 'state' ? found.at(-1) : p50
  const samples = found.length
  if (!value || !p50 || !p85)
    return { unit, figures: { samples, reconstructed: 0, value: null, no_data_reason: 'no_report' } }
  return {
    unit,
    figures: {
      samples,
      reconstructed: 0,
      value: frozenFigure(value, unit),
      p50: frozenFigure(p50, unit),
      p85: frozenFigure(p85, unit),
    },
  }
}
