import type { EventOf } from '@plumbline/core'

/*
 * What deployments and incidents may say, written out: the schemas that check it would load with them whatever asks for
 * these few words. A test holds them to the schemas.
 */

type Incident = EventOf<'incident'>['data']
export type DeploymentStatus = EventOf<'deployment'>['data']['status']
export type IncidentAction = Incident['action']
export type IncidentSeverity = Incident['severity']

export const DEPLOYMENT_STATUSES = ['success', 'failure', 'cancelled'] as const satisfies readonly DeploymentStatus[]

export const INCIDENT_ACTIONS = [
  'started',
  'detected',
  'reported',
  'acknowledged',
  'unacknowledged',
  'responded',
  'paused',
  'resumed',
  'severity_changed',
  'reopened',
  'mitigated',
  'resolved',
  'cancelled',
] as const satisfies readonly IncidentAction[]

export const SEVERITIES = ['sev1', 'sev2', 'sev3', 'sev4', 'sev5'] as const satisfies readonly IncidentSeverity[]
