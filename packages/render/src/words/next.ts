import type { AgreementCitation, Evaluation, NoDataReason, ObjectiveResult, Release } from '@plumbline/core'
import { count, type Phrase } from '../text/phrase.ts'
import { invalidEdit } from './edit.ts'
import { isLetThrough } from './exempted.ts'
import { isMovedBy, isOwn } from './own.ts'
import { remedy } from './remedy.ts'
import { standing } from './standing.ts'

/** The one thing to do next, and whose it is. */
export type NextStep = { owner: string; action: Phrase }

export const ownerName = (owedBy: ObjectiveResult['owed_by'], agreement: AgreementCitation | null): string => {
  if (agreement === null) return owedBy
  const { client, vendor } = agreement.parties
  return owedBy === 'both' ? `${client} and ${vendor}` : agreement.parties[owedBy]
}

const SIZE = 'pull request’s size'

/** Which report an indicator is read from, and the ways to send one. */
const report = (indicator: string): { what: string; how: Phrase } => {
  const sent = (what: string, input: string) => ({
    what: `${what} report`,
    how: [`the Action’s input \`${input}\`, or \`plumbline gate --${input} FILE\``],
  })
  if (/^(?:test-|skipped-tests)/.test(indicator)) return sent('test', 'tests')
  if (indicator === 'findings') return sent('findings', 'findings')
  if (indicator === 'change-size')
    return { what: SIZE, how: ['a `pull_request` event with its `additions` and `deletions`'] }
  return sent('coverage', 'coverage')
}

const PARTS: Record<string, string> = { 'coverage-branches': 'branches', 'coverage-functions': 'functions' }

const supply = (result: ObjectiveResult, reason: NoDataReason, { local }: Evaluation): Phrase | null => {
  const { what, how } = report(result.indicator)
  switch (reason) {
    case 'no_report':
      return [`${what === SIZE ? 'send' : 'upload'} a ${what}: `, ...how]
    case 'not_in_report':
      return result.indicator === 'patch-coverage'
        ? ['send the added lines too: check out with `fetch-depth: 0`']
        : [`let the report tell ${PARTS[result.indicator] ?? 'them'}, or agree on another indicator`]
    case 'no_tests':
      return ['see whether the tests ran: their report is empty']
    case 'no_target':
      return ['agree on an objective for availability in numbers']
    case 'no_baseline':
      if ('relative' in result.target_bounds)
        return result.baseline_due ? null : ['agree on a target in numbers: its phase has no baseline']
      // Without a server no push is remembered.
      return local
        ? null
        : ['let a push to the base branch be measured once, so that there is something to compare with']
    case 'uploads_missing':
      return ['see whether every job ran: an upload is missing']
    case 'not_watched':
      return ['let whoever watches it say so: send `heartbeat` events, so that silence means that nothing happened']
    case 'partly_observed':
      return ['observe all of the time: what nobody watched counts on neither side']
    case 'unreported':
      return ['report what is owed for this window']
    case 'unit_mismatch':
      return ['report it in the unit of ', { text: result.target }]
    case 'needs_server':
    case 'uploads_awaited':
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
      return ['roll back, or name the incident that the deployment fixes: neither is ever blocked']
    default:
      return result.release satisfies never
  }
}

const actionFor = (result: ObjectiveResult, evaluation: Evaluation): Phrase | null => {
  if (result.status === 'no_data') return supply(result, result.no_data_reason ?? 'no_report', evaluation)
  return result.blocking && result.scope !== 'change' ? released(result) : remedy(result, evaluation.event)
}

/** What is left to do where nobody remembers the base: nothing in this change, and nothing where it passes anyway. */
const rememberBase = (results: ObjectiveResult[], { local, verdict, agreement }: Evaluation): NextStep | null => {
  if (!local || verdict === 'pass') return null
  const found = results.find((result) => standing(result) === 'no_data' && result.no_data_reason === 'no_baseline')
  if (found === undefined) return null
  const action = ['ask a server, which keeps what the base was measured at, or `plumbline gate --base-coverage FILE`']
  return { owner: ownerName(found.owed_by, agreement), action }
}

/** Of these, the first thing to do about the worst that somebody can do something about. */
const firstOf = (results: ObjectiveResult[], evaluation: Evaluation): NextStep | null => {
  const { agreement } = evaluation
  for (const wanted of ['blocks', 'warns', 'no_data'] as const)
    for (const result of results) {
      const action = standing(result) === wanted ? actionFor(result, evaluation) : null
      if (action !== null) return { owner: ownerName(result.owed_by, agreement), action }
    }
  const close = results.find((result) => standing(result) === 'at_risk')
  if (close === undefined) return rememberBase(results, evaluation)
  const left: Phrase = close.margin === '' ? [] : ['; ', { text: close.margin }]
  return { owner: ownerName(close.owed_by, agreement), action: ['nothing has to change to pass', ...left] }
}

/**
 * The first thing to do about the worst objective that somebody can do something about; null where nobody has to.
 * Of a change what it can mend comes first: what its service misses is never said to be its fault.
 */
export const nextStep = (evaluation: Evaluation): NextStep | null => {
  // Whichever party wrote the change: nobody else can mend it, and no exemption makes a text of it that judges.
  if (invalidEdit(evaluation))
    return {
      owner: 'the author of this change',
      action: ['mend the agreement file; merged like this, it would judge nothing'],
    }
  if (isLetThrough(evaluation)) return null
  const own = evaluation.objectives.filter(isOwn(evaluation))
  const step = firstOf(own, evaluation)
  if (step !== null) return step
  const others = evaluation.objectives.filter((result) => !own.includes(result))
  const moved = firstOf(others.filter(isMovedBy(evaluation)), evaluation)
  if (moved !== null) return moved
  const service = firstOf(others, evaluation)
  return service === null || own.length === 0
    ? service
    : { ...service, action: ['nothing in this change; for the service, ', ...service.action] }
}

/** The same as one sentence; null where nobody has to do anything. */
export const nextSentence = (evaluation: Evaluation): Phrase | null => {
  const step = nextStep(evaluation)
  return step === null ? null : ['Next (', { text: step.owner, max: 60 }, '): ', ...step.action, '.']
}
