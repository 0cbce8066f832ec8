import type { ChangeFact, CoverageFact, FindingsFact, TestRunFact } from '../../facts/facts.ts'
import { type EventRef, eventIdentity, eventRef } from '../identity.ts'
import type { EventOf } from '../schema.ts'
import { type Envelope, instant, origin, type Placement } from './placement.ts'

/** What every fact of a change says of its event. */
export const changeBase = (event: Envelope, flag: string | undefined, ref: EventRef) => ({
  ...origin(event, ref),
  time: instant(event.time),
  id: event.id,
  flag: flag ?? '',
  corrects: event.corrects === undefined ? null : eventRef(eventIdentity(event.source, event.corrects)),
})

const coverageFact = (event: EventOf<'coverage'>, ref: EventRef): CoverageFact => ({
  kind: 'coverage',
  ...changeBase(event, event.data.flag, ref),
  lines: event.data.lines,
  branches: event.data.branches ?? null,
  functions: event.data.functions ?? null,
  patch: event.data.patch ? { covered: event.data.patch.covered, total: event.data.patch.total } : null,
  carriedForward: event.data.carried_forward ?? false,
})

const testRunFact = (event: EventOf<'test_run'>, ref: EventRef): TestRunFact => ({
  kind: 'test_run',
  ...changeBase(event, event.data.flag, ref),
  tests: event.data.tests,
  failures: event.data.failures,
  errors: event.data.errors,
  skipped: event.data.skipped,
})

const findingsFact = (event: EventOf<'findings'>, ref: EventRef): FindingsFact => {
  const { critical = 0, high = 0, medium = 0, low = 0, info = 0 } = event.data.by_severity
  return {
    kind: 'findings',
    ...changeBase(event, event.data.flag, ref),
    tool: event.data.tool,
    category: event.data.category ?? 'quality',
    bySeverity: { critical, high, medium, low, info },
  }
}

const factOf = (event: EventOf<'coverage' | 'test_run' | 'findings'>, ref: EventRef): ChangeFact => {
  switch (event.type) {
    case 'coverage':
      return coverageFact(event, ref)
    case 'test_run':
      return testRunFact(event, ref)
    case 'findings':
      return findingsFact(event, ref)
    default:
      return event satisfies never
  }
}

export const changePlacements = (event: EventOf<'coverage' | 'test_run' | 'findings'>, ref: EventRef): Placement[] => [
  { kind: 'change', service: event.service, of: { commit: event.data.commit_sha }, fact: factOf(event, ref) },
]
