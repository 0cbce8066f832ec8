import type {
  Admitted,
  Breach,
  ChangeFact,
  CorrectionFact,
  Evaluation,
  Event,
  EventIdentity,
  EventRef,
  Instant,
  MergePoint,
  Party,
  VersionRecord,
  Window,
  WindowFact,
} from '@plumbline/core'

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
}

/** What a gate reads about one service: facts of a window, what replaces what, breaches that are not over. */
export type ServiceFacts = { facts: WindowFact[]; corrections: CorrectionFact[]; openBreaches: OpenBreach[] }

/** What the default branch was measured at after one merge. */
export type TrendPoint = MergePoint

/** The mutable head of an engagement; written only with the revision it was read at. */
export type EngagementState = {
  engagement: string
  title: string
  createdAt: Instant
  revision: number
  versions: VersionRecord[]
  /** Hashes of the single-use claims not taken yet. */
  claims: Partial<Record<Party, string>>
}

export type AgreementText = {
  version: number
  hash: string
  text: string
  mediaType: 'application/yaml' | 'application/json'
}

export type KeyRecord = {
  id: string
  party: Party
  name: string
  scopes: string[]
  /** sha-256 of the secret in hex; the secret itself is kept nowhere. */
  secretHash: string
  createdAt: Instant
  createdBy: string
  expiresAt: Instant | null
  revokedAt: Instant | null
}

export type Page<T> = { items: T[] /** Where the next page starts; null at the end. */; next: string | null }

/** Position is a store's own sort key; what travels as a cursor is signed by the api. */
export type PageRequest = {
  limit: number
  after: string | null
  descending: boolean
  from?: Instant | undefined
  to?: Instant | undefined
}

/** What one read or write cost, in DynamoDB's capacity units. */
export type Cost = { readUnits: number; writeUnits: number; requests: number; retries: number }

/**
 * Everything about one engagement, and about no other: the engagement is fixed when the store is made.
 * Reads are strongly consistent unless said otherwise. Every method throws StoreUnavailable when its budget is used up.
 */
export type EngagementStore = {
  readonly engagement: string

  /**
   * Records events and adds their facts to the summaries; answers in order. What is answered is durable and counted.
   * After an error nothing, some or all may be recorded; sending the same again completes it.
   */
  record(events: Admitted[], sender: Sender): Promise<RecordStatus[]>
  event(identity: EventIdentity): Promise<StoredEvent | null>
  /** Events whose identity starts so: one, but for a collision in 64 bits. */
  eventsByRef(ref: EventRef): Promise<StoredEvent[]>

  serviceFacts(service: string, environments: string[], window: Window): Promise<ServiceFacts>
  /** Has a deployment of the service finished before this instant? Read only where a window is empty. */
  deployedBefore(service: string, environments: string[], before: Instant): Promise<boolean>
  change(service: string, commitSha: string): Promise<ChangeFact[]>
  /** The first of these commits that has coverage, nearest first; null where none has. */
  nearestCoverage(service: string, commits: string[]): Promise<{ commit_sha: string; facts: ChangeFact[] } | null>

  addTrend(service: string, point: TrendPoint): Promise<void>
  /** Oldest first. */
  trend(service: string, window: Window): Promise<TrendPoint[]>
  /** The newest points up to `limit`, newest first. */
  latestTrend(service: string, limit: number): Promise<TrendPoint[]>

  state(): Promise<EngagementState | null>
  /** Writes the next state if the revision is still the one read; `stale` otherwise. */
  replaceState(next: EngagementState, readRevision: number): Promise<'written' | 'stale'>
  createEngagement(state: EngagementState): Promise<'created' | 'exists'>
  putAgreement(text: AgreementText): Promise<void>
  agreement(version: number): Promise<AgreementText | null>

  /** Stores it, or answers the one that was stored under this id before. */
  putEvaluation(evaluation: Evaluation): Promise<Evaluation>
  evaluation(id: string): Promise<Evaluation | null>
  /** By time; rows without objectives' evidence. */
  evaluations(page: PageRequest): Promise<Page<Evaluation>>

  /** Opens it, or answers the breach of the same identity that exists. */
  openBreach(breach: Breach, identity: string): Promise<{ outcome: 'opened' | 'exists'; breach: Breach }>
  breach(id: string): Promise<Breach | null>
  /** Replaces it if its timeline is still as long as when it was read, and keeps what gates read in step. */
  moveBreach(next: Breach, readTimelineLength: number): Promise<'moved' | 'stale'>
  /** By `opened_at`. */
  breaches(page: PageRequest): Promise<Page<Breach>>

  putKey(key: KeyRecord): Promise<'created' | 'exists'>
  /** May be up to a second old. */
  key(id: string): Promise<KeyRecord | null>
  keys(): Promise<KeyRecord[]>
  revokeKey(id: string, at: Instant): Promise<'revoked' | 'absent'>
  /** Takes a claim and makes its key in one step; false where the claim is not open. */
  takeClaim(claimHash: string, key: KeyRecord): Promise<'taken' | 'absent'>

  /** Uses one of `max` exemptions of a month (YYYY-MM) for a change; the same change again uses no other. */
  useExemption(
    month: string,
    change: string,
    max: number,
  ): Promise<{ granted: true; used: number } | { granted: false; used: number }>

  /**
   * Remembers the answer to a request for a day; answers the one remembered before. It is kept as it is: an answer
   * that shows a secret must not be remembered.
   */
  remember(
    key: string,
    requestHash: string,
    answer: string,
    now: Instant,
  ): Promise<{ requestHash: string; answer: string } | null>
  remembered(key: string, now: Instant): Promise<{ requestHash: string; answer: string } | null>

  /** Compares the summaries with the events they are made of, and mends what differs unless `dryRun`. Reads the whole table. */
  rebuild(options: { dryRun: boolean }): Promise<{ events: number; missing: number; surplus: number }>
}

/** The table of an installation. */
export type Store = {
  /** @throws TypeError for what can't be an engagement's name: look before you ask. */
  forEngagement(engagement: string): EngagementStore
  /** Completes events whose facts were not added because a process ended between the two writes. */
  sweep(): Promise<{ seen: number; completed: number }>
  ready(): Promise<boolean>
  cost(): Cost
  close(): void
}

/** The store can't be reached or doesn't answer within its budget. Nothing is known of the request's outcome. */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable'
}
