import { isOfBudget } from '../budget/of.ts'
import type { Instant } from '../time/instant.ts'
import { indicatorName } from './indicator-names.ts'
import type { CalendarTerms, Objective, Target, Terms } from './terms.ts'
import type { AcceptedVersion } from './versions.ts'

/** Since when an objective judges in its present form, and what it came from (PRODUCT.md, rule 8). */
export type Lineage = {
  objective: Objective
  /** Nothing before this instant is judged by it; its first window is partial where it began before. */
  since: Instant
  /** The version that brought it in this form. */
  version: AcceptedVersion
  /** `changed`: the version before had it in another form, so over a window it starts with its next window. */
  arrival: 'new' | 'changed'
  /** What judged until then; null where it is new. */
  previous: { version: AcceptedVersion; objective: Objective } | null
}

/** A version and the instants in which it judges, oldest first; a version that never came to judge is left out. */
type Reign = { version: AcceptedVersion; from: Instant }

const reigns = (versions: readonly AcceptedVersion[]): Reign[] => {
  const newestFirst = [...versions].sort((a, b) => (b.version ?? 0) - (a.version ?? 0))
  const found: Reign[] = []
  let until = Number.POSITIVE_INFINITY
  for (const version of newestFirst) {
    // A newer version that began no later has taken this one's whole time.
    if (version.inForceFrom < until) {
      found.unshift({ version, from: version.inForceFrom })
      until = version.inForceFrom
    }
  }
  return found
}

const objectiveOf = (version: AcceptedVersion, id: string): Objective | null =>
  version.terms.objectives.find((objective) => objective.id === id) ?? null

/**
 * Follows an objective back from the version in force at `at` through versions that judged it alike. Null where no
 * version is in force then, or the one that is does not have it.
 */
export const objectiveSince = (versions: readonly AcceptedVersion[], id: string, at: Instant): Lineage | null => {
  const past = reigns(versions).filter((reign) => reign.from <= at)
  const last = past.pop()
  const objective = last ? objectiveOf(last.version, id) : null
  if (!last || !objective) return null
  let { version, from: since } = last
  let content: string | null = null
  for (;;) {
    const before = past.pop()
    const earlier = before ? objectiveOf(before.version, id) : null
    if (!before || !earlier) return { objective, since, version, arrival: 'new', previous: null }
    // Not needed where there is nothing to compare with; of a thousand services it takes its time.
    content ??= judgingContent(objective, last.version.terms)
    if (judgingContent(earlier, before.version.terms) !== content) {
      return {
        objective,
        since,
        version,
        arrival: 'changed',
        previous: { version: before.version, objective: earlier },
      }
    }
    version = before.version
    since = before.from
  }
}

/** Do two objectives of two agreements judge everything alike, whatever they are called? */
export const judgesAlike = (
  a: { objective: Objective; terms: Terms },
  b: { objective: Objective; terms: Terms },
): boolean => judgingContent(a.objective, a.terms) === judgingContent(b.objective, b.terms)

/** Clocks that must hold one by one: what is judged are incidents, each at its start, and not a window. */
const judgesIncidents = ({ indicator, statistic }: Objective): boolean =>
  indicatorName(indicator)?.incidentClock === true && (statistic === null || statistic === 'each')

const isInDays = ({ target }: Objective) => target.kind !== 'relative' && target.unit === 'bd'

/**
 * Does a changed objective judge from the moment it is in force, and its predecessor what had begun before? It does
 * where both judge incidents over the same windows in the same unit (PRODUCT.md, rule 8); every other one over a
 * calendar window starts with its next window.
 */
export const judgesAtOnce = (
  was: { objective: Objective; terms: Terms },
  now: { objective: Objective; terms: Terms },
): boolean =>
  judgesIncidents(was.objective) &&
  judgesIncidents(now.objective) &&
  was.objective.indicator === now.objective.indicator &&
  JSON.stringify([was.objective.window, was.terms.timeZone]) ===
    JSON.stringify([now.objective.window, now.terms.timeZone]) &&
  isInDays(was.objective) === isInDays(now.objective)

/**
 * Everything that decides the objective's verdict, as text: not its title, clause or the spelling of its target,
 * but the rules of the whole agreement that its indicator is computed by.
 */
const judgingContent = (objective: Objective, terms: Terms): string => {
  const before = known.get(objective)
  if (before?.terms === terms) return before.content
  const content = contentOf(objective, terms)
  known.set(objective, { terms, content })
  return content
}

/** Agreements are never changed, and compared again at every gate. */
const known = new WeakMap<Objective, { terms: Terms; content: string }>()

const contentOf = (objective: Objective, terms: Terms): string => {
  const { target, warn, severity, services, blockOn, measuredBy, window } = objective
  return JSON.stringify([
    objective.indicator,
    sameTarget(target),
    warn && sameTarget(warn),
    window,
    services && [...services].sort(),
    severity && [...severity].sort(),
    objective.enforcement,
    [...blockOn].sort(),
    objective.release,
    objective.onNoData,
    objective.minSamples,
    objective.minLines,
    objective.phase,
    // A stage that begins brings the objective into force, as a change of its own words would.
    objective.stage === null || [objective.stage, objective.stage === terms.stage],
    objective.statistic === 'p50' ? 'median' : objective.statistic,
    objective.owedBy,
    measuredBy && [...measuredBy].sort(),
    objective.category,
    exact(objective.degradedWeight),
    objective.fullMinutes,
    window && terms.timeZone,
    productionOf(objective, terms),
    incidentRules(objective, terms),
    clockRules(objective, terms),
    budgetRules(objective, terms),
  ])
}

/** An error budget is what the objectives for availability leave. */
const budgetRules = (objective: Objective, terms: Terms): unknown =>
  isOfBudget(objective.indicator)
    ? terms.objectives
        .filter(({ indicator }) => indicator === 'availability')
        .map(({ target, services, degradedWeight, fullMinutes, measuredBy }) => [
          sameTarget(target),
          services && [...services].sort(),
          exact(degradedWeight),
          fullMinutes,
          measuredBy && [...measuredBy].sort(),
        ])
    : null

const exact = ({ num, den }: { num: bigint; den: bigint }): string => {
  const divisor = gcd(num < 0n ? -num : num, den)
  return `${num / divisor}/${den / divisor}`
}

const gcd = (a: bigint, b: bigint): bigint => (b === 0n ? a : gcd(b, a % b))

/** `>= 80%` and `>= 80.0 %` are one target. */
const sameTarget = (target: Target): unknown => {
  switch (target.kind) {
    case 'compare':
      return [target.op, exact(target.value), target.unit]
    case 'band':
      return [exact(target.low), exact(target.high), target.unit]
    case 'relative':
      return target.text.replace(/\s+/g, ' ')
    default:
      return target satisfies never
  }
}

/** Which environments are production decides what counts over a window; a change is judged before it gets there. */
const productionOf = (objective: Objective, terms: Terms): unknown => {
  if (objective.window === null) return null
  const names = objective.services ?? [...terms.services.keys()]
  return [...names].sort().map((name) => [name, [...(terms.services.get(name)?.production ?? [])].sort()])
}

/** Indicators that read the links between deployments and incidents. */
const LINKED = new Set([
  'change-fail-rate',
  'deployment-rework-rate',
  'failed-deployment-recovery-time',
  'gate-coverage',
])
/** Those that read only which deployments brought something new. */
const DEPLOYED = new Set(['deployment-frequency', 'lead-time-for-changes'])

const incidentRules = ({ indicator }: Objective, terms: Terms): unknown => {
  const { linkWindowMs, linkSeverities, rollbackBlames, failedPipelinesCount } = terms.incidents
  // How soon a redeploy is none, and which redeploy somebody blames, decides what is counted as a deployment.
  if (DEPLOYED.has(indicator)) return [linkWindowMs, rollbackBlames]
  if (!LINKED.has(indicator)) return null
  return [linkWindowMs, [...linkSeverities].sort(), rollbackBlames, failedPipelinesCount]
}

const hoursOf = (calendar: CalendarTerms | undefined): unknown =>
  calendar && [
    calendar.timeZone,
    calendar.hours,
    [...calendar.holidays].sort(),
    sortedDays(calendar.specialDays),
    sortedDays(calendar.breaks),
  ]

const clockRules = ({ clock, indicator }: Objective, terms: Terms): unknown => {
  if (!clock) return null
  const hours = hoursOf(terms.clocks?.calendars.get(clock.calendar))
  const incident = indicatorName(indicator)?.incidentClock && terms.clocks
  const rules = incident && [
    incident.reopenWindow.text,
    incident.breachFloor.text,
    incident.mitigatedStopsResolve,
    [...incident.pauseReasons].sort(),
    incident.severities && [...incident.severities].sort(),
    // In it runs the time to answer what eases a clock.
    incident.calendar && incident.calendar !== '24x7' && hoursOf(incident.calendars.get(incident.calendar)),
  ]
  return [clock.calendar === '24x7' ? '24x7' : hours, clock.starts ?? null, rules ?? null]
}

const sortedDays = (days: ReadonlyMap<string, readonly string[]>) => [...days].sort(([a], [b]) => (a < b ? -1 : 1))
