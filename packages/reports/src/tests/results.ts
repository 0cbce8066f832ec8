import type { TestFormat } from '../formats.ts'
import type { Limits } from '../limits.ts'
import type { FailedTest, TestReport } from '../report.ts'

export type Outcome = 'passed' | 'skipped' | 'failure' | 'error'

export const isFailing = (outcome: Outcome): outcome is FailedTest['outcome'] =>
  outcome === 'failure' || outcome === 'error'

const RANK: Record<Outcome, number> = { passed: 0, skipped: 1, failure: 2, error: 3 }
export const worse = (a: Outcome, b: Outcome): Outcome => (RANK[b] > RANK[a] ? b : a)

/** The first failed tests, by name. */
export const createFailed = (limits: Limits) => {
  const list: FailedTest[] = []
  return {
    list,
    note: (outcome: FailedTest['outcome'], name: string | undefined, classname: string | undefined) => {
      if (list.length >= limits.maxFailedNames) return
      list.push({
        name: cut(name || 'a test without a name'),
        ...(classname ? { classname: cut(classname) } : {}),
        outcome,
      })
    },
  }
}

/** Counts tests one by one, for the formats that list them. */
export const createResults = (format: TestFormat, limits: Limits) => {
  const failed = createFailed(limits)
  const counts = { tests: 0, failures: 0, errors: 0, skipped: 0 }
  return {
    /** Counted so far; a suite compares them from before and after what is in it. */
    counts,
    add: (outcome: Outcome, name?: string, classname?: string) => {
      counts.tests++
      if (outcome === 'skipped') counts.skipped++
      else if (outcome === 'failure') counts.failures++
      else if (outcome === 'error') counts.errors++
      if (isFailing(outcome)) failed.note(outcome, name, classname)
    },
    finish: (durationMs: number | undefined): TestReport => ({
      kind: 'tests',
      format,
      ...counts,
      ...(durationMs === undefined ? {} : { durationMs: Math.round(durationMs) }),
      failed: failed.list,
    }),
  }
}

export type Results = ReturnType<typeof createResults>

/** Characters of a name that are kept; a parametrised test can have a page of JSON in it. */
const MAX_NAME = 300

/** Cut between characters, not inside one. */
const cut = (text: string): string => {
  if (text.length <= MAX_NAME) return text
  const end = text.slice(0, MAX_NAME - 3)
  return `${end.isWellFormed() ? end : end.slice(0, -1)}...`
}
