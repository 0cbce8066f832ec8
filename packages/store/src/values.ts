import type {
  AnyRecord,
  Breach,
  CorrectionFact,
  Event,
  EventIdentity,
  EventType,
  ExemptionGrant,
  Instant,
  LedgerEntry,
  LedgerHead,
  MergePoint,
  Party,
  Standing,
  VersionRecord,
  WindowFact,
} from '@plumbline/core'

/* What goes into a store and comes out of it. */

/** An event as it was received, for ever. */
export type StoredEvent = { identity: EventIdentity; event: Event; party: Party; key: string; receivedAt: Instant }

/** `conflict`: the same source and id came before with other content, which is kept. */
export type RecordStatus = 'recorded' | 'duplicate' | 'conflict'

export type Sender = { party: Party; key: string; at: Instant }

/** A breach that is not over yet, as kept where every gate reads it. */
export type OpenBreach = {
  id: string
  objective: string
  environment: string
  /** What makes it one breach: the objective with the window's start or the change's commit. */
  identity: string
  openedAt: Instant
  status: 'open' | 'acknowledged'
  /** What lies over that: a dispute that is not ruled, or a waiver. */
  aside?: 'disputed' | 'waived'
  /** Only recorded so far: the objective was observed when it was judged. */
  observed?: true
}

/** What a gate reads about one service: facts of a window, what replaces what, breaches that are not over. */
export type ServiceFacts = { facts: WindowFact[]; corrections: CorrectionFact[]; openBreaches: OpenBreach[] }

/** What the default branch was measured at after one merge. */
export type TrendPoint = MergePoint

/** A party's own claim, or its half of the one for the arbiter. */
export type ClaimName = Party | `arbiter_${Party}`

/** The mutable head of an engagement; written only with the revision it was read at. */
export type EngagementState = {
  engagement: string
  title: string
  createdAt: Instant
  revision: number
  versions: VersionRecord[]
  /** Hashes of the single-use claims not taken yet. */
  claims: Partial<Record<ClaimName, string>>
  /** How far the chain of what was decided reaches. */
  ledger: LedgerHead
  standing: Standing
  /** Events received before this are in a seal; a start of a UTC day. */
  sealedUntil: Instant
}

/** An engagement as the installation lists it. */
export type RegisteredEngagement = { engagement: string; createdAt: Instant }

/** What is written together with what was decided. Each is refused where what it builds on has changed. */
export type CommitWrite =
  /** Of revision 1: made; of another: put in the place of the one before. */
  | { kind: 'record'; record: AnyRecord }
  | { kind: 'open_breach'; breach: Breach; identity: string }
  /** Keeps what gates read in step. */
  | { kind: 'move_breach'; breach: Breach; readTimelineLength: number }
  | { kind: 'add_key'; key: KeyRecord }
  | { kind: 'end_key'; id: string; at: Instant }
  | { kind: 'bind_repository'; member: RepositoryMember }
  | { kind: 'remove_repository'; id: string; at: Instant }
  /** Refused for a change that has used one, in whatever month. */
  | { kind: 'use_exemption'; grant: ExemptionGrant }

/** A decision: the state it leads to, what it adds to the ledger, and what else it writes. */
export type Commit = {
  /** Has the next revision, and the head of the last entry. */
  state: EngagementState
  readRevision: number
  entries: readonly LedgerEntry[]
  writes: readonly CommitWrite[]
}

/** Position is a store's own sort key, as in `PageRequest`. */
export type LedgerRequest = { limit: number; after: string | null; descending: boolean }

export type AgreementText = {
  version: number
  hash: string
  text: string
  mediaType: 'application/yaml' | 'application/json'
}

export type KeyRecord = {
  id: string
  /** Whose it is. */
  party: Party | 'arbiter'
  name: string
  /** `person`: came by a claim or as a member. */
  kind: 'key' | 'person'
  /** What the person is to their party; null where nobody said so. */
  role: string | null
  scopes: string[]
  /** sha-256 of the secret in hex; the secret itself is kept nowhere. */
  secretHash: string
  createdAt: Instant
  createdBy: string
  expiresAt: Instant | null
  revokedAt: Instant | null
}

/** A repository whose tokens write for a party. */
export type RepositoryMember = {
  id: string
  party: Party
  /** Who signs its tokens. */
  issuer: string
  /** OWNER/NAME as it was given; for people to read. */
  repository: string
  repositoryId: string
  ownerId: string
  /** What it may write for; null: every service. */
  services: string[] | null
  trustedEvents: string[]
  createdAt: Instant
  createdBy: string
  removedAt: Instant | null
}

/** `under_way`: somebody else answers the same request; until then nobody may take it over. */
export type Reservation =
  | { kind: 'reserved' }
  | { kind: 'answered'; requestHash: string; answer: string }
  | { kind: 'under_way'; requestHash: string; until: Instant }

export type Page<T> = { items: T[] /** Where the next page starts; null at the end. */; next: string | null }

/** Position is a store's own sort key; what travels as a cursor is signed by the api. */
export type PageRequest = {
  limit: number
  after: string | null
  descending: boolean
  from?: Instant | undefined
  to?: Instant | undefined
}

/** Of these types and this service, where they are named. */
export type ReceivedRequest = PageRequest & { types?: readonly EventType[] | undefined; service?: string | undefined }

/** How many events of one type a source has sent for a service, and the earliest and latest `time` among them. */
export type ReceivedCount = {
  service: string
  type: EventType
  source: string
  count: number
  first: Instant
  last: Instant
}

/** A UTC day on which events were received, and the digest of each, in no order. */
export type DayReceived = { day: Instant; digests: string[] }

/** What some reads and writes cost, in DynamoDB's capacity units and in requests. */
export type Cost = {
  readUnits: number
  writeUnits: number
  /** All that were sent, retries included. */
  requests: number
  /** Sent again because there was no answer, or the table was too busy for one. */
  retries: number
  /** Writes that a condition refused. */
  refused: number
}
