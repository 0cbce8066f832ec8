import type { AcceptedVersion } from '../agreement/versions.ts'
import { knownIndicator } from '../indicators/known.ts'
import { tellsSources } from '../indicators/window-reads.ts'
import { formatInstant } from '../time/instant.ts'
import type { EvaluationInput } from './input.ts'
import type { Note } from './note.ts'
import { reliefNotes } from './relief-notes.ts'
import type { ReliefView } from './relief-view.ts'
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
  relief: ReliefView | undefined,
): Note[] => [
  ...(input.notes ?? []),
  ...agreementNotes(input, version),
  ...serverNotes(input, judged, outcomes),
  ...(relief ? reliefNotes(relief) : []),
  ...sourceNotes(judged),
]
