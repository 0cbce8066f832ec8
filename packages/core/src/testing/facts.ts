import {
  type CommitRef,
  commitRef,
  type EventRef,
  eventIdentity,
  eventRef,
  nameRef,
  subjectRef,
  versionRef,
} from '../events/identity.ts'
import type {
  AvailabilityFact,
  CommitsFact,
  CorrectionFact,
  DeploymentFact,
  GateFact,
  HeartbeatFact,
  IncidentFact,
  MeasurementFact,
  ReviewFact,
  WindowFact,
} from '../facts/facts.ts'
import { at } from './agreement.ts'

export const ref = (id: string): EventRef => eventRef(eventIdentity('test', id))

/** A successful production deployment of a version of its own, unless said otherwise. */
export const deployment = (id: string, time: string, own: Partial<DeploymentFact> = {}): DeploymentFact => ({
  kind: 'deployment',
  event: ref(`d ${id}`),
  at: at(time),
  deployment: subjectRef(id),
  status: 'success',
  version: versionRef(id),
  reachedProduction: true,
  planned: true,
  reconstructed: false,
  rollsBack: null,
  fixesIncident: null,
  ...own,
})

/** A sev1 incident that started and about whose cause nothing was said. */
export const incident = (id: string, time: string, own: Partial<IncidentFact> = {}): IncidentFact => ({
  kind: 'incident',
  event: ref(`i ${id} ${own.action ?? 'started'} ${time}`),
  at: at(time),
  incident: subjectRef(id),
  sameAs: null,
  action: 'started',
  severity: 1,
  agreedAttribution: null,
  cause: null,
  bot: false,
  reconstructed: false,
  ...own,
})

/** From the start to the resolution. */
export const outage = (id: string, from: string, to: string, own: Partial<IncidentFact> = {}): IncidentFact[] => [
  incident(id, from, own),
  incident(id, to, { ...own, action: 'resolved' }),
]

/** A commit's name from a few letters. */
export const sha = (name: string): CommitRef => commitRef(Buffer.from(name.padEnd(6, '.')).toString('hex'))

/** Commits as `[name, committed at, merge?]`. */
export type CommitAt = [name: string, committed: string, merge?: 'merge']

/** A deployment with what it shipped: two facts of one event. */
export const shipped = (
  id: string,
  time: string,
  commits: CommitAt[],
  own: Partial<DeploymentFact> = {},
): [DeploymentFact, CommitsFact] => {
  const fact = deployment(id, time, own)
  const { event, reconstructed, environment } = fact
  return [
    fact,
    {
      kind: 'commits',
      event,
      at: fact.at,
      ...(environment === undefined ? {} : { environment }),
      commit: sha(commits.at(-1)?.[0] ?? id),
      commits: commits.map(([name, committed, merge]) => ({
        sha: sha(name),
        at: at(committed),
        merge: merge !== undefined,
      })),
      reconstructed,
    },
  ]
}

export const review = (
  pullRequest: number,
  action: ReviewFact['action'],
  time: string,
  own: Partial<ReviewFact> = {},
): ReviewFact => ({
  kind: 'review',
  event: ref(`r ${pullRequest} ${action} ${time}`),
  at: at(time),
  pullRequest,
  action,
  reviewer: null,
  bot: false,
  mergeCommit: null,
  reconstructed: false,
  ...own,
})

export const observed = (
  state: AvailabilityFact['state'],
  from: string,
  to: string,
  own: Partial<AvailabilityFact> = {},
): AvailabilityFact => ({
  kind: 'availability',
  event: ref(`a ${state} ${from} ${to} ${own.source ?? ''}`),
  source: nameRef('probe'),
  at: at(from),
  to: at(to),
  state,
  reconstructed: false,
  ...own,
})

export const heartbeat = (
  from: string,
  to: string,
  source = 'pager',
  own: Partial<HeartbeatFact> = {},
): HeartbeatFact => ({
  kind: 'heartbeat',
  event: ref(`h ${from} ${to} ${source}`),
  source: nameRef(source),
  at: at(from),
  to: at(to),
  reconstructed: false,
  ...own,
})

/** A number that the client reports about itself, at the last moment before `to`. */
export const measurement = (
  indicator: string,
  value: number,
  to: string,
  own: Partial<MeasurementFact> = {},
): MeasurementFact => ({
  kind: 'measurement',
  event: ref(`m ${indicator} ${value} ${to}`),
  source: nameRef('survey'),
  at: at(to) - 1,
  indicator: nameRef(indicator),
  value,
  unit: '%',
  samples: 1,
  reporter: 'client',
  reconstructed: false,
  ...own,
})

/** A gate on a pull request that passed, unless said otherwise. */
export const gated = (commit: string, time: string, own: Partial<GateFact> = {}): GateFact => ({
  kind: 'gate',
  event: ref(`g ${commit} ${time} ${own.on ?? ''}`),
  at: at(time),
  commit: sha(commit),
  version: versionRef(commit),
  pullRequest: null,
  on: 'pull_request',
  verdict: 'pass',
  merged: false,
  blockedBy: [],
  reconstructed: false,
  ...own,
})

/** `by` replaces `target`; both must be of the history. */
export const corrects = (target: WindowFact, by: WindowFact): CorrectionFact => ({
  kind: 'correction',
  target: target.event,
  by: by.event,
  time: by.at,
  id: by.event,
})
