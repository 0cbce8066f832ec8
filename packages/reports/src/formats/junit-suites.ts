import { absurd, malformed, quoted, type Where } from '../problem.ts'
import type { Outcome } from '../tests/results.ts'
import { addSeconds, readSeconds } from '../tests/seconds.ts'
import type { Attributes, Position } from './format.ts'

type Counts = { tests: number; failures: number; errors: number; skipped: number }
type Suite = {
  /** What cases and suites below say. `spoke` tells "0 tests" from silence. */
  below: Counts
  spoke: boolean
  seconds: number | undefined
  attributes: Attributes
  where: Where
}

const none = (): Counts => ({ tests: 0, failures: 0, errors: 0, skipped: 0 })
const COUNTED = ['tests', 'failures', 'errors', 'skipped', 'disabled'] as const
const MAX_TESTS = 1_000_000_000

/** Results that some writers give only as an attribute (tst, googletest, CTest). */
const BY_ATTRIBUTE: Record<string, Outcome> = {
  disabled: 'skipped',
  skipped: 'skipped',
  ignored: 'skipped',
  notrun: 'skipped',
  suppressed: 'skipped',
  failed: 'failure',
  fail: 'failure',
  failure: 'failure',
  error: 'error',
  errored: 'error',
}

/** Elements speak first; a case without any is what its `status` or `result` says, and else has passed. */
export const caseOutcome = (worst: Outcome, attributes: Attributes): Outcome => {
  if (worst !== 'passed') return worst
  for (const text of [attributes.status, attributes.result]) {
    const key = text?.toLowerCase() ?? ''
    if (Object.hasOwn(BY_ATTRIBUTE, key)) return BY_ATTRIBUTE[key] ?? 'passed'
  }
  return 'passed'
}

/** The open suites, the innermost last. */
export const createSuites = (position: Position) => {
  const open: Suite[] = []
  const total = { ...none(), time: undefined as number | undefined }

  const give = (to: Suite | undefined, counts: Counts, seconds: number | undefined) => {
    const sum = to?.below ?? total
    for (const key of ['tests', 'failures', 'errors', 'skipped'] as const) sum[key] += counts[key]
    if (!to) total.time = addSeconds(total.time, seconds)
    else to.seconds = addSeconds(to.seconds, seconds)
  }

  return {
    open: (attributes: Attributes) => {
      open.push({ below: none(), spoke: false, seconds: undefined, attributes, where: position() })
    },
    add: (outcome: Outcome, time: string | undefined) => {
      const suite = open.at(-1)
      if (suite) suite.spoke = true
      const counts = { ...none(), tests: 1 }
      if (outcome === 'failure') counts.failures = 1
      if (outcome === 'error') counts.errors = 1
      if (outcome === 'skipped') counts.skipped = 1
      give(suite, counts, readSeconds(time))
    },
    close: () => {
      const suite = open.pop()
      if (!suite) return
      const outer = open.at(-1)
      const stated = suite.spoke ? undefined : readStated(suite)
      if (outer && (suite.spoke || stated)) outer.spoke = true
      give(outer, stated ?? suite.below, readSeconds(suite.attributes.time) ?? suite.seconds)
    },
    finish: () => total,
  }
}

/** A suite's own attributes; undefined where it has none. `disabled` tests are skipped ones. */
const readStated = ({ attributes, where }: Suite): Counts | undefined => {
  if (!COUNTED.some((name) => attributes[name] !== undefined)) return undefined
  const read = (name: (typeof COUNTED)[number]): number => {
    const text = attributes[name]?.trim() ?? '0'
    if (/^-\d/.test(text)) absurd(`${name} of <testsuite> is ${quoted(text)}: a count can't be negative`, where)
    if (!/^\d+$/.test(text)) malformed(`${name} of <testsuite> is ${quoted(text)}, not a whole number`, where)
    const value = Number(text)
    if (value > MAX_TESTS) absurd(`${name} of <testsuite> is ${quoted(text)}`, where)
    return value
  }
  return {
    tests: read('tests'),
    failures: read('failures'),
    errors: read('errors'),
    skipped: read('skipped') + read('disabled'),
  }
}
