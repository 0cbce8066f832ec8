import type { GateEvent } from '../evaluation/gate.ts'
import type { FINDING_CATEGORIES, FINDING_SEVERITIES } from '../events/words.ts'
import type { Ratio } from '../number/ratio.ts'

/** One of the two who agreed. The operator of an installation is none: it can judge nothing. */
export type Party = 'client' | 'vendor'

export type SeverityName = 'sev1' | 'sev2' | 'sev3' | 'sev4' | 'sev5'

/** How bad a tool says a finding is, and what kind of trouble it looks for. */
export type FindingSeverity = (typeof FINDING_SEVERITIES)[number]
export type FindingCategory = (typeof FINDING_CATEGORIES)[number]

/** Ordered by force: a weaker one caps a stronger one. */
export type Enforcement = 'observe' | 'warn' | 'block'

export type OnNoData = 'pass' | 'warn' | 'fail'

/** Units of targets and measurements. Durations are compared in milliseconds; `bd` stays business days. */
export type Unit =
  | '%'
  | 'pp'
  | 'ms'
  | 's'
  | 'm'
  | 'h'
  | 'bd'
  | '/day'
  | '/week'
  | 'points'
  | 'lines'
  | 'x'
  | 'count'
  | { currency: string }

export type Comparison = '>=' | '<=' | '>' | '<' | '=='

/** What a measured value must hold. A number is exact and in `unit`; equality meets `>=` and `<=`. */
export type Target =
  | {
      kind: 'compare'
      op: Comparison
      value: Ratio
      unit: Unit
      text: string
      /** How it came about, where it was agreed relative to a baseline: `improve 30 % from baseline 8 h 34 min`. */
      derived?: string
    }
  | { kind: 'band'; low: Ratio; high: Ratio; unit: Unit; text: string }
  /** Relative to a baseline frozen at a phase's end. */
  | { kind: 'relative'; change: RelativeChange; text: string }

/** What of the baseline is asked for: it again, so much more or less, or so many per cent better. */
export type RelativeChange =
  | { kind: 'same' }
  /** Signed, in `unit`. */
  | { kind: 'offset'; by: Ratio; unit: Unit }
  | { kind: 'improve'; percent: Ratio }

/** Calendar windows are cut at local midnights; a rolling window is the N local days that end today. */
export type WindowSpec = { kind: 'calendar'; unit: 'week' | 'month' | 'quarter' } | { kind: 'rolling'; days: number }

export type Release = { kind: 'acknowledged' } | { kind: 'next_window' } | { kind: 'good_deployments'; count: number }

/** Elapsed time as agreed: exact milliseconds, or business days of a calendar. */
export type AgreedDuration =
  | { kind: 'elapsed'; ms: number; text: string }
  | { kind: 'business_days'; days: number; text: string }

/** One line of the agreement, with every default filled in. */
export type Objective = {
  id: string
  title: string
  clause: string | null
  /** Key in the indicator catalogue, or `reported:<name>`. */
  indicator: string
  /** Null: every service of the agreement. */
  services: string[] | null
  /** Of incidents, or of findings; null: those its indicator counts by itself. */
  severity: (SeverityName | FindingSeverity)[] | null
  /** Which findings; null: all. */
  category: FindingCategory | null
  /** Null for change-scope objectives. */
  window: WindowSpec | null
  target: Target
  /** Met, but not this: at risk. */
  warn: Target | null
  enforcement: Enforcement
  /** Change scope: pull_request, merge_group and push unless agreed otherwise. Window and clock: nothing unless agreed. */
  blockOn: readonly GateEvent[]
  release: Release | null
  /** Null: the default of the scope and of the gate's event. */
  onNoData: OnNoData | null
  /** Least sample for a rate that counts events; null where none is asked. */
  minSamples: number | null
  /** Executable added lines below which patch coverage is shown but not judged. */
  minLines: number
  /** Enforcement begins with this phase; before it the objective is observed. */
  phase: string | null
  /** Judged only while the agreement is in this stage. */
  stage: string | null
  statistic: string | null
  owedBy: Party | 'both'
  measuredBy: string[] | null
  /** How much of degraded time counts as down, 0 to 1. */
  degradedWeight: Ratio
  /** Of an outage only whole minutes count. */
  fullMinutes: boolean
  /** How its durations are counted; absent for what is no duration on a calendar. */
  clock?: ObjectiveClock
  /** What it costs to miss it or earns to exceed it; absent where nothing is agreed. No part of how it is judged. */
  money?: ObjectiveMoney
}

/** A value in a unit of the objective's indicator, with what was written. */
export type Threshold = { value: Ratio; unit: Unit; text: string }

/** What lies beyond a threshold is worth this share of the month's fee, in per cent. */
export type MoneyTier = { threshold: Threshold; share: Ratio; shareText: string }

export type ObjectiveMoney = {
  /** In the order in which they are written; the highest that applies counts. */
  credits: readonly MoneyTier[]
  bonuses: readonly MoneyTier[]
  chronicBelow: Threshold | null
}

/** What credits are shares of. */
export type Consequences = {
  currency: string
  /** In minor units; null where none is written, and then nothing is credited. */
  monthlyFee: number | null
  /** Most that the credits of a month come to, in per cent of its fee. */
  creditCap: Ratio
  chronic: { consecutive: number } | null
}

/** How verdicts are disputed. */
export type DisputeTerms = {
  /** How long after a window's end, or after what it is about; on the agreement's own calendar. */
  window: AgreedDuration
  /** What it means that an answer that is due does not come. */
  silence: 'accepts' | 'rejects'
  /** Who rules where the two do not agree; null: nobody. */
  arbiter: string | null
}

/** When an incident clock starts; `first-known` is the earlier of detected and reported. */
export type ClockStart = 'started' | 'detected' | 'reported' | 'first-known'

/** `starts` only for incident clocks. */
export type ObjectiveClock = { calendar: string; starts?: ClockStart }

/** How deployments and incidents are linked (PRODUCT.md, rule 11). */
export type IncidentRules = {
  linkWindowMs: number
  linkSeverities: SeverityName[]
  rollbackBlames: 'rolled-back' | 'skipped-to-target'
  failedPipelinesCount: boolean
}

/** Local opening hours; intervals are `HH:MM-HH:MM`, dates `YYYY-MM-DD`. */
export type CalendarTerms = {
  timeZone: string
  /** Monday first. */
  hours: readonly (readonly string[])[]
  holidays: readonly string[]
  specialDays: ReadonlyMap<string, readonly string[]>
  breaks: ReadonlyMap<string, readonly string[]>
}

/** How incident clocks run (PRODUCT.md, rule 10). `24x7` is in no list of calendars: it never closes. */
export type ClockRules = {
  calendars: ReadonlyMap<string, CalendarTerms>
  reopenWindow: AgreedDuration
  breachFloor: AgreedDuration
  mitigatedStopsResolve: boolean
  pauseReasons: readonly string[]
  /** Of the agreement: in it runs the time to answer. Absent: `24x7`. */
  calendar?: string
  /** Severities that were given a meaning; absent where none was, and then each is what it is called. */
  severities?: readonly SeverityName[]
}

export type Phase = { name: string; days: number | null; enforce: 'observe' | 'warn' | 'as-agreed' }

export type Exempt = { label: string; max: number; followUp: AgreedDuration | null }

export type ServiceTerms = { repositories: string[]; production: string[] }

/** What an agreement says, resolved: the model that judges. The document that was agreed stays beside it untouched. */
export type Terms = {
  engagement: string
  title: string
  parties: Record<Party, { name: string }>
  timeZone: string
  /** Local date YYYY-MM-DD: in force from this day's midnight in `timeZone`. */
  effectiveFrom: string
  stage: 'build' | 'launch' | 'live' | null
  reviewBy: string | null
  services: ReadonlyMap<string, ServiceTerms>
  incidents: IncidentRules
  exempt: Exempt | null
  phases: Phase[]
  objectives: Objective[]
  /** Always there in a resolved agreement. */
  clocks?: ClockRules
  /** Absent where nothing is agreed about money. */
  consequences?: Consequences
  /** Always there in a resolved agreement. */
  disputes?: DisputeTerms
}
