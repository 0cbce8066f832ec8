import type { IncidentRules } from '../../agreement/terms.ts'
import type { Instant } from '../../time/instant.ts'
import { type Counting, environmentOf, ms, ofType } from './events.ts'
import { causeOf, clientSays, type NaiveIncident, saysNone, startOf, startPlace, worstOf } from './incidents.ts'

type DeploymentEvent = ReturnType<typeof ofType<'deployment'>>[number]

export type Deployed = {
  id: string
  environment: string
  at: Instant
  version: string
  data: DeploymentEvent['data']
  /** Whichever of its reports names them. */
  commits: NonNullable<DeploymentEvent['data']['commits']>
  /** It is what ran before, deployed again. */
  again: boolean
  why: 'counts' | 'redeploy' | 'cancelled' | 'before_production'
}

/** The rules of the version in force when something happened; without one, the usual ones. */
export type RulesThen = (at: Instant) => IncidentRules

const DAY = 86_400_000
const REACHED = ({ status, reached_production }: DeploymentEvent['data']) =>
  status !== 'cancelled' && reached_production !== false
const LIVE = (one: Deployed) => one.data.status === 'success' && one.data.reached_production !== false

/** Rule 13: one deployment by its environment and its id; the last report of it stands. */
export const deploymentsIn = (
  all: readonly Counting[],
  environments: readonly string[],
  rules: RulesThen,
): Deployed[] => {
  const reports = ofType(all, 'deployment')
    .filter((one) => environments.includes(environmentOf(one)))
    .sort((a, b) => ms(a.data.finished_at) - ms(b.data.finished_at))
  const found: Deployed[] = []
  for (const one of reports) {
    const { data } = one
    const environment = environmentOf(one)
    const known = found.findIndex((other) => other.environment === environment && other.id === data.deployment_id)
    const [before] = known >= 0 ? found.splice(known, 1) : []
    // What reached production is not taken back by a later word, only by a correction.
    if (before && REACHED(before.data) && !REACHED(data)) {
      found.splice(known, 0, { ...before, commits: [...before.commits, ...(data.commits ?? [])] })
      continue
    }
    found.push({
      id: data.deployment_id,
      environment,
      at: ms(data.finished_at),
      version: data.version ?? data.commit_sha ?? '',
      data,
      commits: [...(before?.commits ?? []), ...(data.commits ?? [])],
      again: false,
      why: 'counts',
    })
  }
  for (const one of found) {
    one.again = isRedeploy(one, found, rules(one.at).linkWindowMs)
    const failedBefore = one.data.reached_production === false
    if (one.data.status === 'cancelled') one.why = 'cancelled'
    else if (failedBefore && !rules(one.at).failedPipelinesCount) one.why = 'before_production'
    else if (one.again) one.why = 'redeploy'
  }
  return found
}

/** What runs in an environment just before an instant: the last that went live there. */
const runningBefore = (found: readonly Deployed[], environment: string, at: Instant): Deployed | null => {
  let last: Deployed | null = null
  for (const one of found)
    if (one.environment === environment && LIVE(one) && one.at < at && (!last || one.at >= last.at)) last = one
  return last
}

/** Rule 11: an immediate (within the link window) redeploy of the version already running, that mends nothing. */
const isRedeploy = (one: Deployed, found: readonly Deployed[], linkWindowMs: number): boolean => {
  if (!LIVE(one) || one.data.rolls_back !== undefined || one.data.fixes_incident !== undefined) return false
  const running = runningBefore(found, one.environment, one.at)
  return running !== null && running.version === one.version && one.at - running.at < linkWindowMs
}

/** The nearest earlier one that went live anywhere in production, not counting redeploys. */
export const nearestBefore = (found: readonly Deployed[], at: Instant, places?: readonly string[]): Deployed | null => {
  let nearest: Deployed | null = null
  for (const one of found)
    if (LIVE(one) && one.why === 'counts' && one.at < at && (!places || places.includes(one.environment)))
      if (!nearest || one.at > nearest.at) nearest = one
  return nearest
}

/** `by`: incidents that it set off. `mended`: by what rolls it back, or fixes what it set off, successfully. */
export type Failed = { deployment: Deployed; rule: string; by: NaiveIncident[]; mended: Deployed[] }

/** Deployments of a name: those where it was said, else wherever there are such. */
const named = (found: readonly Deployed[], name: string, place: string): Deployed[] => {
  const all = found.filter((one) => one.id === name)
  const there = all.filter((one) => one.environment === place)
  return there.length > 0 ? there : all
}

/** Whom a rollback blames. */
const blamed = (rollback: Deployed, found: readonly Deployed[], rules: IncidentRules): Deployed[] => {
  const { environment, at } = rollback
  const names = rollback.data.rolls_back ?? ''
  const running = runningBefore(found, environment, at)
  const undone =
    names !== 'previous'
      ? named(found, names, environment).filter((one) => one !== rollback)
      : running && at - running.at <= 31 * DAY
        ? [running]
        : []
  if (rules.rollbackBlames === 'rolled-back') return undone
  // Skipped to the target: what first replaced the version that is brought back.
  let target: Deployed | null = null
  for (const one of found)
    if (one.environment === environment && LIVE(one) && one.version === rollback.version && one.at < at)
      if (at - one.at <= 31 * DAY && (!target || one.at > target.at)) target = one
  if (!target) return undone
  let next: Deployed | null = null
  for (const one of found)
    if (one.environment === environment && LIVE(one) && one.at > target.at && one.at < at)
      if (!next || one.at < next.at) next = one
  return next ? [next] : undone
}

/** The deployments that an incident names as its cause. */
const namedBy = (incident: NaiveIncident, found: readonly Deployed[]): Deployed[] => {
  const cause = causeOf(incident)
  return cause ? named(found, cause.data.caused_by_deployment ?? '', environmentOf(cause)) : []
}

/** The deployment that an incident comes from, where nobody has named or excused another cause. */
const nearestTo = (incident: NaiveIncident, found: readonly Deployed[], rules: RulesThen): Deployed | null => {
  const start = startOf(incident)
  const attribution = clientSays(incident)
  // What counts nowhere caused nothing, whoever names it.
  const causes = namedBy(incident, found).filter(({ why }) => why === 'counts' || why === 'redeploy')
  if (start === null || causes.length > 0 || saysNone(incident)) return null
  if (attribution === 'client' || attribution === 'third_party') return null
  const place = startPlace(incident)
  const nearest = nearestBefore(found, start, place === 'production' ? undefined : [place])
  return nearest && start - nearest.at < rules(nearest.at).linkWindowMs ? nearest : null
}

/** Rule 11: which deployments failed, and by which of its four rules, in this order. */
export const failedIn = (
  found: readonly Deployed[],
  incidents: readonly NaiveIncident[],
  rules: RulesThen,
): Failed[] => {
  const failed: Failed[] = []
  const active = found.filter(({ why, data }) => why !== 'cancelled' && (data.rolls_back ?? data.fixes_incident))
  for (const deployment of found) {
    if (deployment.why !== 'counts' && deployment.why !== 'redeploy') continue
    const names = incidents.filter((one) => namedBy(one, found).includes(deployment))
    const rollbacks = active.filter(
      (one) => one.data.rolls_back !== undefined && blamed(one, found, rules(one.at)).includes(deployment),
    )
    const fixed = active.flatMap((fix) =>
      incidents
        .filter((incident) => fix.data.fixes_incident && incident.names.includes(fix.data.fixes_incident))
        .filter((incident) => fix !== deployment && nearestTo(incident, found, rules) === deployment)
        .map((incident) => ({ fix, incident })),
    )
    const { linkSeverities } = rules(deployment.at)
    const presumed = incidents
      .filter((one) => linkSeverities.some((severity) => severity === `sev${worstOf(one)}`))
      .filter((one) => nearestTo(one, found, rules) === deployment)
    const rule =
      (names.length > 0 && 'named_by_incident') ||
      (rollbacks.length + fixed.length > 0 && 'rolled_back_or_fixed') ||
      (deployment.data.status === 'failure' && 'status') ||
      (presumed.length > 0 && 'presumed')
    if (!rule) continue
    const by = [...new Set([...names, ...fixed.map(({ incident }) => incident), ...presumed])]
    const fixes = active.filter(
      (fix) => fix !== deployment && by.some((one) => one.names.includes(fix.data.fixes_incident ?? '')),
    )
    failed.push({ deployment, rule, by, mended: [...new Set([...rollbacks, ...fixes])].filter(LIVE) })
  }
  return failed
}

export const wentLive = LIVE
