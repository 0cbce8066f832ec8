import type { AgreementCitation, Evaluation, NoDataReason, ObjectiveResult, Release } from '@plumbline/core'
import { count, list, type Phrase } from '../text/phrase.ts'
import { standing } from './standing.ts'
import { goodCasesNeeded, stillMissing, tooMany } from './target.ts'

/** The one thing to do next, and whose it is. */
export type NextStep = { owner: string; action: Phrase }

export const ownerName = (owedBy: ObjectiveResult['owed_by'], agreement: AgreementCitation | null): string => {
  if (agreement === null) return owedBy
  const { client, vendor } = agreement.parties
  return owedBy === 'both' ? `${client} and ${vendor}` : agreement.parties[owedBy]
}

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

/** How a missed objective is met again, by what it measures. */
const remedy = (result: ObjectiveResult, event: Evaluation['event']): Phrase => {
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
    default:
      return ['bring it back to ', { text: result.target }, pushed(event)]
  }
}

/** Which report an indicator is read from, and the ways to send one. */
const report = (indicator: string): { what: string; how: Phrase } =>
  /^(?:test-|skipped-tests)/.test(indicator)
    ? { what: 'test report', how: ['the Action’s input `tests`, or `plumbline gate --tests FILE`'] }
    : { what: 'coverage report', how: ['the Action’s input `coverage`, or `plumbline gate --coverage FILE`'] }

const PARTS: Record<string, string> = { 'coverage-branches': 'branches', 'coverage-functions': 'functions' }

const supply = (result: ObjectiveResult, reason: NoDataReason): Phrase | null => {
  const { what, how } = report(result.indicator)
  switch (reason) {
    case 'no_report':
      return [`upload a ${what}: `, ...how]
    case 'not_in_report':
      return result.indicator === 'patch-coverage'
        ? ['send the added lines too: check out with `fetch-depth: 0`']
        : [`let the report tell ${PARTS[result.indicator] ?? 'them'}, or agree on another indicator`]
    case 'no_tests':
      return ['see why the test report is empty: did the tests run?']
    case 'no_baseline':
      return ['let a push to the base branch be measured once, so that there is something to compare with']
    case 'needs_server':
    case 'nothing_to_cover':
    case 'below_min_lines':
    case 'no_events':
    case 'too_few_samples':
    case 'window_too_young':
      return null
    default:
      return reason satisfies never
  }
}

const released = (result: ObjectiveResult & { release?: Release }): Phrase => {
  switch (result.release?.kind) {
    case 'acknowledged':
      return ['acknowledge the breach; that releases deployments']
    case 'next_window':
      return [
        'wait for the next window, which releases deployments; a rollback or a deployment that names the incident it fixes is never blocked',
      ]
    case 'good_deployments':
      return [
        `${count(result.release.count, 'good deployment')} in a row release it; a rollback or a deployment that names the incident it fixes is never blocked`,
      ]
    case undefined:
      return ['a rollback, or a deployment that names the incident it fixes, is never blocked']
    default:
      return result.release satisfies never
  }
}

const actionFor = (result: ObjectiveResult, event: Evaluation['event']): Phrase | null => {
  if (result.status === 'no_data') return supply(result, result.no_data_reason ?? 'no_report')
  return result.blocking && result.scope !== 'change' ? released(result) : remedy(result, event)
}

/** The first thing to do about the worst objective that somebody can do something about; null where nobody has to. */
export const nextStep = (evaluation: Evaluation): NextStep | null => {
  if (evaluation.exempted?.status === 'granted') return null
  for (const wanted of ['blocks', 'warns', 'no_data', 'at_risk'] as const)
    for (const result of evaluation.objectives) {
      const action =
        standing(result) === wanted && result.status !== 'at_risk' ? actionFor(result, evaluation.event) : null
      if (action !== null) return { owner: ownerName(result.owed_by, evaluation.agreement), action }
    }
  return null
}
