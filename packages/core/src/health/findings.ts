import { nameRef, subjectRef } from '../events/identity.ts'
import { PREVIOUS_DEPLOYMENT } from '../events/words.ts'
import { isNamed } from '../facts/blame.ts'
import type { DeploymentFact, IncidentFact, WindowFact } from '../facts/facts.ts'
import { type Incident, incidentsOf } from '../facts/incidents.ts'
import { keptApart } from '../facts/same-as.ts'
import { type RulesAt, timelineOf } from '../facts/timeline.ts'
import { type Instant, MINUTE, type Window, within } from '../time/instant.ts'
import type { FindingCode } from './finding-codes.ts'
import { type Receipts, toldLate } from './told-late.ts'

/** Something that is counted by a stated rule, but that somebody should look at. `events` are references, sorted. */
export type Finding = { code: FindingCode; detail: string; events: string[] }

/** `facts` that count, sorted by time: of the window, and around it where names may point to. */
export type Looked = {
  window: Window
  facts: WindowFact[]
  rulesAt: RulesAt
  /** Reasons that were agreed to stop a clock then; null: any does. Default: any. */
  pauseReasonsAt?: (at: Instant) => readonly string[] | null
  /** Default: nobody knows when anything was received. */
  receipts?: Receipts
}

const PREVIOUS = subjectRef(PREVIOUS_DEPLOYMENT)

/** Two deployments of one version this close together are probably one that two sources reported. */
const TWICE_MS = 15 * MINUTE

const found = (code: FindingCode, detail: string, events: readonly string[]): Finding[] =>
  events.length > 0 ? [{ code, detail, events: [...new Set(events)].sort() }] : []

const eventsOf = (facts: readonly WindowFact[]) => facts.map(({ event }) => event)

type History = { incident: Incident; actions: IncidentFact[] }

const historiesOf = (facts: IncidentFact[]): History[] => {
  const byId = Map.groupBy(facts, ({ incident }) => incident)
  return incidentsOf(facts).map((incident) => ({
    incident,
    actions: incident.ids.flatMap((id) => byId.get(id) ?? []).sort((a, b) => a.at - b.at),
  }))
}

/** What ends a pause: that it goes on, or the reply of the other side. */
const endsPause = (pause: IncidentFact, { action, party, bot, at }: IncidentFact) =>
  action === 'resumed' ||
  (!bot &&
    action !== 'paused' &&
    at > pause.at &&
    party !== undefined &&
    pause.party !== undefined &&
    party !== pause.party)

/** For the reason it gives, or for giving none, it stops no clock. */
const isAgreed = ({ at, pauseReason }: IncidentFact, pauseReasonsAt: Looked['pauseReasonsAt']): boolean => {
  const reasons = pauseReasonsAt?.(at) ?? null
  return reasons === null || reasons.some((reason) => nameRef(reason) === pauseReason)
}

const isOver = ({ action }: IncidentFact) => action === 'resolved' || action === 'cancelled'

/** Paused, and over without ever having gone on: all of that time counted nothing. */
const openPause = ({ actions }: History, pauseReasonsAt: Looked['pauseReasonsAt']): IncidentFact[] => {
  const last = actions.findLastIndex((one) => one.action === 'paused' && isAgreed(one, pauseReasonsAt))
  const pause = actions[last]
  const over = actions.some(isOver)
  return pause && over && !actions.slice(last + 1).some((one) => endsPause(pause, one)) ? [pause] : []
}

const incidentFindings = (histories: History[], pauseReasonsAt: Looked['pauseReasonsAt']): Finding[] => [
  ...found(
    'start_unknown',
    'nobody said when these incidents were started, detected or reported; their first action counts as the start',
    histories.filter(({ incident }) => !incident.startKnown).map(({ incident }) => incident.startedBy),
  ),
  ...found(
    'resolved_before_start',
    'resolved before they started; durations that would be negative are left out, and no clock that began later ends by them',
    histories.flatMap(({ incident, actions }) =>
      eventsOf(actions.filter(({ action, at }) => action === 'resolved' && at < incident.start)),
    ),
  ),
  ...found(
    'reopened_without_end',
    'reopened, and nobody had said that they were over: nothing began anew',
    histories.flatMap(({ actions }) =>
      eventsOf(actions.filter((one, i) => one.action === 'reopened' && !actions.slice(0, i).some(isOver))),
    ),
  ),
  ...found(
    'reopened_not_ended',
    'reopened, and never said to be over again: they go on until somebody says so',
    histories.flatMap(({ incident: { end }, actions }) =>
      end === null ? eventsOf(actions.filter(({ action }) => action === 'reopened').slice(-1)) : [],
    ),
  ),
  ...found(
    'pause_without_end',
    'paused, and neither resumed nor answered by the other side before they ended: the pause counts until the end',
    histories.flatMap((one) => eventsOf(openPause(one, pauseReasonsAt))),
  ),
  ...found(
    'pause_not_agreed',
    'paused for a reason that the agreement does not list, or for none; they stopped no clock',
    histories.flatMap(({ actions }) =>
      eventsOf(actions.filter((one) => one.action === 'paused' && !isAgreed(one, pauseReasonsAt))),
    ),
  ),
]

/** `deployments` by time. */
const twice = (deployments: DeploymentFact[]): DeploymentFact[] => {
  const latest = new Map<string, DeploymentFact>()
  return deployments.flatMap((later) => {
    const what = [later.environment, later.version, later.status].join(' ')
    const earlier = latest.get(what)
    latest.set(what, later)
    const same = earlier && earlier.deployment !== later.deployment && later.at - earlier.at <= TWICE_MS
    return same ? [earlier, later] : []
  })
}

const deploymentFindings = (deployments: DeploymentFact[], incidents: Incident[], rulesAt: RulesAt): Finding[] => {
  const timeline = timelineOf(deployments, rulesAt)
  const ids = new Set(deployments.map(({ deployment }) => deployment))
  const known = new Set(incidents.flatMap(({ ids }) => ids))
  return [
    ...found(
      'unknown_deployment',
      'name as their cause a deployment that was never received',
      incidents.flatMap(({ causes }) =>
        causes.filter(({ deployment }) => !ids.has(deployment)).map(({ event }) => event),
      ),
    ),
    ...found(
      'cause_not_deployed',
      'name as their cause a deployment that was cancelled or never reached production; that rebuts no presumption',
      incidents
        .filter((incident) => !isNamed(incident, timeline))
        .flatMap(({ causes }) => causes.filter(({ deployment }) => ids.has(deployment)).map(({ event }) => event)),
    ),
    ...found(
      'unknown_rollback',
      'roll back a deployment that was never received',
      eventsOf(
        deployments.filter(({ rollsBack }) => rollsBack !== null && rollsBack !== PREVIOUS && !ids.has(rollsBack)),
      ),
    ),
    ...found(
      'unknown_incident',
      'fix an incident that was never received',
      eventsOf(deployments.filter(({ fixesIncident }) => fixesIncident !== null && !known.has(fixesIncident))),
    ),
    ...found(
      'same_thing_twice',
      'the same version was deployed twice within minutes under two names; two sources may report one deployment',
      eventsOf(twice(deployments)),
    ),
  ]
}

/** What is odd about a service's events, each kind once with the events that show it. */
export const findingsOf = ({ window, facts, rulesAt, pauseReasonsAt, receipts = new Map() }: Looked): Finding[] => {
  const told = facts.filter((fact) => fact.kind === 'incident')
  const histories = historiesOf(told)
  const deployments = facts.filter((fact) => fact.kind === 'deployment')
  const inside = new Set(facts.filter(({ at }) => within(window, at)).map(({ event }) => event as string))
  const late = toldLate(
    facts.filter(({ at }) => within(window, at)),
    receipts,
  )
  const all = [
    ...incidentFindings(histories, pauseReasonsAt),
    ...found('told_late', late.detail, late.events),
    ...found(
      'not_the_same',
      'are called the same as an incident that was over before they began, or began when they were over; each is told alone',
      eventsOf(keptApart(told)),
    ),
    ...deploymentFindings(
      deployments,
      histories.map(({ incident }) => incident),
      rulesAt,
    ),
    ...found(
      'commit_after_deployment',
      'ship commits that are younger than the deployment; their lead time is left out',
      eventsOf(facts.filter((fact) => fact.kind === 'commits' && fact.commits.some(({ at }) => at > fact.at))),
    ),
  ]
  return all.flatMap(({ code, detail, events }) =>
    found(
      code,
      detail,
      events.filter((event) => inside.has(event)),
    ),
  )
}
