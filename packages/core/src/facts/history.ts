import type { Instant } from '../time/instant.ts'
import { type Deployment, linkedDeployments } from './deployments.ts'
import type {
  AvailabilityFact,
  CommitsFact,
  GateFact,
  HeartbeatFact,
  IncidentFact,
  MeasurementFact,
  ReviewFact,
  WindowFact,
} from './facts.ts'
import { type Incident, incidentsTold } from './incidents.ts'
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
  const byKind = Map.groupBy(facts, ({ kind }) => kind)
  // What stands under a kind is of it.
  const of = <Kind extends WindowFact['kind']>(kind: Kind) =>
    (byKind.get(kind) ?? []) as Extract<WindowFact, { kind: Kind }>[]
  const incidentActions = joined(of('incident'))
  const incidents = incidentsTold(incidentActions)
  const blaming = incidents.filter(({ start }) => !isExcluded(start))
  const deployments = linkedDeployments(of('deployment'), blaming, rulesAt).map(
    (one): Deployment => (isExcluded(one.at) && one.uncounted === null ? { ...one, uncounted: 'excluded' } : one),
  )
  const commits = of('commits')
  const reviews = of('review')
  return {
    deployments,
    deployedBefore,
    shippings: shippingsOf(deployments, commits),
    incidents,
    incidentActions,
    commits,
    reviews,
    pullRequests: pullRequestsOf(reviews),
    availability: of('availability'),
    heartbeats: of('heartbeat'),
    measurements: of('measurement'),
    gates: of('gate'),
  }
}
