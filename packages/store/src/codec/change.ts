import type { ChangeFact, CorrectionFact, CoverageFact, Covered, EventRef, FindingsFact } from '@plumbline/core'
import { UnreadableItem } from './bytes.ts'
import { coded } from './coded.ts'

/*
 * A fact of a change as a JSON array without names, some 90 bytes. The first element says the kind, the others are
 * found by position: add at the end, never reorder.
 */

const CORRECTION = 0
const COVERAGE = 1
const TEST_RUN = 2
const FINDINGS = 3
const SIZE = 4

const CATEGORIES = coded<FindingsFact['category']>({ security: 0, quality: 1, secrets: 2 })

type Pair = [covered: number, total: number] | 0
type Base = [event: string, time: number, id: string, flag: string, reconstructed: 0 | 1, corrects: string | 0]
type CoverageFields = [lines: [number, number], branches: Pair, functions: Pair, patch: Pair, carriedForward: 0 | 1]
type TestRunFields = [tests: number, failures: number, errors: number, skipped: number]
type FindingsFields = [
  tool: string,
  category: number,
  critical: number,
  high: number,
  medium: number,
  low: number,
  info: number,
]
type SizeFields = [additions: number, deletions: number]
type Stored =
  | [typeof CORRECTION, target: string, by: string, time: number, id: string, reconstructed?: 1]
  | [typeof COVERAGE, ...Base, ...CoverageFields]
  | [typeof TEST_RUN, ...Base, ...TestRunFields]
  | [typeof FINDINGS, ...Base, ...FindingsFields]
  | [typeof SIZE, ...Base, ...SizeFields]
const BASE_END = 7

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

const coverageFields = (fact: CoverageFact): CoverageFields => [
  [fact.lines.covered, fact.lines.total],
  pair(fact.branches),
  pair(fact.functions),
  pair(fact.patch),
  fact.carriedForward ? 1 : 0,
]

const findingsFields = ({ tool, category, bySeverity }: FindingsFact): FindingsFields => {
  const { critical, high, medium, low, info } = bySeverity
  return [tool, CATEGORIES.code(category), critical, high, medium, low, info]
}

const stored = (fact: ChangeFact | CorrectionFact): Stored => {
  switch (fact.kind) {
    case 'correction':
      return fact.reconstructed
        ? [CORRECTION, short(fact.target), short(fact.by), fact.time, fact.id, 1]
        : [CORRECTION, short(fact.target), short(fact.by), fact.time, fact.id]
    case 'coverage':
      return [COVERAGE, ...base(fact), ...coverageFields(fact)]
    case 'test_run':
      return [TEST_RUN, ...base(fact), fact.tests, fact.failures, fact.errors, fact.skipped]
    case 'findings':
      return [FINDINGS, ...base(fact), ...findingsFields(fact)]
    case 'size':
      return [SIZE, ...base(fact), fact.additions, fact.deletions]
    default:
      return fact satisfies never
  }
}

export const encodeChangeFact = (fact: ChangeFact | CorrectionFact): Uint8Array =>
  Buffer.from(JSON.stringify(stored(fact)))

type Common = Pick<ChangeFact, 'event' | 'time' | 'id' | 'flag' | 'reconstructed' | 'corrects'>

const decodeCoverage = (common: Common, fields: CoverageFields): ChangeFact => {
  const [lines, branches, functions, patch, carriedForward] = fields
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

const decodeTestRun = (common: Common, [tests, failures, errors, skipped]: TestRunFields): ChangeFact => ({
  kind: 'test_run',
  ...common,
  tests,
  failures,
  errors,
  skipped,
})

const decodeFindings = (common: Common, fields: FindingsFields): ChangeFact => {
  const [tool, category, critical, high, medium, low, info] = fields
  const bySeverity = { critical, high, medium, low, info }
  return { kind: 'findings', ...common, tool, category: CATEGORIES.name(category), bySeverity }
}

const fieldsIn = (bytes: Uint8Array): Stored => {
  let fields: unknown = null
  try {
    fields = JSON.parse(Buffer.from(bytes).toString())
  } catch (error) {
    throw new UnreadableItem('a fact of a change is no JSON', { cause: error })
  }
  if (!Array.isArray(fields)) throw new UnreadableItem('a fact of a change is no array')
  // Only encodeChangeFact writes these bytes; the kind, which says what follows, is checked where it is read.
  return fields as Stored
}

/** @throws UnreadableItem for bytes that no version of this code has written. */
export const decodeChangeFact = (bytes: Uint8Array): ChangeFact | CorrectionFact => {
  const fields = fieldsIn(bytes)
  if (fields[0] === CORRECTION) {
    const [, target, by, time, id, reconstructed] = fields
    const imported = reconstructed === 1 ? { reconstructed: true as const } : {}
    return { kind: 'correction', target: long(target), by: long(by), time, id, ...imported }
  }
  const [kind, event, time, id, flag, reconstructed, corrects] = fields
  const common: Common = {
    event: long(event),
    time,
    id,
    flag,
    reconstructed: reconstructed === 1,
    corrects: corrects === 0 ? null : long(corrects),
  }
  const own: unknown = fields.slice(BASE_END)
  if (kind === COVERAGE) return decodeCoverage(common, own as CoverageFields)
  if (kind === TEST_RUN) return decodeTestRun(common, own as TestRunFields)
  if (kind === FINDINGS) return decodeFindings(common, own as FindingsFields)
  if (kind === SIZE) {
    const [additions, deletions] = own as SizeFields
    return { kind: 'size', ...common, additions, deletions }
  }
  throw new UnreadableItem('no fact of a change has this kind')
}
