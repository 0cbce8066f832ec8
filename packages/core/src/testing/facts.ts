import { type EventRef, eventIdentity, eventRef, subjectRef, versionRef } from '../events/identity.ts'
import type { DeploymentFact, IncidentFact } from '../facts/facts.ts'
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
  action: 'started',
  severity: 1,
  agreedAttribution: null,
  cause: null,
  bot: false,
  reconstructed: false,
  ...own,
})
