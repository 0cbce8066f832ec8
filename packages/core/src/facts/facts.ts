import type { EventRef, SubjectRef } from '../events/identity.ts'
import type { INCIDENT_ACTIONS } from '../events/schema.ts'
import type { Instant } from '../time/instant.ts'

export type DeploymentStatus = 'success' | 'failure' | 'cancelled'
export type IncidentAction = (typeof INCIDENT_ACTIONS)[number]
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

export type IncidentFact = {
  kind: 'incident'
  event: EventRef
  at: Instant
  incident: SubjectRef
  /** Where it was noticed, where that was said and is not called `production`. */
  environment?: string
  action: IncidentAction
  severity: SeverityLevel
  /** Whose fault it was, where the party that would bear it said so itself. */
  agreedAttribution: 'client' | 'third_party' | null
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
}

/** The few bytes of an event that window indicators need. */
export type WindowFact = DeploymentFact | IncidentFact

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
}

export type TestRunFact = ChangeFactBase & {
  kind: 'test_run'
  tests: number
  failures: number
  errors: number
  skipped: number
}

/** What one commit was measured at; of several for one commit and flag the later `time`, then the greater `id`, counts. */
export type ChangeFact = CoverageFact | TestRunFact
