import type { EventRef, SubjectRef } from '../events/identity.ts'
import type { Instant } from '../time/instant.ts'
import type { IncidentFact, SeverityLevel } from './facts.ts'

/** An incident as its actions tell it, in whatever order they came. */
export type Incident = {
  id: SubjectRef
  /** When it began: its earliest `started`, else the earlier of detected and reported, else its first action. */
  start: Instant
  /** False where only later actions are known, so that nothing may be concluded from the start. */
  startKnown: boolean
  /** The action that `start` was taken from. */
  startedBy: EventRef
  /** The worst severity it ever had: lowering one takes the other party's word. */
  severity: SeverityLevel
  /** Where it was noticed, where that is not called `production`. */
  environment: string | undefined
  causes: { deployment: SubjectRef; environment: string | undefined; event: EventRef }[]
  /** Said, with a reason, to have been caused by no deployment. */
  noCause: boolean
  agreedAttribution: 'client' | 'third_party' | null
}

const START_ACTIONS: IncidentFact['action'][][] = [['started'], ['detected', 'reported']]

const startAction = (actions: IncidentFact[]): IncidentFact | undefined => {
  for (const kinds of START_ACTIONS) {
    const first = actions.find((action) => kinds.includes(action.action))
    if (first) return first
  }
  return undefined
}

/** `facts` of one service, sorted by time; every incident among them, by its start. */
export const incidentsOf = (facts: IncidentFact[]): Incident[] => {
  const byId = Map.groupBy(facts, (fact) => fact.incident)
  const incidents: Incident[] = []
  for (const [id, actions] of byId) {
    const started = startAction(actions)
    const first = started ?? actions[0]
    if (!first) continue
    // Of several answers to "what caused it" the last one counts: naming a deployment, or naming none.
    const answered = actions.findLast((action) => action.cause !== null)
    incidents.push({
      id,
      start: first.at,
      startKnown: started !== undefined,
      startedBy: first.event,
      environment: first.environment,
      severity: Math.min(...actions.map((action) => action.severity)) as SeverityLevel,
      causes:
        answered?.cause && answered.cause !== 'none'
          ? [{ deployment: answered.cause, environment: answered.environment, event: answered.event }]
          : [],
      noCause: answered?.cause === 'none',
      agreedAttribution: actions.findLast((action) => action.agreedAttribution)?.agreedAttribution ?? null,
    })
  }
  return incidents.sort((a, b) => a.start - b.start || (a.startedBy < b.startedBy ? -1 : 1))
}
