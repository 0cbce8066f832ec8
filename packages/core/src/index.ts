export { agreementDiff } from './agreement/diff/diff.ts'
export { APPLIES, DIFFERENCE_KINDS, type Difference, EFFECTS } from './agreement/diff/difference.ts'
export { withoutFee } from './agreement/diff/without-fee.ts'
export { formatMistake, summariseMistakes } from './agreement/format-mistake.ts'
export { agreementHash } from './agreement/hash.ts'
export { agreementJsonSchema } from './agreement/json-schema.ts'
export { judgesAlike, type Lineage, objectiveSince } from './agreement/lineage.ts'
export { type AgreementMistake, MISTAKE_CODES, type MistakeCode } from './agreement/mistake.ts'
export { nearest } from './agreement/nearest.ts'
export { type ParsedAgreement, parseAgreement } from './agreement/parse.ts'
export { type ParsedCalendar, parseBudget, parseCalendar } from './agreement/parse-calendar.ts'
export { type CurrentPhase, capEnforcement, phaseAt } from './agreement/phases.ts'
export { amountsIn, withoutAmounts } from './agreement/redact.ts'
export { rereadAgreement } from './agreement/reread.ts'
export { resolveAgreement } from './agreement/resolve.ts'
export { AgreementDocument } from './agreement/schema/document.ts'
export type {
  AgreedDuration,
  Comparison,
  Consequences,
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
export {
  BACKTEST_UNITS,
  type Backtest,
  type BacktestCounts,
  type BacktestMoney,
  type BacktestObjective,
  NOT_TRIED,
} from './backtest/backtest.ts'
export { backtestRange, type Hypothesis, hypothesisOf } from './backtest/hypothesis.ts'
export { backtestNeeds } from './backtest/needs.ts'
export { backtestService, type ServiceBacktest } from './backtest/service.ts'
export { backtestTogether } from './backtest/together.ts'
export type { BaselineFigures, FrozenBaseline, FrozenFigure, Suggestion } from './baselines/baseline.ts'
export { type BaselineDue, baselinesDue, isLookedBackAt } from './baselines/due.ts'
export { type BaselineGround, baselineNeeds, freezeBaseline, standingBaseline } from './baselines/freeze.ts'
export type {
  Actor,
  Arbiter,
  Attribution,
  Breach,
  BreachStatus,
  BreachTransition,
  DisputeStatus,
  PlainStatus,
  RootCause,
  Ruling,
  SettledBy,
  Speaker,
  StatedCause,
} from './breach/breach.ts'
export {
  ATTRIBUTIONS,
  BREACH_STATUSES,
  DISPUTE_STATUSES,
  followedAs,
  isOver,
  plainStatus,
  ROOT_CAUSES,
  RULINGS,
  SETTLED_BY,
} from './breach/breach.ts'
export { BREACH_DIMENSIONS, type BreachDimension } from './breach/dimensions.ts'
export { windowIdentity } from './breach/identity.ts'
export { countBreach, exemptBreach, judgedBreach, reopenBreach, resolveBreach } from './breach/lifecycle.ts'
export { isMerge } from './breach/merge.ts'
export type { BreachMove } from './breach/move.ts'
export { breachMoves } from './breach/moves.ts'
export { agreedCause, causeToAgreeWith } from './breach/root-cause.ts'
export {
  acknowledgeBreach,
  agreeOnCause,
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
export { type Calendar, calendarNamed, openingHours } from './calendar/calendar.ts'
export { counted, elapsed, FARTHEST_MS, isOpen } from './calendar/counted.ts'
export { type Budget, businessDays, type CalendarRefusal, deadline, nextOpen } from './calendar/deadline.ts'
export { explain, type Stretch, type StretchState, type TakenOut } from './calendar/explain.ts'
export { clocksNeed, type ListedClock, listClocks } from './clocks/list.ts'
export { breachClocksNeed, withClocks } from './clocks/of-breach.ts'
export type { BonusLine } from './credits/bonuses.ts'
export { type ChronicInput, type ChronicNotice, chronicNotices } from './credits/chronic.ts'
export { type CreditInput, type Figure, figureOf, type Judged } from './credits/judged.ts'
export type { CapLine, CreditLine, LineSubject, NotCredited } from './credits/line.ts'
export { moneyText } from './credits/money.ts'
export {
  type AdjustmentLine,
  type AdjustmentRefusal,
  adjustmentOf,
  type MoneyStatement,
  moneyOf,
} from './credits/statement.ts'
export { followDispute, mayComeBack, unwaiveBreach, waiveBreach } from './decisions/breach-follows.ts'
export {
  answerDispute,
  type Dispute,
  disputeAt,
  openDispute,
  stateRuling,
  withdrawDispute,
} from './decisions/dispute.ts'
export { breachDisputableUntil, disputeEnds, disputesOf } from './decisions/dispute-window.ts'
export { exclusionEntry, waiverEntry } from './decisions/entries.ts'
export {
  EXCLUSION_CATEGORIES,
  EXCLUSION_MOVES,
  EXCLUSION_STATUSES,
  type Exclusion,
  type ExclusionAsked,
  type ExclusionCategory,
  type ExclusionMove,
  moveExclusion,
  proposeExclusion,
} from './decisions/exclusion.ts'
export { clockOf } from './decisions/identity.ts'
export { type Known, knownIn } from './decisions/known.ts'
export type { Decision, DecisionRefusal } from './decisions/refusal.ts'
export { standDispute, standExclusion, standWaiver } from './decisions/stand.ts'
export { coverBreach, covers, underWaiver } from './decisions/waived-objective.ts'
export {
  moveWaiver,
  requestWaiver,
  WAIVER_MOVES,
  WAIVER_STATUSES,
  type Waiver,
  type WaiverAsked,
  type WaiverMove,
  waiverAt,
  waivingRefused,
} from './decisions/waiver.ts'
export { carriedForward, flagsToCarry, type MeasuredCommit } from './evaluation/carry-forward.ts'
export { evaluate } from './evaluation/evaluate.ts'
export { evaluateChange } from './evaluation/evaluate-change.ts'
export type {
  AgreementCitation,
  BaselineView,
  BudgetView,
  Evaluation,
  NoDataReason,
  NotBlockingReason,
  NotJudgedReason,
  ObjectiveResult,
  ObjectiveStatus,
  UploadsView,
  Verdict,
  WindowView,
} from './evaluation/evaluation.ts'
export type { Baseline, Evidence, EvidenceCase, FailedRule, NotCountedReason } from './evaluation/evidence.ts'
export {
  type ExemptionClaim,
  type ExemptionGrant,
  type ExemptionOutcome,
  exempt,
  exemptAsBefore,
  exemptionClaim,
  mayStand,
} from './evaluation/exemption.ts'
export type { ExemptionView } from './evaluation/exemption-view.ts'
export { type FactsNeeded, factsNeeded } from './evaluation/facts-needed.ts'
export type { GateEvent, GateRequest } from './evaluation/gate.ts'
export { GATE_EVENTS } from './evaluation/gate.ts'
export { gateFactOf } from './evaluation/gate-fact.ts'
export { evaluationId, runOf } from './evaluation/identity.ts'
export type { EvaluationInput, OpenBreachView } from './evaluation/input.ts'
export { judgingsOf } from './evaluation/judging.ts'
export { changeOf, isWithdrawn } from './evaluation/merged-change.ts'
export { withFewClocks } from './evaluation/missed-clocks.ts'
export type { Note } from './evaluation/note.ts'
export { worstFirst } from './evaluation/order.ts'
export { productionOf } from './evaluation/production.ts'
export { reliefRecord } from './evaluation/relief.ts'
export type { ReliefView } from './evaluation/relief-view.ts'
export { rulesAt } from './evaluation/rules-at.ts'
export { areJudged, uploadsOf } from './evaluation/uploads.ts'
export { type Admitted, admit, type Correction } from './events/admit.ts'
export { DEFAULT_ENVIRONMENT } from './events/environment.ts'
export type { CommitRef, EventIdentity, EventRef, NameRef, SubjectRef } from './events/identity.ts'
export { commitRef, eventIdentity, eventRef, isSubjectRef, nameRef, subjectRef, versionRef } from './events/identity.ts'
export { MoneylessCost, withoutMoney } from './events/money.ts'
export type { Placement } from './events/placements/placement.ts'
export { CLOCK_SKEW_MS, type Rejection, reject } from './events/reject.ts'
export { Coverage, Findings, TestRun } from './events/schema/change.ts'
export { Deployment, Incident } from './events/schema/delivery.ts'
export { AVAILABILITY_STATES, Availability, Heartbeat, Measurement } from './events/schema/observed.ts'
export { CommitSha, EnvironmentName, ServiceName, Slug, Time } from './events/schema/parts.ts'
export { PullRequest } from './events/schema/review.ts'
export { Cost, Sprint, WorkItem } from './events/schema/work.ts'
export { EVENT_TYPES, Event, type EventOf, type EventType } from './events/schema.ts'
export { FINDING_CATEGORIES, FINDING_SEVERITIES, PREVIOUS_DEPLOYMENT } from './events/words.ts'
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
export {
  countingChangeFacts,
  countingFacts,
  observedChangeFacts,
  observedFacts,
  standingFacts,
} from './facts/resolve.ts'
export { FINDING_CODES } from './health/finding-codes.ts'
export type { Finding } from './health/findings.ts'
export { type HealthInput, type ServiceHealth, serviceHealth } from './health/health.ts'
export { type NeverReceived, neverReceived, type Received, type Silent, silentSources } from './health/silence.ts'
export { indicatorCatalogue, indicatorInfo } from './indicators/catalogue.ts'
export type { IndicatorInfo } from './indicators/indicator.ts'
export { MOST_UNITED, overlapping, type PatchLinesOf, patchLinesOf } from './indicators/united-patch.ts'
export { type InputMistake, mistakes } from './input/mistakes.ts'
export { pointerTo } from './input/pointer.ts'
export { appendToLedger } from './ledger/append.ts'
export { LedgerBody, type LedgerBodyOf, type LedgerBodyType } from './ledger/body.ts'
export { type Decided, entryLine, LEDGER_START, type LedgerEntry, type LedgerHead } from './ledger/entry.ts'
export { headText, readWitness, shortHead, type Witness } from './ledger/head.ts'
export { breachEntry } from './ledger/of-breach.ts'
export { versionEntry } from './ledger/of-version.ts'
export { dayName, eventDigest, lateSealsOf, type ReceivedRow, sealOf, utcDay } from './ledger/seal.ts'
export { notSealed, type SealedDay, sealedDayOf } from './ledger/sealed-day.ts'
export { LEDGER_FAULTS, type LedgerFault, type LedgerVerdict, verifyLedger, verifyLines } from './ledger/verify.ts'
export { type SealFault, type SealsVerdict, verifySeals } from './ledger/verify-seals.ts'
export { countText } from './number/count-text.ts'
export { percentile } from './number/percentile.ts'
export type { Ratio } from './number/ratio.ts'
export { compare, cutDecimal, parseDecimal, ratio, toNumber } from './number/ratio.ts'
export { wilson } from './number/wilson.ts'
export {
  type ClosedThrough,
  type ClosedWindow,
  closedOf,
  closedThrough,
  periodsDue,
} from './periods/due.ts'
export { endsOfPeriod, finalFrom, NOTHING_MATTERS, type PeriodMatters } from './periods/final.ts'
export { periodId } from './periods/identity.ts'
export { factsOfPeriods, type JudgedPeriod, judgePeriod, type PeriodGround, standingOf } from './periods/judge.ts'
export { beginPeriod } from './periods/lifecycle.ts'
export type {
  Adjustment,
  CarriedAdjustment,
  ExactFigure,
  Period,
  PeriodFigures,
  PeriodResult,
  PeriodState,
  PeriodStep,
} from './periods/period.ts'
export { previousPeriods } from './periods/previous.ts'
export type { AnyRecord, KeptRecord, RecordKind, RecordOf, Records } from './records/records.ts'
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
  NOTHING_STANDS,
  type Standing,
  type StandingBaseline,
  type StandingDispute,
  type StandingExclusion,
  type StandingFrozen,
  type StandingPeriods,
  type StandingRuling,
  type StandingWaiver,
} from './standing/standing.ts'
export {
  acknowledgeStatement,
  agreedAt,
  creditsWithoutAmounts,
  type StatementRecord,
  statementEntry,
  statementId,
} from './statement/acknowledge.ts'
export type { Merges } from './statement/changes.ts'
export type { BreachesByIdentity } from './statement/judged.ts'
export type { StatementMoney } from './statement/money.ts'
export { type StatementInput, statementOf } from './statement/of.ts'
export {
  endsIn,
  inItsZone,
  periodExample,
  REPORT_KINDS,
  type ReportKind,
  type ReportSpan,
  spanAt,
  spanBefore,
  spanNamed,
} from './statement/span.ts'
export {
  NEEDS,
  type Statement,
  type StatementAnswer,
  type StatementData,
  type StatementFigure,
  type StatementNeed,
  type StatementRow,
  type StatementState,
} from './statement/statement.ts'
export { type DecidedSince, knownAt, stoodAt } from './tick/as-of.ts'
export { dueInstants } from './tick/due-instants.ts'
export { breachesOfPeriod, mattersOf } from './tick/matters.ts'
export { asOpened } from './tick/opening.ts'
export { type Chain, type ChainAbout, type SettledPeriod, settleChain } from './tick/settle-chain.ts'
export { movesOf, type Telling } from './tick/telling.ts'
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
export { localTimeOfDay } from './time/local.ts'
export { spanText } from './time/span.ts'
export { windowAt } from './time/window.ts'
export { localDate, localMidnight, localTime } from './time/zone.ts'
