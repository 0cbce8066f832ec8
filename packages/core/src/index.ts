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
export type { AcceptedVersion, VersionRecord, VersionRefusal, VersionStatus } from './agreement/versions.ts'
export {
  acceptVersion,
  inForceAt,
  proposeVersion,
  rejectVersion,
  statusAt,
  VERSION_STATUSES,
  withdrawVersion,
} from './agreement/versions.ts'
export type { Breach, BreachStatus, BreachTransition } from './breach/breach.ts'
export { BREACH_STATUSES } from './breach/breach.ts'
export { acknowledgeBreach, type BreachRefusal, reopenBreach, resolveBreach } from './breach/lifecycle.ts'
export { isMerge } from './breach/merge.ts'
export { type BreachMove, breachMoves } from './breach/moves.ts'
export { evaluate, rulesAt } from './evaluation/evaluate.ts'
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
export { type ExemptionClaim, type ExemptionOutcome, exempt, exemptionClaim } from './evaluation/exemption.ts'
export { factsNeeded, productionOf } from './evaluation/facts-needed.ts'
export type { GateEvent, GateRequest } from './evaluation/gate.ts'
export { GATE_EVENTS } from './evaluation/gate.ts'
export { evaluationId, runOf } from './evaluation/identity.ts'
export type { EvaluationInput, OpenBreachView } from './evaluation/input.ts'
export { worstFirst } from './evaluation/order.ts'
export type { Admitted, Correction, Placement, Rejection } from './events/admit.ts'
export { admit, CLOCK_SKEW_MS, reject } from './events/admit.ts'
export { DEFAULT_ENVIRONMENT } from './events/environment.ts'
export type { EventIdentity, EventRef, SubjectRef } from './events/identity.ts'
export { eventIdentity, eventRef, subjectRef, versionRef } from './events/identity.ts'
export type { CoverageEvent, DeploymentEvent, IncidentEvent, TestRunEvent } from './events/schema.ts'
export {
  CommitSha,
  Coverage,
  Deployment,
  EnvironmentName,
  Event,
  Incident,
  ServiceName,
  Slug,
  TestRun,
  Time,
} from './events/schema.ts'
export type {
  ChangeFact,
  CorrectionFact,
  CoverageFact,
  Covered,
  DeploymentFact,
  IncidentAction,
  IncidentFact,
  SeverityLevel,
  TestRunFact,
  WindowFact,
} from './facts/facts.ts'
export { countingChangeFacts, countingFacts, replacedEvents } from './facts/resolve.ts'
export { indicatorCatalogue, indicatorInfo } from './indicators/catalogue.ts'
export type { IndicatorInfo } from './indicators/indicator.ts'
export { percentile } from './number/percentile.ts'
export type { Ratio } from './number/ratio.ts'
export { compare, cutDecimal, parseDecimal, ratio, toNumber } from './number/ratio.ts'
export { wilson } from './number/wilson.ts'
export type { Result } from './result.ts'
export { ok, refused } from './result.ts'
export type { MergeFigures, MergePoint } from './series/merges.ts'
export { figuresOf, type SeriesRequest, type SeriesSource, seriesOf } from './series/request.ts'
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
