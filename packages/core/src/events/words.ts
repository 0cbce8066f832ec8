/*
 * What events may say. The schemas are made of these; whoever asks for the words alone does not
 * load the schemas with them.
 */

export const DEPLOYMENT_STATUSES = ['success', 'failure', 'cancelled'] as const
export type DeploymentStatus = (typeof DEPLOYMENT_STATUSES)[number]

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
] as const
export type IncidentAction = (typeof INCIDENT_ACTIONS)[number]

export const SEVERITIES = ['sev1', 'sev2', 'sev3', 'sev4', 'sev5'] as const
export type IncidentSeverity = (typeof SEVERITIES)[number]

/** Stands in `rolls_back` for the deployment before, where a tool knows no name for it. */
export const PREVIOUS_DEPLOYMENT = 'previous'

/** What kind of trouble a tool looks for. */
export const FINDING_CATEGORIES = ['security', 'quality', 'secrets'] as const
export const FINDING_SEVERITIES = ['critical', 'high', 'medium', 'low', 'info'] as const
