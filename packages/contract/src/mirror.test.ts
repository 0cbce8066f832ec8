import type * as core from '@plumbline/core'
import { expect, test } from 'vitest'
import type * as z from 'zod'
import type { Breach } from './schemas/breach.ts'
import type { Evaluation } from './schemas/evaluation.ts'
import type { GateBody } from './schemas/gate.ts'
import type { Indicator, Series } from './schemas/indicator.ts'

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
  const gate: Mirrors<Omit<z.output<typeof GateBody>, 'events'>, core.GateRequest> = true
  // A unit may be added without breaking a reader, so that it travels as any text.
  const indicator: Mirrors<Omit<z.output<typeof Indicator>, 'unit'>, Omit<core.IndicatorInfo, 'unit'>> = true
  const series: Mirrors<z.output<typeof Series>, core.Series> = true
  expect([evaluation, breach, gate, indicator, series]).not.toContain(false)
})
