/**
 * Deployments and incidents as events, shared by the CLI and the Action. Nothing here reads the environment or the
 * clock. Sent again, each of them is the same event: its id is made of what it says.
 */
export type { DeploymentStatus, IncidentAction, IncidentSeverity } from '@plumbline/core/words'
export type { FinishedDeployment, ShippedCommit } from './deployment.ts'
export { beforeProduction, deploymentEvent, MAX_COMMITS } from './deployment.ts'
export type { Shipped } from './git-commits.ts'
export { commitsBetween, shipped } from './git-commits.ts'
export type { IncidentReport } from './incident.ts'
export { incidentEvent } from './incident.ts'
export type { LastDeployment } from './last-deployment.ts'
export { lastDeployment } from './last-deployment.ts'
export { tidied, tidyUrl } from './text.ts'
