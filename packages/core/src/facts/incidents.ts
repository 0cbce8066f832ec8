import type { EventRef, SubjectRef } from '../events/identity.ts'
import type { Instant } from '../time/instant.ts'
import type { IncidentFact, SeverityLevel } from './facts.ts'
import { endsFirst, isBeginning, isEnd, START_ACTIONS } from './life.ts'
import { joined } from './same-as.ts'

/** An incident as its actions tell it, in whatever order they came. */
export type Incident = {
  id: SubjectRef
  /** Every name it has, its own among them: two sources may call one incident by two (`same_as`). */
  ids: SubjectRef[]
  /** When it began: its earliest `started`, else the earlier of detected and reported, else its first action. */
  start: Instant
  /** False where only later actions are known, so that nothing may be concluded from the start. */
  startKnown: boolean
  /** The action that `start` was taken from. */
  startedBy: EventRef
  /**
   * Null while it is open under any name that it began under. Of a reopened incident the last end counts. `cancelled`
   * where no name says that it was resolved.
   */
  end: { at: Instant; by: EventRef; cancelled: boolean } | null
  /** Every time it was opened again after an end. */
  reopenedAt: Instant[]
  /** Every time it was said to be milder than before. */
  downgradedAt: Instant[]
  /** The worst severity it ever had: lowering one takes the other party's word. */
  severity: SeverityLevel
  /** Where it was noticed, where that is not called `production`. */
  environment: string | undefined
  causes: { deployment: SubjectRef; environment: string | undefined; event: EventRef }[]
  /** Said, with a reason, to have been caused by no deployment. */
  noCause: boolean
  agreedAttribution: 'client' | 'third_party' | null
}

const startAction = (actions: IncidentFact[]): IncidentFact | undefined => {
  for (const kinds of START_ACTIONS) {
    const first = actions.find((action) => kinds.includes(action.action))
    if (first) return first
  }
  return undefined
}

/** Names under which it is told to have begun: somebody keeps each of them open until it is ended too. */
const begunNames = (actions: IncidentFact[]): Set<SubjectRef> =>
  new Set(actions.filter(isBeginning).map(({ incident }) => incident))

/**
 * Opened and closed, in time. The first end of a name ends it there, until it is reopened. Whatever has several names
 * ends when every one under which it began has ended: two trackers close at different times, and an early close in one
 * must not hide what still goes on in the other. It was called off where no name says that it was resolved.
 */
const course = (actions: IncidentFact[]): Pick<Incident, 'end' | 'reopenedAt'> => {
  const open = begunNames(actions)
  const resolved = new Set<SubjectRef>()
  const reopenedAt: Instant[] = []
  let last: IncidentFact | null = null
  for (const fact of actions.toSorted(endsFirst)) {
    const name = fact.incident
    if (isEnd(fact) && !last) {
      open.delete(name)
      if (fact.action === 'resolved') resolved.add(name)
      if (open.size === 0) last = fact
    } else if (fact.action === 'reopened') {
      open.add(name)
      resolved.delete(name)
      if (last) reopenedAt.push(fact.at)
      last = null
    }
  }
  return { end: last && { at: last.at, by: last.event, cancelled: resolved.size === 0 }, reopenedAt }
}

const downgrades = (actions: IncidentFact[]): Instant[] =>
  actions.flatMap(({ at, severity }, i) => (severity > (actions[i - 1]?.severity ?? severity) ? [at] : []))

/**
 * What caused it: of several deployments named the last one counts. That none did, with a reason, rebuts a presumption
 * and no name (PRODUCT.md, rule 11): a name is taken back by a correction of the event that gave it.
 */
const cause = (actions: IncidentFact[]): Pick<Incident, 'causes' | 'noCause'> => {
  const noCause = actions.some((action) => action.cause === 'none')
  const named = actions.findLast((action) => action.cause !== null && action.cause !== 'none')
  if (!named || named.cause === null || named.cause === 'none') return { causes: [], noCause }
  const { cause: deployment, environment, event } = named
  return { causes: [{ deployment, environment, event }], noCause }
}

/** What the client said last of whose doing it was: by saying that it was the vendor's it takes back what it had agreed to. */
const attributed = (actions: IncidentFact[]): Incident['agreedAttribution'] =>
  actions.findLast(
    ({ agreedAttribution, party, attribution }) =>
      agreedAttribution !== null || (party === 'client' && attribution !== undefined),
  )?.agreedAttribution ?? null

const incidentOf = (actions: IncidentFact[]): Incident[] => {
  const started = startAction(actions)
  const first = started ?? actions[0]
  if (!first) return []
  const ids = [...new Set(actions.flatMap(({ incident, sameAs }) => (sameAs ? [incident, sameAs] : [incident])))].sort()
  return [
    {
      id: ids[0] ?? first.incident,
      ids,
      start: first.at,
      startKnown: started !== undefined,
      startedBy: first.event,
      environment: first.environment,
      severity: actions.reduce<number>((worst, { severity }) => Math.min(worst, severity), 5) as SeverityLevel,
      ...course(actions),
      downgradedAt: downgrades(actions),
      ...cause(actions),
      agreedAttribution: attributed(actions),
    },
  ]
}

/** Every incident by its start. @param actions of each, by time: `joined` */
export const incidentsTold = (actions: readonly IncidentFact[][]): Incident[] =>
  actions.flatMap(incidentOf).sort((a, b) => a.start - b.start || (a.startedBy < b.startedBy ? -1 : 1))

/** `facts` of one service, sorted by time; every incident among them, by its start. */
export const incidentsOf = (facts: IncidentFact[]): Incident[] => incidentsTold(joined(facts))
