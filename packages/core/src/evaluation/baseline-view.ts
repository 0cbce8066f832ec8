import { readFraction } from '../number/fraction-text.ts'
import { toNumber } from '../number/ratio.ts'
import type { StandingBaseline } from '../standing/standing.ts'
import { formatInstant } from '../time/instant.ts'
import type { BaselineView } from './evaluation.ts'

/** A frozen figure beside the target that was made of it. */
export const baselineView = (one: StandingBaseline): BaselineView => ({
  id: one.id,
  phase: one.phase,
  from: formatInstant(one.from),
  until: formatInstant(one.to),
  value: one.value === null ? null : toNumber(readFraction(one.value)),
  display: one.display,
  samples: one.samples,
  ...(one.needed === undefined ? {} : { needed: one.needed }),
})
