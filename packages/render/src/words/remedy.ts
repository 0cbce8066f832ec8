import type { Evaluation, ObjectiveResult } from '@plumbline/core'
import { count, list, type Phrase } from '../text/phrase.ts'
import { goodCasesNeeded, stillMissing, tooMany } from './target.ts'

const pushed = (event: Evaluation['event']): string =>
  event === 'deployment' || event === 'manual' ? '' : ', then push'

/** The two files with most uncovered lines, which is where to begin. */
const places = (result: ObjectiveResult): Phrase => {
  const files = (result.evidence.uncovered ?? []).slice(0, 2)
  return files.length === 0 ? [] : [' in ', ...list(files.map(({ path }) => [{ path }]))]
}

const COVERED: Record<string, [one: string, many: string]> = {
  coverage: ['line', 'lines'],
  'coverage-branches': ['branch', 'branches'],
  'coverage-functions': ['function', 'functions'],
  'patch-coverage': ['line', 'lines'],
}

const cover = (result: ObjectiveResult, [one, many]: [string, string]): Phrase => {
  const missing = stillMissing(result)
  const which = missing === null ? `more ${many}` : count(missing, `more ${one}`, `more ${many}`)
  return [`cover ${which}`, ...places(result)]
}

const mend = (result: ObjectiveResult, verb: string, one: string): Phrase => {
  const surplus = tooMany(result)
  if (surplus === null) return [`${verb} the ${one}s`]
  return surplus === result.value
    ? [`${verb} ${count(surplus, one)}`]
    : [`${verb} ${surplus} of the ${count(result.value ?? surplus, one)}`]
}

/** What still goes on comes first: it gets worse with every minute. */
const open = ({ evidence }: ObjectiveResult, verb: string, one: string, otherwise: string): Phrase => {
  const going = evidence.open?.length ?? 0
  if (going === 0) return [otherwise]
  return [going === 1 ? `${verb} the ${one} that goes on` : `${verb} the ${count(going, one)} that go on`]
}

const waiting = ({ evidence }: ObjectiveResult): string => {
  const going = evidence.open?.length ?? 0
  if (going === 0) return 'review what is ready before starting anything new'
  return going === 1 ? 'review the pull request that waits' : `review the ${count(going, 'pull request')} that wait`
}

/** How a missed objective is met again, by what it measures. */
export const remedy = (result: ObjectiveResult, event: Evaluation['event']): Phrase => {
  const covered = COVERED[result.indicator]
  if (covered !== undefined) return [...cover(result, covered), pushed(event)]
  switch (result.indicator) {
    case 'coverage-change':
      return ['cover the lines that this change leaves uncovered', pushed(event)]
    case 'uncovered-lines': {
      const surplus = tooMany(result)
      return [
        surplus === null ? 'cover more lines' : `cover ${count(surplus, 'more line', 'more lines')}`,
        pushed(event),
      ]
    }
    case 'test-failures':
      return [...mend(result, 'mend', 'failing test'), pushed(event)]
    case 'test-pass-rate': {
      const missing = stillMissing(result)
      return [missing === null ? 'mend the failing tests' : `mend ${count(missing, 'failing test')}`, pushed(event)]
    }
    case 'skipped-tests':
      return [...mend(result, 'run or remove', 'skipped test'), pushed(event)]
    case 'change-fail-rate': {
      const good = goodCasesNeeded(result)
      if (good === null) return ['find what made these deployments fail before the next one']
      return [`${count(good, 'more deployment')} without a failure would bring it back to the target`]
    }
    case 'deployment-frequency':
      return ['deploy what is ready, in smaller steps']
    case 'lead-time-for-changes':
      return ['ship what is merged sooner, in smaller steps']
    case 'deployment-rework-rate': {
      const good = goodCasesNeeded(result)
      if (good === null) return ['find what makes deployments need mending before the next one']
      return [
        `${count(good, 'more deployment that mends', 'more deployments that mend')} nothing would bring it back to the target`,
      ]
    }
    case 'failed-deployment-recovery-time':
      return open(result, 'roll back or mend', 'failed deployment', 'make rolling back faster, and do it first')
    case 'time-to-restore':
      return open(result, 'resolve', 'incident', 'restore the service first, and find the cause after that')
    case 'code-review-turnaround':
      return [waiting(result)]
    case 'availability':
      return ['bring it back up, and prevent what took it down']
    case 'change-size': {
      const surplus = tooMany(result)
      return [surplus === null ? 'split the change' : `split the change: ${count(surplus, 'line')} too many`]
    }
    case 'findings':
      return [...mend(result, 'mend', 'finding'), pushed(event)]
    case 'gate-coverage':
      return ['let every change be gated on its pull request before it is merged']
    case 'bypassed-gates':
      return ['merge only what passes, and require the check on the default branch']
    default:
      return ['bring it back to ', { text: result.target }, pushed(event)]
  }
}
