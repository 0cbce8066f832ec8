import fc from 'fast-check'
import type { Objective, RelativeChange, Unit } from '../../agreement/terms.ts'
import { formOf } from '../../baselines/form.ts'
import { type Ratio, ratio } from '../../number/ratio.ts'
import type { StandingBaseline } from '../../standing/standing.ts'
import { nothing, one } from './happenings.ts'
import { BEGIN, edge } from './moments.ts'

/** What is asked for relative to a baseline, and the baselines of phases that are over, those that observed first. */
const RELATIVE: Record<string, { values: string[]; by: Ratio; unit: Unit; of: Unit }> = {
  'change-fail-rate': { values: ['20/1', '100/3', '50/1'], by: ratio(-5), unit: 'pp', of: '%' },
  availability: { values: ['99/1', '290/3'], by: ratio(-1, 2), unit: 'pp', of: '%' },
  'time-to-restore': { values: ['21600/1', '10801/3'], by: ratio(1), unit: 'h', of: 's' },
}

/** Some objectives ask for a number, some for so much better than before. */
export const relativeTo = (own: Objective): fc.Arbitrary<{ objective: Objective; baselines: StandingBaseline[] }> => {
  const known = RELATIVE[own.indicator]
  if (!known) return fc.constant({ objective: own, baselines: [] })
  return fc
    .record({
      change: one<RelativeChange>(
        { kind: 'same' },
        { kind: 'offset', by: known.by, unit: known.unit },
        { kind: 'improve', percent: ratio(30) },
      ),
      ends: fc.uniqueArray(edge, { maxLength: 3 }),
      values: fc.tuple(...[0, 1, 2].map(() => one(null, ...known.values, ...known.values))),
      observing: one(1, 1, 2),
      other: one(...nothing(7), 0),
      isRelative: one(false, false, true),
    })
    .map(({ change, ends, values, observing, other, isRelative }) => {
      if (!isRelative) return { objective: own, baselines: [] }
      const relative: Objective = { ...own, minSamples: null, target: { kind: 'relative', change, text: change.kind } }
      const baselines = ends
        .toSorted((a, b) => a - b)
        .map(
          (to, i): StandingBaseline => ({
            id: `b${i}`,
            objective: own.id,
            service: 'checkout-api',
            form: i === other ? 'another' : formOf(relative),
            phase: `phase ${i}`,
            observed: i < observing,
            from: BEGIN,
            to,
            unit: known.of,
            value: values[i] ?? null,
            display: '',
            samples: 9,
          }),
        )
      return { objective: relative, baselines }
    })
}
