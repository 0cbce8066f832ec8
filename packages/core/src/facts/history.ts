import { type Deployment, linkedDeployments } from './deployments.ts'
import type {
  AvailabilityFact,
  CommitsFact,
  DeploymentFact,
  GateFact,
  HeartbeatFact,
  MeasurementFact,
  ReviewFact,
  WindowFact,
} from './facts.ts'
import { type Incident, incidentsOf } from './incidents.ts'
import { type PullRequest, pullRequestsOf } from './pull-requests.ts'
import { type Shipping, shippingsOf } from './shipping.ts'
import type { RulesAt } from './timeline.ts'

/** What became of one service: its facts by kind, sorted by time and linked, so that every indicator reads the same. */
export type ServiceHistory = {
  deployments: Deployment[]
  /** A production deployment finished before the first of these facts may have. */
  deployedBefore: boolean
  /** What each successful deployment shipped, in the order of their finish. */
  shippings: Shipping[]
  incidents: Incident[]
  commits: CommitsFact[]
  reviews: ReviewFact[]
  pullRequests: PullRequest[]
  availability: AvailabilityFact[]
  heartbeats: HeartbeatFact[]
  measurements: MeasurementFact[]
  gates: GateFact[]
}

/** `facts` must count (no replaced ones) and be sorted by time. */
export const historyOf = (facts: WindowFact[], deployedBefore: boolean, rulesAt: RulesAt): ServiceHistory => {
  const of = <Kind extends WindowFact['kind']>(kind: Kind) =>
    facts.filter((fact): fact is Extract<WindowFact, { kind: Kind }> => fact.kind === kind)
  const deployed: DeploymentFact[] = of('deployment')
  const incidents = incidentsOf(of('incident'))
  const deployments = linkedDeployments(deployed, incidents, rulesAt)
  const commits = of('commits')
  const reviews = of('review')
  return {
    deployments,
    deployedBefore,
    shippings: shippingsOf(deployments, deployed, commits),
    incidents,
    commits,
    reviews,
    pullRequests: pullRequestsOf(reviews),
    availability: of('availability'),
    heartbeats: of('heartbeat'),
    measurements: of('measurement'),
    gates: of('gate'),
  }
}
