import type * as core from '@plumbline/core'
import { expect, test } from 'vitest'
import type * as z from 'zod'
import type { Backtest } from './schemas/backtest.ts'
import type { FrozenBaseline } from './schemas/baseline.ts'
import type { Breach } from './schemas/breach.ts'
import type { Dispute } from './schemas/dispute.ts'
import type { Evaluation } from './schemas/evaluation.ts'
import type { Exclusion } from './schemas/exclusion.ts'
import type { GateBody } from './schemas/gate.ts'
import type { Indicator, Series } from './schemas/indicator.ts'
import type { Statement } from './schemas/statement.ts'
import type { Waiver } from './schemas/waiver.ts'

/** The same type written another way is the same: aliases and intersections are opened before comparing. */
type Plain<T> = T extends readonly (infer Item)[]
  ? Plain<Item>[]
  : T extends object
    ? { [K in keyof T]: Plain<T[K]> }
    : T
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : { wire: A; core: B }
type Mirrors<Wire, Core> = Same<Plain<Wire>, Plain<Core>>

test('what travels has the types of core, optional fields included (this file does not compile otherwise)', () => {
  const evaluation: Mirrors<z.output<typeof Evaluation>, core.Evaluation> = true
  const breach: Mirrors<z.output<typeof Breach>, core.Breach> = true
  const baseline: Mirrors<z.output<typeof FrozenBaseline>, core.FrozenBaseline> = true
  const backtest: Mirrors<z.output<typeof Backtest>, core.Backtest> = true
  const waiver: Mirrors<z.output<typeof Waiver>, core.Waiver> = true
  const exclusion: Mirrors<z.output<typeof Exclusion>, core.Exclusion> = true
  const dispute: Mirrors<z.output<typeof Dispute>, core.Dispute> = true
  const gate: Mirrors<Omit<z.output<typeof GateBody>, 'events'>, core.GateRequest> = true
  const told: Mirrors<z.output<typeof Statement>, core.Statement> = true
  // A unit may be added without breaking a reader, so that it travels as any text.
  const indicator: Mirrors<Omit<z.output<typeof Indicator>, 'unit'>, Omit<core.IndicatorInfo, 'unit'>> = true
  const series: Mirrors<z.output<typeof Series>, core.Series> = true
  expect([
    backtest,
    baseline,
    evaluation,
    breach,
    waiver,
    exclusion,
    dispute,
    gate,
    indicator,
    series,
    told,
  ]).not.toContain(false)
})
