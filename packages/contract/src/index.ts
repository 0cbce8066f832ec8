export type { Access, AnswerContent, Body, Operation } from './operation.ts'
export { YAML_TYPES } from './operations/parts.ts'
export { type OperationId, operations } from './operations.ts'
export { PROBLEM_TITLES, type ProblemCode } from './problem-codes.ts'
export { PROBLEM_HELP } from './problem-help.ts'
export {
  ClaimTaken,
  EngagementMade,
  Key,
  KeyMade,
  Member,
  MemberMade,
  NewEngagement,
  NewKey,
  NewMember,
  TakeClaim,
} from './schemas/access.ts'
export { AcceptBody, Agreement, AgreementList, AgreementProposed, AgreementVersion } from './schemas/agreement.ts'
export { AgreementDiff } from './schemas/agreement-diff.ts'
export { AgreementBacktest } from './schemas/backtest.ts'
export { BreachRow } from './schemas/breach.ts'
export { type BreachFilters, BreachQuery, BreachSummaryQuery } from './schemas/breach-query.ts'
export type { RuleOnBreach, StateRootCause } from './schemas/breach-statement.ts'
export { BreachSummary } from './schemas/breach-summary.ts'
export { Clock, ClockList, ClockQuery } from './schemas/clock.ts'
export { DataHealth, DataHealthQuery } from './schemas/data-health.ts'
export { Evaluation } from './schemas/evaluation.ts'
export {
  CLOUDEVENT,
  CLOUDEVENT_BATCH,
  EventList,
  EventListQuery,
  EventResult,
  EventsAnswer,
  MAX_EVENTS,
  ReceivedEvent,
} from './schemas/event.ts'
export { NewExclusion } from './schemas/exclusion.ts'
export { EvaluationQuery, EvaluationRow, GateAnswer, GateBody } from './schemas/gate.ts'
export { BUCKETS, Series, SeriesQuery } from './schemas/indicator.ts'
export { Party, SCOPES, Scope } from './schemas/primitives.ts'
export { Mistake, Problem } from './schemas/problem.ts'
export { ServiceStatus, Status, StatusQuery } from './schemas/status.ts'
export { NewWaiver } from './schemas/waiver.ts'
export { TOKEN_RIGHTS, type TokenRights, TRUSTABLE_EVENTS, tokenRights } from './token-rights.ts'
