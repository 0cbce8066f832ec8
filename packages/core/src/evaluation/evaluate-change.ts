import { phaseAt } from '../agreement/phases.ts'
import { type AcceptedVersion, inForceAt } from '../agreement/versions.ts'
import { changeIdentity } from '../breach/identity.ts'
import { isMerge } from '../breach/merge.ts'
import { countingChangeFacts, observedChangeFacts } from '../facts/resolve.ts'
import { changeIndicator } from '../indicators/changes.ts'
import { patchCoverage } from '../indicators/patch-coverage.ts'
import { formatInstant, type Instant } from '../time/instant.ts'
import { changeSetAside } from './agreed-for.ts'
import { carryNotes } from './carry-forward.ts'
import { type Change, judgeChange } from './change-objective.ts'
import { worstVerdict } from './enforce.ts'
import type { AgreementCitation, Evaluation, ObjectiveResult, Verdict } from './evaluation.ts'
import type { EvaluationInput } from './input.ts'
import { judgingsOf } from './judging.ts'
import { notesOf } from './notes.ts'
import { worstFirst } from './order.ts'
import { productionOf } from './production.ts'
import type { ReliefView } from './relief-view.ts'
import type { Judging, Outcome } from './result.ts'
import { addedUpNotes, uploadNotes, uploadsOf } from './uploads.ts'
import { waitingOutcome } from './waiting.ts'

const citation = (version: AcceptedVersion, versions: AcceptedVersion[], at: Instant): AgreementCitation => {
  const phase = phaseAt(versions, at)
  const { parties, title, timeZone, exempt } = version.terms
  return {
    version: version.version,
    hash: version.hash,
    title,
    phase: phase && { name: phase.name, until: phase.until === null ? null : formatInstant(phase.until) },
    parties: { client: parties.client.name, vendor: parties.vendor.name },
    time_zone: timeZone,
    ...(exempt && exempt.max > 0 ? { exempt_label: exempt.label } : {}),
  }
}

/** A result that another version than the cited one judged names that one's text too. */
const citing =
  (cited: AcceptedVersion | null, versions: AcceptedVersion[]) =>
  (result: ObjectiveResult): ObjectiveResult => {
    const judge = versions.find(({ version }) => version === result.agreement_version)
    return judge && judge !== cited ? { ...result, agreement_hash: judge.hash } : result
  }

/** What was decided about a change, by the commit that it is. */
const asideOf = ({ objective: { id } }: Judging, { standing, request, at }: EvaluationInput) =>
  standing &&
  changeSetAside(standing, { service: request.service, objective: id, at }, changeIdentity(id, request.commit_sha))

/**
 * Whether it is only the server that is missing: it keeps what the base was measured at, and nobody has brought a report
 * of the base in its place. A change without its own report is another thing, and what was agreed for no data stands.
 */
const asksServer = ({ result }: Outcome, { objective }: Judging, { window, base }: EvaluationInput): boolean =>
  !window && !base && result.no_data_reason === 'no_baseline' && objective.onNoData === null

/** Judges what is not measured on a change: nothing where there is nothing to judge it on. */
export type JudgeWindowed = (judging: Judging) => Outcome[]

/** One objective alone; none where it is nothing that can be judged here. */
export const judgeOn = (
  judging: Judging,
  input: EvaluationInput,
  change: Change,
  judgeWindowed: JudgeWindowed,
): Outcome[] => {
  const measured = changeIndicator(judging.objective.indicator)
  if (!measured) return judgeWindowed(judging)
  const first = input.firstIntroduction ?? false
  const judged = (one: Judging) => judgeChange(one, measured, change, input.request, first, asideOf(judging, input))
  const outcome = judged(judging)
  if (!asksServer(outcome, judging, input)) return [outcome]
  // What the agreement asks of a server that can't be asked now is no more met than missed (rules 4 and 14).
  return input.serverSilent ? [judged({ ...judging, objective: { ...judging.objective, onNoData: 'warn' } })] : []
}

/**
 * Everything of an evaluation but how objectives of windows and clocks are judged.
 * @param reliefOf what a deployment passed because of what it names
 */
export const evaluateWith = (
  input: EvaluationInput,
  judgeWindowed: JudgeWindowed,
  reliefOf: (outcomes: readonly Outcome[]) => ReliefView | undefined,
): Evaluation => {
  const { request, at, versions } = input
  const version = inForceAt(versions, at)
  const { judged, waiting, notJudged } = judgingsOf(versions, request.service, at)
  const change = {
    head: observedChangeFacts(input.head),
    base: input.base ? { ...input.base, facts: countingChangeFacts(input.base.facts) } : null,
    uncovered: input.uncovered,
    patchLines: input.patchLines,
  }
  const uploads = uploadsOf(request, change.head)
  const outcomes = [
    ...judged.flatMap((judging) => judgeOn(judging, input, change, judgeWindowed)),
    ...waiting.flatMap((one) => waitingOutcome(one, input, productionOf(version, request.service))),
  ]
  const relief = reliefOf(outcomes)
  const notes = [
    ...notesOf(input, version, judged, outcomes, relief),
    ...uploadNotes(uploads),
    ...(judged.some(({ objective }) => objective.indicator === patchCoverage.info.key)
      ? addedUpNotes(uploads, change.head, change.patchLines)
      : []),
    ...carryNotes(request, change.head),
  ]
  const objectives = worstFirst(outcomes.map(({ result }) => result).map(citing(version, versions)))
  const unknownService: Verdict[] = notes.some(({ code }) => code === 'service_not_in_agreement') ? ['warn'] : []
  return {
    id: input.id,
    at: formatInstant(at),
    service: request.service,
    event: request.event,
    commit_sha: request.commit_sha,
    ...(request.environment ? environmentOf(request.environment, productionOf(version, request.service)) : {}),
    ...(request.ref ? { ref: request.ref } : {}),
    merged: isMerge(request),
    ...(request.pull_request ? { pull_request: pullRequest(request.pull_request) } : {}),
    ...(request.run ? { run: request.run } : {}),
    verdict: worstVerdict([...outcomes.map(({ verdict }) => verdict), ...unknownService]),
    provisional: uploads?.state === 'awaited' || objectives.some((result) => result.window?.provisional === true),
    ...(uploads ? { uploads } : {}),
    agreement: version ? citation(version, versions, at) : null,
    objectives,
    ...(notJudged.length > 0 ? { not_judged: notJudged } : {}),
    ...(relief ? { relieved: relief } : {}),
    ...(input.window ? {} : { local: true }),
    notes,
  }
}

/**
 * The one judge where nobody keeps a history: `evaluate` of the change alone, byte for byte. It stands apart so that
 * CI without a server loads nothing of windows and clocks.
 */
export const evaluateChange = (input: Omit<EvaluationInput, 'window'>): Evaluation =>
  evaluateWith(
    { ...input, window: null },
    () => [],
    () => undefined,
  )

const environmentOf = (environment: string, production: string[]) =>
  production.includes(environment) ? { environment } : { environment, production: false as const }

const pullRequest = ({ number, title, author }: NonNullable<EvaluationInput['request']['pull_request']>) => ({
  number,
  title,
  author,
})
