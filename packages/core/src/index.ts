export type { AcceptedVersion, VersionRecord, VersionStatus } from './agreement/versions.ts'
export { VERSION_STATUSES } from './agreement/versions.ts'
export type {
  AgreedDuration,
  Comparison,
  Enforcement,
  Exempt,
  IncidentRules,
  Objective,
  OnNoData,
  Party,
  Phase,
  Release,
  ServiceTerms,
  SeverityName,
  Target,
  Terms,
  Unit,
  WindowSpec,
} from './agreement/terms.ts'
export type { Breach, BreachStatus, BreachTransition } from './breach/breach.ts'
export { BREACH_STATUSES } from './breach/breach.ts'
export type {
  AgreementCitation,
  Baseline,
  Evaluation,
  Evidence,
  ExemptionView,
  FailedRule,
  NoDataReason,
  NotBlockingReason,
  Note,
  ObjectiveResult,
  ObjectiveStatus,
  Verdict,
  WindowView,
} from './evaluation/evaluation.ts'
export type { GateEvent, GateRequest } from './evaluation/gate.ts'
export { GATE_EVENTS } from './evaluation/gate.ts'
export type { Admitted, Correction, Placement, Rejection } from './events/admit.ts'
export { admit, CLOCK_SKEW_MS, reject } from './events/admit.ts'
export type { EventIdentity, EventRef, SubjectRef } from './events/identity.ts'
export { eventIdentity, eventRef, subjectRef, versionRef } from './events/identity.ts'
export type { CoverageEvent, DeploymentEvent, IncidentEvent, TestRunEvent } from './events/schema.ts'
export { CommitSha, Coverage, DEFAULT_ENVIRONMENT, Deployment, EnvironmentName, Event, Incident, ServiceName, Slug, TestRun, Time } from './events/schema.ts'
export type {
  ChangeFact,
  CorrectionFact,
  Covered,
  CoverageFact,
  DeploymentFact,
  IncidentAction,
  IncidentFact,
  SeverityLevel,
  TestRunFact,
  WindowFact,
} from './facts/facts.ts'
export type { Ratio } from './number/ratio.ts'
export { compare, cutDecimal, parseDecimal, ratio, toNumber } from './number/ratio.ts'
export type { Result } from './result.ts'
export { ok, refused } from './result.ts'
export { DAY, formatInstant, HOUR, type Instant, MINUTE, parseInstant, SECOND, type Window, within } from './time/instant.ts'
