import type { Party } from '../agreement/terms.ts'
import type { Verdict } from '../evaluation/evaluation.ts'
import type { GateEvent } from '../evaluation/gate.ts'
import type { CommitRef, EventRef, NameRef, SubjectRef } from '../events/identity.ts'
import type { AVAILABILITY_STATES } from '../events/schema/observed.ts'
import type { PULL_REQUEST_ACTIONS } from '../events/schema/review.ts'
import type { DeploymentStatus, FINDING_CATEGORIES, FINDING_SEVERITIES, IncidentAction } from '../events/words.ts'
import type { Instant } from '../time/instant.ts'

export type { IncidentAction }

/** 1 is the worst, as in sev1. */
export type SeverityLevel = 1 | 2 | 3 | 4 | 5

export type DeploymentFact = {
  kind: 'deployment'
  event: EventRef
  /** `finished_at`: the deployment belongs to the window of this instant. */
  at: Instant
  deployment: SubjectRef
  /** Where it ran, where that is not called `production`: a deployment is one within its environment (rule 13). */
  environment?: string
  status: DeploymentStatus
  /** 4 bytes in hex that stand for what runs afterwards (the version, else the commit). */
  version: string
  reachedProduction: boolean
  planned: boolean
  reconstructed: boolean
  rollsBack: SubjectRef | null
  fixesIncident: SubjectRef | null
}

export type Attribution = 'vendor' | 'client' | 'third_party'

export type IncidentFact = {
  kind: 'incident'
  event: EventRef
  at: Instant
  incident: SubjectRef
  /** The incident that this one is, by another name (rule 13). */
  sameAs: SubjectRef | null
  /** Where it was noticed, where that was said and is not called `production`. */
  environment?: string
  action: IncidentAction
  severity: SeverityLevel
  /** Whose fault it was, where the party that would bear it said so itself. */
  agreedAttribution: 'client' | 'third_party' | null
  /** Who sent it; absent in what was recorded before that was kept. */
  party?: Party
  /** Whose doing it was, in the eyes of who sent it. */
  attribution?: Attribution
  /** Why it pauses; only where it does. */
  pauseReason?: NameRef
  /** The deployment named as cause; `none` where, with a reason, no deployment was. */
  cause: SubjectRef | 'none' | null
  bot: boolean
  reconstructed: boolean
}

/** Says that one event replaces another. Kept beside the facts of the event it replaces. */
export type CorrectionFact = {
  kind: 'correction'
  target: EventRef
  by: EventRef
  /** Of two corrections of one event the later `time`, then the greater `id`, counts. */
  time: Instant
  id: string
  /** Made by imported history. */
  reconstructed?: true
}

/** What a deployment shipped. Apart from its `DeploymentFact`, for only some indicators need it. */
export type CommitsFact = {
  kind: 'commits'
  /** The deployment's own event. */
  event: EventRef
  /** When the deployment finished. */
  at: Instant
  environment?: string
  /** The commit that was deployed. */
  commit: CommitRef
  commits: { sha: CommitRef; at: Instant; merge: boolean }[]
  reconstructed: boolean
}

export type ReviewFact = {
  kind: 'review'
  event: EventRef
  at: Instant
  pullRequest: number
  action: (typeof PULL_REQUEST_ACTIONS)[number]
  reviewer: Party | null
  bot: boolean
  /** What it became on the default branch. */
  mergeCommit: CommitRef | null
  reconstructed: boolean
}

type ObservedFactBase = {
  event: EventRef
  environment?: string
  source: NameRef
  reconstructed: boolean
}

export type AvailabilityFact = ObservedFactBase & {
  kind: 'availability'
  /** Its beginning. It is at most `MAX_SPAN_DAYS` long. */
  at: Instant
  to: Instant
  state: (typeof AVAILABILITY_STATES)[number]
}

export type HeartbeatFact = ObservedFactBase & { kind: 'heartbeat'; at: Instant; to: Instant }

export type MeasurementFact = ObservedFactBase & {
  kind: 'measurement'
  /** The last moment it speaks of: it belongs to the window of that. */
  at: Instant
  indicator: NameRef
  value: number
  unit: string
  /** Its weight among several. */
  samples: number
  reporter: Party
}

/** One gate, kept by the gate itself: not an event, but read with them. */
export type GateFact = {
  kind: 'gate'
  /** Stands for the evaluation. */
  event: EventRef
  at: Instant
  commit: CommitRef
  /** As `DeploymentFact.version` for a deployment that names no version. */
  version: string
  pullRequest: number | null
  on: GateEvent
  verdict: Verdict
  /** The change is on the default branch. */
  merged: boolean
  /** Objectives of the change that made the verdict `fail`. */
  blockedBy: NameRef[]
  reconstructed: false
}

/** Facts of a family stand together, so that a gate reads only what its objectives need. */
export const WINDOW_FAMILIES = ['delivery', 'commits', 'reviews', 'uptime', 'watch', 'reported', 'gates'] as const
export type WindowFamily = (typeof WINDOW_FAMILIES)[number]

/** The few bytes of an event that window indicators need. */
export type WindowFact =
  | DeploymentFact
  | IncidentFact
  | CommitsFact
  | ReviewFact
  | AvailabilityFact
  | HeartbeatFact
  | MeasurementFact
  | GateFact

const FAMILIES: Record<WindowFact['kind'], WindowFamily> = {
  deployment: 'delivery',
  incident: 'delivery',
  commits: 'commits',
  review: 'reviews',
  availability: 'uptime',
  heartbeat: 'watch',
  measurement: 'reported',
  gate: 'gates',
}

export const familyOf = ({ kind }: WindowFact): WindowFamily => FAMILIES[kind]

export type Covered = { covered: number; total: number }

type ChangeFactBase = {
  event: EventRef
  time: Instant
  id: string
  flag: string
  reconstructed: boolean
  corrects: EventRef | null
}

export type CoverageFact = ChangeFactBase & {
  kind: 'coverage'
  lines: Covered
  branches: Covered | null
  functions: Covered | null
  patch: Covered | null
  carriedForward: boolean
  /** The commit it was measured at, where a gate took it from there; never kept. */
  carriedFrom?: string
}

export type TestRunFact = ChangeFactBase & {
  kind: 'test_run'
  tests: number
  failures: number
  errors: number
  skipped: number
}

export type FindingsFact = ChangeFactBase & {
  kind: 'findings'
  tool: string
  category: (typeof FINDING_CATEGORIES)[number]
  bySeverity: Record<(typeof FINDING_SEVERITIES)[number], number>
}

/** How big a pull request is. */
export type SizeFact = ChangeFactBase & { kind: 'size'; additions: number; deletions: number }

/**
 * What one commit was measured at; of several of one kind and flag (findings: and tool and category) the later `time`,
 * then the greater `id`, counts.
 */
export type ChangeFact = CoverageFact | TestRunFact | FindingsFact | SizeFact

/** What a change fact is about. */
export type ChangeSubject = { commit: string } | { pullRequest: number }
