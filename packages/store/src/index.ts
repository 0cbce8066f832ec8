export type { Connection } from './dynamo/connection.ts'
export type { RetryPolicy } from './dynamo/retry.ts'
export { ensureTable, TTL_ATTRIBUTE, tableShape } from './dynamo/table.ts'
export { NoEngine } from './embedded/binary.ts'
export { type Embedded, type EmbeddedOptions, startEmbedded } from './embedded/embedded.ts'
export { DataFolderInUse } from './embedded/lock.ts'
export type { Log, LogEntry } from './log.ts'
export { openStore, type StoreOptions } from './open.ts'
export type {
  AgreementText,
  Cost,
  EngagementState,
  EngagementStore,
  KeyRecord,
  OpenBreach,
  Page,
  PageRequest,
  RecordStatus,
  Sender,
  ServiceFacts,
  Store,
  StoredEvent,
  TrendPoint,
} from './port.ts'
export { StoreUnavailable } from './port.ts'
