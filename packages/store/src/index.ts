export type { Connection } from './dynamo/connection.ts'
export type { RetryPolicy } from './dynamo/retry.ts'
export { ensureTable } from './dynamo/table.ts'
export { findEngine, NoEngine } from './embedded/binary.ts'
export { type Embedded, type EmbeddedOptions, startEmbedded } from './embedded/embedded.ts'
export { DataFolderInUse } from './embedded/lock.ts'
export type { Log, LogEntry } from './log.ts'
export { openStore, type StoreOptions } from './open.ts'
export type { EngagementStore, Store } from './port.ts'
export { StoreUnavailable } from './port.ts'
export type { StreamImage } from './sweep/image.ts'
export type {
  AgreementText,
  Commit,
  CommitWrite,
  Cost,
  DayReceived,
  EngagementState,
  KeyRecord,
  LedgerRequest,
  OpenBreach,
  Page,
  PageRequest,
  ReceivedCount,
  ReceivedRequest,
  RecordStatus,
  RegisteredEngagement,
  RepositoryMember,
  Reservation,
  Sender,
  ServiceFacts,
  StoredEvent,
  TrendPoint,
} from './values.ts'
