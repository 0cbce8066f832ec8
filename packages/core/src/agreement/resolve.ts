import { exactly } from '../number/exact.ts'
import type { Result } from '../result.ts'
import {
  ALWAYS_OPEN,
  DEFAULT_BREACH_FLOOR,
  DEFAULT_CHANGE_BLOCK_ON,
  DEFAULT_CLOCK_STATISTIC,
  DEFAULT_DEGRADED_WEIGHT,
  DEFAULT_DISPUTE_WINDOW,
  DEFAULT_ENFORCEMENT,
  DEFAULT_INCIDENT_RULES,
  DEFAULT_MIN_LINES,
  DEFAULT_OWED_BY,
  DEFAULT_PRODUCTION,
  DEFAULT_REOPEN_WINDOW,
  DEFAULT_SILENCE,
  DEFAULT_STARTS,
  DEFAULT_WINDOW_STATISTIC,
} from './defaults.ts'
import { parseDuration } from './duration.ts'
import { type IndicatorName, type IndicatorScope, indicatorName, scopeOf } from './indicator-names.ts'
import { leastSamples } from './min-samples.ts'
import { resolveConsequences, resolveMoney } from './money.ts'
import { WEEKDAYS } from './schema/calendar.ts'
import type { AgreementDocument, ObjectiveDocument } from './schema/document.ts'
import { SEVERITIES } from './schema/objective.ts'
import { parseTarget } from './target.ts'
import type {
  AgreedDuration,
  CalendarTerms,
  ClockRules,
  DisputeTerms,
  Exempt,
  IncidentRules,
  Objective,
  ObjectiveClock,
  Release,
  Target,
  Terms,
} from './terms.ts'
import { titleOf } from './title.ts'
import { parseWindow } from './window-text.ts'

/**
 * What an agreement says, with every default filled in. For documents that `parseAgreement` has accepted: anything
 * else is a fault of the program and throws.
 */
export const resolveAgreement = (document: AgreementDocument): Terms => ({
  engagement: document.engagement,
  title: document.title ?? `${document.parties.client.name} and ${document.parties.vendor.name}`,
  parties: document.parties,
  timeZone: document.time_zone,
  effectiveFrom: document.effective_from,
  stage: document.stage ?? null,
  reviewBy: document.review_by ?? null,
  services: new Map(
    Object.entries(document.services).map(([name, service]) => [
      name,
      { repositories: service.repositories ?? [], production: service.production ?? [...DEFAULT_PRODUCTION] },
    ]),
  ),
  incidents: resolveIncidents(document.incidents),
  exempt: resolveExempt(document.exempt),
  phases: (document.phases ?? []).map(({ name, days, enforce }) => ({ name, days: days ?? null, enforce })),
  objectives: Object.entries(document.objectives).map(([id, objective]) => resolveObjective(id, objective, document)),
  clocks: resolveClocks(document),
  ...(document.consequences && { consequences: resolveConsequences(document.consequences) }),
  disputes: resolveDisputes(document),
})

/** A value that has been checked. */
const checked = <T>(read: Result<T, { message: string }>): T => {
  if (read.ok) return read.value
  throw new TypeError(`not an accepted agreement: ${read.errors.map((error) => error.message).join('; ')}`)
}

const duration = (text: string | undefined, fallback: AgreedDuration): AgreedDuration =>
  text === undefined ? fallback : checked(parseDuration(text))

const resolveIncidents = (incidents: AgreementDocument['incidents']): IncidentRules => {
  const window = incidents?.link_window === undefined ? null : checked(parseDuration(incidents.link_window))
  return {
    linkWindowMs: window?.kind === 'elapsed' ? window.ms : DEFAULT_INCIDENT_RULES.linkWindowMs,
    linkSeverities: incidents?.link_severities ?? [...DEFAULT_INCIDENT_RULES.linkSeverities],
    rollbackBlames: incidents?.rollback_blames ?? DEFAULT_INCIDENT_RULES.rollbackBlames,
    failedPipelinesCount: incidents?.failed_pipelines_count ?? DEFAULT_INCIDENT_RULES.failedPipelinesCount,
  }
}

const resolveClocks = ({ calendar, calendars, incidents, severities, time_zone }: AgreementDocument): ClockRules => ({
  calendars: new Map(
    Object.entries(calendars ?? {}).map(([name, calendar]) => [name, resolveCalendar(calendar, time_zone)]),
  ),
  reopenWindow: duration(incidents?.reopen_window, DEFAULT_REOPEN_WINDOW),
  breachFloor: duration(incidents?.breach_floor, DEFAULT_BREACH_FLOOR),
  mitigatedStopsResolve: incidents?.mitigated_stops_resolve ?? false,
  pauseReasons: incidents?.pause_reasons ?? [],
  calendar: calendar ?? ALWAYS_OPEN,
  ...(severities && { severities: SEVERITIES.filter((name) => severities[name] !== undefined) }),
})

const resolveDisputes = ({ disputes }: AgreementDocument): DisputeTerms => ({
  window: duration(disputes?.window, DEFAULT_DISPUTE_WINDOW),
  silence: disputes?.silence ?? DEFAULT_SILENCE,
  arbiter: disputes?.arbiter ?? null,
})

export const resolveCalendar = (
  calendar: NonNullable<AgreementDocument['calendars']>[string],
  zone: string,
): CalendarTerms => ({
  timeZone: calendar.time_zone ?? zone,
  hours: WEEKDAYS.map((day) => calendar.hours[day] ?? []),
  holidays: calendar.holidays ?? [],
  specialDays: new Map(Object.entries(calendar.special_days ?? {})),
  breaks: new Map(Object.entries(calendar.breaks ?? {})),
})

const resolveExempt = (exempt: AgreementDocument['exempt']): Exempt | null =>
  exempt
    ? {
        label: exempt.label,
        max: exempt.max,
        followUp: exempt.follow_up === undefined ? null : checked(parseDuration(exempt.follow_up)),
      }
    : null

const resolveObjective = (id: string, written: ObjectiveDocument, document: AgreementDocument): Objective => {
  const indicator = indicatorName(written.indicator)
  if (!indicator) throw new TypeError(`not an accepted agreement: unknown indicator ${written.indicator}`)
  const scope = scopeOf(indicator, written.window !== undefined)
  const target = checked(parseTarget(written.target, indicator))
  const clock = clockOf(written, indicator, document)
  const money = resolveMoney(written, indicator)
  return {
    id,
    title: titleOf(id, written, document.objectives),
    clause: written.clause ?? null,
    indicator: written.indicator,
    services: written.services ?? null,
    severity: written.severity ?? null,
    category: written.category ?? null,
    window: written.window === undefined ? null : checked(parseWindow(written.window)),
    target,
    warn: written.warn === undefined ? null : checked(parseTarget(written.warn, indicator)),
    enforcement: written.enforcement ?? DEFAULT_ENFORCEMENT,
    blockOn: written.block_on ?? (scope === 'change' ? DEFAULT_CHANGE_BLOCK_ON : []),
    release: releaseOf(written.release),
    onNoData: written.on_no_data ?? null,
    minSamples: minSamplesOf(written, indicator, scope, target),
    minLines: written.min_lines ?? DEFAULT_MIN_LINES,
    phase: written.phase ?? null,
    stage: written.stage ?? null,
    statistic: written.statistic ?? defaultStatistic(indicator, scope),
    owedBy: written.owed_by ?? DEFAULT_OWED_BY,
    measuredBy: written.measured_by ?? null,
    degradedWeight: exactly(written.degraded_weight ?? DEFAULT_DEGRADED_WEIGHT),
    fullMinutes: written.full_minutes ?? false,
    ...(clock && { clock }),
    ...(money && { money }),
  }
}

const minSamplesOf = (written: ObjectiveDocument, indicator: IndicatorName, scope: IndicatorScope, target: Target) =>
  written.min_samples ?? (scope === 'window' && indicator.countsEvents ? leastSamples(target) : null)

/** Numbers that somebody reports are of unequal weight: without an agreed statistic each has its own. */
const defaultStatistic = ({ key, statistics }: IndicatorName, scope: IndicatorScope): string | null => {
  if (statistics === 'none' || key.startsWith('reported:')) return null
  return scope === 'clock' ? DEFAULT_CLOCK_STATISTIC : DEFAULT_WINDOW_STATISTIC
}

const releaseOf = (release: ObjectiveDocument['release']): Release | null => {
  if (release === undefined) return null
  return typeof release === 'string' ? { kind: release } : { kind: 'good_deployments', count: release.good_deployments }
}

const clockOf = (
  written: ObjectiveDocument,
  indicator: IndicatorName,
  document: AgreementDocument,
): ObjectiveClock | null => {
  if (indicator.time === null) return null
  const calendar = indicator.time === 'always' ? ALWAYS_OPEN : (written.calendar ?? document.calendar ?? ALWAYS_OPEN)
  return { calendar, ...(indicator.incidentClock && { starts: written.starts ?? DEFAULT_STARTS }) }
}
