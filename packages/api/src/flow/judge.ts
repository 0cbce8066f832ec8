import {
  type AcceptedVersion,
  type Admitted,
  type Evaluation,
  type EvaluationInput,
  type Event,
  type EventRef,
  evaluate,
  evaluationId,
  figuresOf,
  type GateRequest,
  gateFactOf,
  type Instant,
  type LedgerHead,
  parseInstant,
  withFewClocks,
} from '@plumbline/core'
import type { EngagementState, EngagementStore } from '@plumbline/store'
import { withExemption } from './exemption.ts'
import { gather } from './gather.ts'
import { moveBreaches } from './move-breaches.ts'
import { rememberRelief } from './remember-relief.ts'

const PATCH = 'patch-coverage'

/** Uncovered added lines of a commit, as its coverage events tell them. */
const uncoveredOf = (events: readonly Event[], { service, commit_sha }: GateRequest) => {
  const byPath = new Map<string, Set<number>>()
  for (const event of events) {
    if (event.type !== 'coverage' || event.service !== service || event.data.commit_sha !== commit_sha) continue
    for (const { path, lines } of event.data.patch?.uncovered ?? [])
      byPath.set(path, new Set([...(byPath.get(path) ?? []), ...lines]))
  }
  return byPath.size === 0
    ? undefined
    : [...byPath].map(([path, lines]) => ({ path, lines: [...lines].sort((a, b) => a - b) }))
}

/** Where the report came before the gate, a missed patch is worth opening its events for: they name the lines. */
const judgeWithLines = async (store: EngagementStore, input: EvaluationInput): Promise<Evaluation> => {
  const judged = evaluate(input)
  const missed = judged.objectives.find(({ indicator, status }) => indicator === PATCH && status === 'breached')
  if (!missed || input.uncovered || missed.evidence.uncovered) return judged
  const found = await Promise.all((missed.evidence.events ?? []).map((ref) => store.eventsByRef(ref as EventRef)))
  const uncovered = uncoveredOf(
    found.flat().map(({ event }) => event),
    input.request,
  )
  return uncovered ? evaluate({ ...input, uncovered }) : judged
}

const rememberMerge = async (store: EngagementStore, input: EvaluationInput, evaluation: Evaluation) => {
  // A part of the uploads is no figure of the merge; the gate of the last one has it.
  if (!evaluation.merged || (evaluation.uploads && evaluation.uploads.state !== 'complete')) return
  await store.addTrend(evaluation.service, {
    at: parseInstant(evaluation.at) ?? input.at,
    commit_sha: evaluation.commit_sha,
    evaluation_id: evaluation.id,
    values: figuresOf(input.head, input.base, input.patchLines),
  })
}

/** Nothing that was reported is judged yet; what fails all the same has failed. */
const isAwaiting = ({ objectives, verdict }: Evaluation): boolean =>
  verdict !== 'fail' && objectives.some(({ no_data_reason: reason }) => reason === 'uploads_awaited')

export type GateQuestion = {
  at: Instant
  /** As it is when the gate begins. */
  state: EngagementState
  request: GateRequest & { run: string }
  versions: AcceptedVersion[]
  admitted: readonly Admitted[]
}

/**
 * One gate. The evaluation is stored first, under an id that the run decides; of two answers to one run the first
 * counts. What follows from it is derived from the stored one, so that asking again completes what a crash left undone.
 * The ledger's head comes with it, as it is once that is done.
 */
export const judge = async (
  store: EngagementStore,
  question: GateQuestion,
): Promise<{ evaluation: Evaluation; ledger: LedgerHead }> => {
  const { at, request, state, versions, admitted } = question
  const id = evaluationId(store.engagement, request.service, request.run)
  const uncovered = uncoveredOf(
    admitted.map(({ event }) => event),
    request,
  )
  const input = await gather(store, { id, at, request, versions, standing: state.standing, uncovered })
  const exempted = await withExemption(store, input, await judgeWithLines(store, input), state)
  const evaluation = await store.putEvaluation(withFewClocks(exempted.judged))
  const known = await rememberRelief(store, evaluation, exempted.state)
  const [moved] = await Promise.all([
    moveBreaches(store, evaluation, input.window?.openBreaches ?? [], known, input),
    rememberMerge(store, input, evaluation),
    // A gate that still waits has let nothing through, or a workflow that expects too many would be one that judges.
    isAwaiting(evaluation) ? null : store.addGate(evaluation.service, gateFactOf(evaluation)),
  ])
  const objectives = evaluation.objectives.map((result) => {
    const breachId = result.status === 'breached' ? moved.breaches.get(result.id) : undefined
    return breachId === undefined ? result : { ...result, breach_id: breachId }
  })
  return { evaluation: { ...evaluation, objectives }, ledger: moved.state.ledger }
}
