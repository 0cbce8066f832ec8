export { formatMistake, summariseMistakes } from './agreement/format-mistake.ts'
export { agreementHash } from './agreement/hash.ts'
export { agreementJsonSchema } from './agreement/json-schema.ts'
export { judgesAlike, type Lineage, objectiveSince } from './agreement/lineage.ts'
export { type AgreementMistake, MISTAKE_CODES, type MistakeCode } from './agreement/mistake.ts'
export { nearest } from './agreement/nearest.ts'
export { type ParsedAgreement, parseAgreement } from './agreement/parse.ts'
export { type CurrentPhase, capEnforcement, phaseAt } from './agreement/phases.ts'
export { resolveAgreement } from './agreement/resolve.ts'
export { AgreementDocument } from './agreement/schema/document.ts'
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
export { VERSION_STATUSES, type VersionStatus } from './agreement/version-status.ts'
export type { AcceptedVersion, VersionRecord, VersionRefusal } from './agreement/versions.ts'
export {
  acceptVersion,
  inForceAt,
  proposeVersion,
  rejectVersion,
  statusAt,
  withdrawVersion,
} from './agreement/versions.ts'
export type {
  Actor,
  Attribution,
  Breach,
  BreachStatus,
  BreachTransition,
  RootCause,
  StatedCause,
} from './breach/breach.ts'
export { ATTRIBUTIONS, BREACH_STATUSES, isOver, ROOT_CAUSES } from './breach/breach.ts'
export { BREACH_DIMENSIONS, type BreachDimension } from './breach/dimensions.ts'
export { countBreach, reopenBreach, resolveBreach } from './breach/lifecycle.ts'
export { isMerge } from './breach/merge.ts'
export { type BreachMove, breachMoves } from './breach/moves.ts'
export {
  acknowledgeBreach,
  type BreachRefusal,
  MAX_STATEMENT,
  noteBreach,
  resolvingRefused,
  settleBreach,
  stateRootCause,
} from './breach/statements.ts'
export { type NamedStop, type Stop, stoppedAtTheGate } from './breach/stopped.ts'
export {
  type BreachCounts,
  type BreachGroup,
  type BreachSummary,
  type CountedBreach,
  summariseBreaches,
  tellsStops,
} from './breach/summary.ts'
export { evaluate } from './evaluation/evaluate.ts'
export type {
  AgreementCitation,
  Evaluation,
  ExemptionView,
  NoDataReason,
  NotBlockingReason,
  Note,
  NotJudgedReason,
  ObjectiveResult,
  ObjectiveStatus,
  Verdict,
  WindowView,
} from './evaluation/evaluation.ts'
export type { Baseline, Evidence, EvidenceCase, FailedRule, NotCountedReason } from './evaluation/evidence.ts'
export { type ExemptionClaim, type ExemptionOutcome, exempt, exemptionClaim } from './evaluation/exemption.ts'
export { type FactsNeeded, factsNeeded, productionOf } from './evaluation/facts-needed.ts'
export type { GateEvent, GateRequest } from './evaluation/gate.ts'
export { GATE_EVENTS } from './evaluation/gate.ts'
export { gateFactOf } from './evaluation/gate-fact.ts'
export { evaluationId, runOf } from './evaluation/identity.ts'
export type { EvaluationInput, OpenBreachView } from './evaluation/input.ts'
export { worstFirst } from './evaluation/order.ts'
export { rulesAt } from './evaluation/rules-at.ts'
export { type Admitted, admit, type Correction } from './events/admit.ts'
export { DEFAULT_ENVIRONMENT } from './events/environment.ts'
export type { CommitRef, EventIdentity, EventRef, NameRef, SubjectRef } from './events/identity.ts'
export { commitRef, eventIdentity, eventRef, nameRef, subjectRef, versionRef } from './events/identity.ts'
export { MoneylessCost, withoutMoney } from './events/money.ts'
export type { Placement } from './events/placements/placement.ts'
export { CLOCK_SKEW_MS, type Rejection, reject } from './events/reject.ts'
export { Coverage, FINDING_CATEGORIES, FINDING_SEVERITIES, Findings, TestRun } from './events/schema/change.ts'
export { Deployment, Incident, PREVIOUS_DEPLOYMENT } from './events/schema/delivery.ts'
export { AVAILABILITY_STATES, Availability, Heartbeat, Measurement } from './events/schema/observed.ts'
export { CommitSha, EnvironmentName, ServiceName, Slug, Time } from './events/schema/parts.ts'
export { PullRequest } from './events/schema/review.ts'
export { Cost, Sprint, WorkItem } from './events/schema/work.ts'
export { EVENT_TYPES, Event, type EventOf, type EventType } from './events/schema.ts'
export type {
  AvailabilityFact,
  ChangeFact,
  ChangeSubject,
  CommitsFact,
  CorrectionFact,
  CoverageFact,
  Covered,
  DeploymentFact,
  FindingsFact,
  GateFact,
  HeartbeatFact,
  IncidentAction,
  IncidentFact,
  MeasurementFact,
  ReviewFact,
  SeverityLevel,
  SizeFact,
  TestRunFact,
  WindowFact,
  WindowFamily,
} from './facts/facts.ts'
export { familyOf, WINDOW_FAMILIES } from './facts/facts.ts'
export { countingChangeFacts, countingFacts, observedFacts, standingFacts } from './facts/resolve.ts'
export { FINDING_CODES, type Finding } from './health/findings.ts'
export { type HealthInput, type ServiceHealth, serviceHealth } from './health/health.ts'
export { type NeverReceived, neverReceived, type Received, type Silent, silentSources } from './health/silence.ts'
export { indicatorCatalogue, indicatorInfo } from './indicators/catalogue.ts'
export type { IndicatorInfo } from './indicators/indicator.ts'
export { type InputMistake, mistakes } from './input/mistakes.ts'
export { pointerTo } from './input/pointer.ts'
export { percentile } from './number/percentile.ts'
export type { Ratio } from './number/ratio.ts'
export { compare, cutDecimal, parseDecimal, ratio, toNumber } from './number/ratio.ts'
export { wilson } from './number/wilson.ts'
export type { Result } from './result.ts'
export { ok, refused } from './result.ts'
export type { MergeFigures, MergePoint } from './series/merges.ts'
export {
  figuresOf,
  type SeriesNeeds,
  type SeriesRequest,
  type SeriesSource,
  seriesNeeds,
  seriesOf,
} from './series/request.ts'
export { BUCKETS, type Bucket, type Series, type SeriesPoint } from './series/series.ts'
export {
  DAY,
  formatInstant,
  HOUR,
  type Instant,
  MINUTE,
  parseInstant,
  SECOND,
  type Window,
  within,
} from './time/instant.ts'
export { spanText } from './time/span.ts'
export { localMidnight } from './time/zone.ts'
