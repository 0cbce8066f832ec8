import { phaseAt } from '../agreement/phases.ts'
import type { IncidentRules } from '../agreement/terms.ts'
import { type AcceptedVersion, inForceAt } from '../agreement/versions.ts'
import { isMerge } from '../breach/merge.ts'
import { deploymentsOf } from '../facts/deployments.ts'
import { countingChangeFacts, observedFacts } from '../facts/resolve.ts'
import { indicator } from '../indicators/catalogue.ts'
import { type ChangeInput, isChangeIndicator } from '../indicators/indicator.ts'
import { formatInstant, type Instant } from '../time/instant.ts'
import { judgeChange } from './change-objective.ts'
import { worstVerdict } from './enforce.ts'
import type { AgreementCitation, Evaluation, Note, ObjectiveResult, Verdict } from './evaluation.ts'
import { DEFAULT_RULES, productionOf } from './facts-needed.ts'
import type { EvaluationInput } from './input.ts'
import { judgingsOf } from './judging.ts'
import { worstFirst } from './order.ts'
import type { Judging, Outcome } from './result.ts'
import { judgeWindow, type ServiceHistory } from './window-objective.ts'

/** The linking rules of the version in force at an instant (PRODUCT.md, rule 8); before any, the defaults. */
export const rulesAt =
  (versions: AcceptedVersion[]) =>
  (at: Instant): IncidentRules =>
    inForceAt(versions, at)?.terms.incidents ?? { ...DEFAULT_RULES, linkSeverities: [...DEFAULT_RULES.linkSeverities] }

const historyOf = (input: EvaluationInput): ServiceHistory | null => {
  if (!input.window) return null
  const { facts, corrections, openBreaches, deployedBefore } = input.window
  const observed = observedFacts(facts, corrections)
  const environments = productionOf(inForceAt(input.versions, input.at), input.request.service)
  return { environments, deployments: deploymentsOf(observed, rulesAt(input.versions)), deployedBefore, openBreaches }
}

const citation = (version: AcceptedVersion, versions: AcceptedVersion[], at: Instant): AgreementCitation => {
  const phase = phaseAt(versions, at)
  const { parties, title, timeZone } = version.terms
  return {
    version: version.version,
    hash: version.hash,
    title,
    phase: phase && { name: phase.name, until: phase.until === null ? null : formatInstant(phase.until) },
    parties: { client: parties.client.name, vendor: parties.vendor.name },
    time_zone: timeZone,
  }
}

/** A result that another version than the cited one judged names that one's text too. */
const citing =
  (cited: AcceptedVersion | null, versions: AcceptedVersion[]) =>
  (result: ObjectiveResult): ObjectiveResult => {
    const judge = versions.find(({ version }) => version === result.agreement_version)
    return judge && judge !== cited ? { ...result, agreement_hash: judge.hash } : result
  }

type Change = Omit<ChangeInput, 'minLines'>

const isWindowed = (judging: Judging): judging is Judging & Parameters<typeof judgeWindow>[0] =>
  judging.objective.window !== null

const judgeOne = (
  judging: Judging,
  input: EvaluationInput,
  history: ServiceHistory | null,
  change: Change,
): Outcome[] => {
  const measured = indicator(judging.objective.indicator)
  if (!measured) return []
  if (isChangeIndicator(measured))
    return [judgeChange(judging, measured, change, input.request, input.firstIntroduction ?? false)]
  if (!history || !isWindowed(judging)) return []
  return [judgeWindow(judging, measured, history, input.request, input.at)]
}

const notesOf = (input: EvaluationInput, version: AcceptedVersion | null, withoutServer: string[]): Note[] => {
  const notes: Note[] = [...(input.notes ?? [])]
  const { service } = input.request
  if (!version) {
    const next = input.versions.find((candidate) => candidate.inForceFrom > input.at)
    notes.push({
      code: 'no_agreement_in_force',
      detail: next
        ? `the agreement takes effect on ${formatInstant(next.inForceFrom)}; until then nothing is judged`
        : 'no agreement is in force: nothing is judged',
    })
  } else if (!version.terms.services.has(service)) {
    const known = [...version.terms.services.keys()].join(', ')
    notes.push({
      code: 'service_not_in_agreement',
      detail: `the agreement knows no service \`${service}\`; it names ${known}`,
    })
  }
  if (withoutServer.length > 0)
    notes.push({
      code: 'no_server',
      detail: `not judged without a server, which keeps the history: ${withoutServer.join(', ')}`,
    })
  return notes
}
/**
 * The one judge: what was agreed, against what was measured, at one instant. Pure: the same input gives the same
 * bytes, on the server, in CI without one, and when it is asked again years later.
 */
export const evaluate = (input: EvaluationInput): Evaluation => {
  const { request, at, versions } = input
  const version = inForceAt(versions, at)
  const history = historyOf(input)
  const { judged, notJudged } = judgingsOf(versions, request.service, at)
  const change = {
    // Imported reports are baselines; they neither pass nor fail a change (rule 15).
    head: countingChangeFacts(input.head.filter((fact) => !fact.reconstructed)),
    base: input.base ? { ...input.base, facts: countingChangeFacts(input.base.facts) } : null,
    uncovered: input.uncovered,
  }
  const outcomes = judged.flatMap((judging) => judgeOne(judging, input, history, change))
  const withoutServer = history ? [] : judged.filter(isWindowed).map(({ objective }) => objective.id)
  const notes = notesOf(input, version, withoutServer)
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
    provisional: objectives.some((result) => result.window?.provisional === true),
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
