import type { Instant } from '../time/instant.ts'
import { type Deployment, linkedDeployments } from './deployments.ts'
import type {
  AvailabilityFact,
  CommitsFact,
  DeploymentFact,
  GateFact,
  HeartbeatFact,
  IncidentFact,
  MeasurementFact,
  ReviewFact,
  WindowFact,
} from './facts.ts'
import { type Incident, incidentsOf } from './incidents.ts'
import { type PullRequest, pullRequestsOf } from './pull-requests.ts'
import { joined } from './same-as.ts'
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
  /** What each incident's actions were, by time: what clocks are told from. */
  incidentActions: IncidentFact[][]
  commits: CommitsFact[]
  reviews: ReviewFact[]
  pullRequests: PullRequest[]
  availability: AvailabilityFact[]
  heartbeats: HeartbeatFact[]
  measurements: MeasurementFact[]
  gates: GateFact[]
}

/**
 * `facts` must count (no replaced ones) and be sorted by time.
 * @param isExcluded time that both parties took out: a deployment that finished in it is not counted, and an incident
 * that began in it blames none; what else they tell of what lies outside stays
 */
export const historyOf = (
  facts: WindowFact[],
  deployedBefore: boolean,
  rulesAt: RulesAt,
  isExcluded: (at: Instant) => boolean = () => false,
): ServiceHistory => {
  const of = <Kind extends WindowFact['kind']>(kind: Kind) =>
    facts.filter((fact): fact is Extract<WindowFact, { kind: Kind }> => fact.kind === kind)
  const deployed: DeploymentFact[] = of('deployment')
  const incidents = incidentsOf(of('incident'))
  const blaming = incidents.filter(({ start }) => !isExcluded(start))
  const deployments = linkedDeployments(deployed, blaming, rulesAt).map(
    (one): Deployment => (isExcluded(one.at) && one.uncounted === null ? { ...one, uncounted: 'excluded' } : one),
  )
  const commits = of('commits')
  const reviews = of('review')
  return {
    deployments,
    deployedBefore,
    shippings: shippingsOf(deployments, deployed, commits),
    incidents,
    incidentActions: joined(of('incident')),
    commits,
    reviews,
    pullRequests: pullRequestsOf(reviews),
    availability: of('availability'),
    heartbeats: of('heartbeat'),
    measurements: of('measurement'),
    gates: of('gate'),
  }
}
