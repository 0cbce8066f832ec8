import type { ChangeFact, CorrectionFact, Covered, EventRef } from '@plumbline/core'
import { UnreadableItem } from './bytes.ts'

/*
 * A fact of a commit as a JSON array without names, some 90 bytes. The first element says the kind, the others are
 * found by position: add at the end, never reorder.
 */

const CORRECTION = 0
const COVERAGE = 1
const TEST_RUN = 2

type Pair = [covered: number, total: number] | 0
type Base = [event: string, time: number, id: string, flag: string, reconstructed: 0 | 1, corrects: string | 0]
type Stored =
  | [typeof CORRECTION, target: string, by: string, time: number, id: string]
  | [
      typeof COVERAGE,
      ...Base,
      lines: [number, number],
      branches: Pair,
      functions: Pair,
      patch: Pair,
      carriedForward: 0 | 1,
    ]
  | [typeof TEST_RUN, ...Base, tests: number, failures: number, errors: number, skipped: number]

const short = (ref: string) => Buffer.from(ref, 'hex').toString('base64url')
const long = (ref: string) => Buffer.from(ref, 'base64url').toString('hex') as EventRef

const pair = (covered: Covered | null): Pair => (covered ? [covered.covered, covered.total] : 0)
const unpair = (stored: Pair): Covered | null => (stored === 0 ? null : { covered: stored[0], total: stored[1] })

const base = (fact: ChangeFact): Base => [
  short(fact.event),
  fact.time,
  fact.id,
  fact.flag,
  fact.reconstructed ? 1 : 0,
  fact.corrects === null ? 0 : short(fact.corrects),
]

const stored = (fact: ChangeFact | CorrectionFact): Stored => {
  switch (fact.kind) {
    case 'correction':
      return [CORRECTION, short(fact.target), short(fact.by), fact.time, fact.id]
    case 'coverage': {
      const { lines, branches, functions, patch, carriedForward } = fact
      const whole: [number, number] = [lines.covered, lines.total]
      return [COVERAGE, ...base(fact), whole, pair(branches), pair(functions), pair(patch), carriedForward ? 1 : 0]
    }
    case 'test_run':
      return [TEST_RUN, ...base(fact), fact.tests, fact.failures, fact.errors, fact.skipped]
    default:
      return fact satisfies never
  }
}

export const encodeChangeFact = (fact: ChangeFact | CorrectionFact): Uint8Array =>
  Buffer.from(JSON.stringify(stored(fact)))

/** @throws UnreadableItem for bytes that no version of this code has written. */
export const decodeChangeFact = (bytes: Uint8Array): ChangeFact | CorrectionFact => {
  // Only encodeChangeFact writes these bytes; the kind is checked below.
  const fields = JSON.parse(Buffer.from(bytes).toString()) as Stored
  if (fields[0] === CORRECTION) {
    const [, target, by, time, id] = fields
    return { kind: 'correction', target: long(target), by: long(by), time, id }
  }
  const [kind, event, time, id, flag, reconstructed, corrects] = fields
  const common = {
    event: long(event),
    time,
    id,
    flag,
    reconstructed: reconstructed === 1,
    corrects: corrects === 0 ? null : long(corrects),
  }
  if (kind === COVERAGE) {
    const [lines, branches, functions, patch, carriedForward] = fields.slice(7) as [
      [number, number],
      Pair,
      Pair,
      Pair,
      0 | 1,
    ]
    return {
      kind: 'coverage',
      ...common,
      lines: { covered: lines[0], total: lines[1] },
      branches: unpair(branches),
      functions: unpair(functions),
      patch: unpair(patch),
      carriedForward: carriedForward === 1,
    }
  }
  if (kind === TEST_RUN) {
    const [tests, failures, errors, skipped] = fields.slice(7) as [number, number, number, number]
    return { kind: 'test_run', ...common, tests, failures, errors, skipped }
  }
  throw new UnreadableItem('no fact of a commit has this kind')
}
