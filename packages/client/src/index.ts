// What the answers hold; declared by the contract, and named here so that a user of the client needs nothing else.
export type {
  Agreement,
  AgreementBacktest,
  AgreementDiff,
  AgreementProposed,
  AgreementVersion,
  BreachRow,
  BreachSummary,
  Clock,
  ClockList,
  DataHealth,
  EventResult,
  EventsAnswer,
  GateAnswer,
  Key,
  KeyMade,
  Member,
  MemberMade,
  NewKey,
  NewMember,
  ReceivedEvent,
  Series,
  ServiceStatus,
  Status,
} from '@plumbline/contract'
export type { Client } from './api/client.ts'
export { createClient } from './api/client.ts'
export type { EngagementClient, Page, Query, ReportWord, VersionName } from './api/engagement.ts'
export { everyRow } from './api/engagement.ts'
export type { GateInput } from './api/gate-input.ts'
export type { Answer, Attempt, ProxySettings, Send } from './transport/attempt.ts'
export { AnswerTooLong, createSend } from './transport/attempt.ts'
export { backoffMs, retryAfterMs } from './transport/backoff.ts'
export {
  ApiProblem,
  ApiUnavailable,
  BadBaseUrl,
  type ProblemMistake,
  type UnavailableReason,
} from './transport/errors.ts'
export type { Call, Surroundings, Transport, TransportOptions } from './transport/transport.ts'
export { createTransport } from './transport/transport.ts'
