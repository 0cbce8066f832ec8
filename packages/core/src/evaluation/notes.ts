import type { AcceptedVersion } from '../agreement/versions.ts'
import { subjectRef } from '../events/identity.ts'
import { PREVIOUS_DEPLOYMENT } from '../events/words.ts'
import { knownIndicator } from '../indicators/known.ts'
import { tellsSources } from '../indicators/window-reads.ts'
import { formatInstant } from '../time/instant.ts'
import type { Note } from './evaluation.ts'
import type { EvaluationInput } from './input.ts'
import type { Judging, Outcome } from './result.ts'

const agreementNotes = ({ versions, at, request }: EvaluationInput, version: AcceptedVersion | null): Note[] => {
  const { service } = request
  if (!version) {
    const next = versions.find((candidate) => candidate.inForceFrom > at)
    const detail = next
      ? `the agreement takes effect on ${formatInstant(next.inForceFrom)}; until then nothing is judged`
      : 'no agreement is in force: nothing is judged'
    return [{ code: 'no_agreement_in_force', detail }]
  }
  if (version.terms.services.has(service)) return []
  const known = [...version.terms.services.keys()].join(', ')
  return [
    { code: 'service_not_in_agreement', detail: `the agreement knows no service \`${service}\`; it names ${known}` },
  ]
}

const serverNotes = (input: EvaluationInput, judged: Judging[], outcomes: Outcome[]): Note[] => {
  const told = new Set(outcomes.map(({ result }) => result.id))
  const ids = judged.flatMap(({ objective: { id } }) => (told.has(id) ? [] : [id]))
  if (input.window || ids.length === 0) return []
  return [{ code: 'no_server', detail: `not judged without a server, which keeps the history: ${ids.join(', ')}` }]
}

/** What passed a block because of what it names must name something: otherwise any word would open the gate. */
const reliefNotes = ({ request, window }: EvaluationInput, outcomes: Outcome[]): Note[] => {
  const relieved = outcomes.some(({ result }) => result.not_blocking === 'rollback_or_fix')
  if (!relieved || !window) return []
  const { rolls_back: rollsBack, fixes_incident: fixes } = request
  const deployments = window.facts.filter((fact) => fact.kind === 'deployment')
  const undone = rollsBack === undefined ? null : subjectRef(rollsBack)
  const known =
    rollsBack === PREVIOUS_DEPLOYMENT
      ? deployments.length > 0
      : deployments.some(({ deployment }) => deployment === undone)
  const fixed = fixes === undefined ? null : subjectRef(fixes)
  const heard = window.facts.some((fact) => fact.kind === 'incident' && [fact.incident, fact.sameAs].includes(fixed))
  return [
    ...(rollsBack !== undefined && !known
      ? [
          {
            code: 'unknown_rollback',
            detail: `passed as a rollback of \`${rollsBack}\`, a deployment of this service that nobody has reported`,
          } as const,
        ]
      : []),
    ...(fixes !== undefined && !heard
      ? [
          {
            code: 'unknown_incident',
            detail: `passed as the fix of \`${fixes}\`, an incident of this service that nobody has reported`,
          } as const,
        ]
      : []),
  ]
}

/** Facts of commits, deployments, incidents and reviews don't say who sent them. */
const sourceNotes = (judged: Judging[]): Note[] => {
  const ids = judged.flatMap(({ objective }) => {
    const measured = objective.measuredBy && knownIndicator(objective.indicator)
    if (!measured || (measured.reads && tellsSources(measured.reads))) return []
    return [objective.id]
  })
  if (ids.length === 0) return []
  return [
    {
      code: 'sources_not_told_apart',
      detail: `events of every source are counted, whatever \`measured_by\` says: ${ids.join(', ')}`,
    },
  ]
}

/** What a reader must know that is no objective's status. */
export const notesOf = (
  input: EvaluationInput,
  version: AcceptedVersion | null,
  judged: Judging[],
  outcomes: Outcome[],
): Note[] => [
  ...(input.notes ?? []),
  ...agreementNotes(input, version),
  ...serverNotes(input, judged, outcomes),
  ...reliefNotes(input, outcomes),
  ...sourceNotes(judged),
]
