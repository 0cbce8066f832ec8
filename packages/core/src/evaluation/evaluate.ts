import { phaseAt } from '../agreement/phases.ts'
import { type AcceptedVersion, inForceAt } from '../agreement/versions.ts'
import { changeIdentity } from '../breach/identity.ts'
import { isMerge } from '../breach/merge.ts'
import { countingChangeFacts, observedFacts } from '../facts/resolve.ts'
import { indicator } from '../indicators/catalogue.ts'
import { isChangeIndicator } from '../indicators/indicator.ts'
import { patchCoverage } from '../indicators/patch-coverage.ts'
import { NOTHING_STANDS } from '../standing/standing.ts'
import { formatInstant, type Instant } from '../time/instant.ts'
import { changeSetAside } from './agreed-for.ts'
import { carryNotes } from './carry-forward.ts'
import { type Change, judgeChange } from './change-objective.ts'
import { worstVerdict } from './enforce.ts'
import type { AgreementCitation, Evaluation, ObjectiveResult, Verdict } from './evaluation.ts'
import { productionOf } from './facts-needed.ts'
import type { EvaluationInput } from './input.ts'
import { judgingsOf } from './judging.ts'
import { notesOf } from './notes.ts'
import { worstFirst } from './order.ts'
import type { Judging, Outcome } from './result.ts'
import { together } from './together.ts'
import { addedUpNotes, uploadNotes, uploadsOf } from './uploads.ts'
import { waitingOutcome } from './waiting.ts'
import { type WindowGround, windowGround } from './window-ground.ts'
import { judgeWindow } from './window-objective.ts'

/** What window objectives are judged on; null without a server. */
export const groundOf = (input: EvaluationInput): WindowGround | null => {
  const { versions, window, request, at, standing = NOTHING_STANDS } = input
  if (!window) return null
  const { facts, corrections, openBreaches, deployedBefore } = window
  return windowGround({
    versions,
    facts: observedFacts(facts, corrections),
    deployedBefore,
    openBreaches,
    environments: productionOf(inForceAt(versions, at), request.service),
    service: request.service,
    standing,
  })
}

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

const isWindowed = (judging: Judging): judging is Judging & Parameters<typeof judgeWindow>[0] =>
  judging.objective.window !== null

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

/** One objective alone; none where it is nothing that can be judged here. */
export const judgeOne = (
  judging: Judging,
  input: EvaluationInput,
  ground: WindowGround | null,
  change: Change,
): Outcome[] => {
  const measured = indicator(judging.objective.indicator)
  if (!measured) return []
  if (isChangeIndicator(measured)) {
    const first = input.firstIntroduction ?? false
    const outcome = judgeChange(judging, measured, change, input.request, first, asideOf(judging, input))
    return asksServer(outcome, judging, input) ? [] : [outcome]
  }
  if (!ground || !isWindowed(judging)) return []
  const forms = [judging, ...(judging.earlier ?? [])].filter(isWindowed)
  return together(
    forms.map((form) => ({
      form,
      outcome: judgeWindow(form, measured, ground, input.request, input.at, input.until),
    })),
  )
}

/**
 * The one judge: what was agreed, against what was measured, at one instant. Pure: the same input gives the same
 * bytes, on the server, in CI without one, and when it is asked again years later.
 */
export const evaluate = (input: EvaluationInput): Evaluation => {
  const { request, at, versions } = input
  const version = inForceAt(versions, at)
  const ground = groundOf(input)
  const { judged, waiting, notJudged } = judgingsOf(versions, request.service, at)
  const change = {
    // Imported reports are baselines; they neither pass nor fail a change (rule 15).
    head: countingChangeFacts(input.head.filter((fact) => !fact.reconstructed)),
    base: input.base ? { ...input.base, facts: countingChangeFacts(input.base.facts) } : null,
    uncovered: input.uncovered,
    patchLines: input.patchLines,
  }
  const uploads = uploadsOf(request, change.head)
  const outcomes = [
    ...judged.flatMap((judging) => judgeOne(judging, input, ground, change)),
    ...waiting.flatMap((one) => waitingOutcome(one, input, productionOf(version, request.service))),
  ]
  const notes = [
    ...notesOf(input, version, judged, outcomes),
    ...uploadNotes(uploads),
    ...(judged.some(({ objective }) => objective.indicator === patchCoverage.info.key)
      ? addedUpNotes(change.head, change.patchLines)
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
    ...(input.window ? {} : { local: true }),
    notes,
  }
}

const environmentOf = (environment: string, production: string[]) =>
  production.includes(environment) ? { environment } : { environment, production: false as const }

const pullRequest = ({ number, title, author }: NonNullable<EvaluationInput['request']['pull_request']>) => ({
  number,
  title,
  author,
})
