import type {
  Admitted,
  Breach,
  ChangeFact,
  ChangeSubject,
  Evaluation,
  EventIdentity,
  EventRef,
  ExemptionGrant,
  GateFact,
  Instant,
  LedgerEntry,
  RecordKind,
  RecordOf,
  Window,
  WindowFamily,
} from '@plumbline/core'
import type { Compacted } from './blocks/compact.ts'
import type { StreamImage } from './sweep/image.ts'
import type {
  AgreementText,
  Commit,
  Cost,
  DayReceived,
  EngagementState,
  KeyRecord,
  LedgerRequest,
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

  /**
   * Facts of these families that stand in a window, and always the open breaches. Reviews and gates are of no
   * environment. A fact that lasts stands at its beginning: who needs those that reach into a window widens it.
   */
  serviceFacts(
    service: string,
    environments: string[],
    window: Window,
    families: readonly WindowFamily[],
  ): Promise<ServiceFacts>
  /** Has a deployment of the service finished before this instant? Read only where a window is empty. */
  deployedBefore(
    service: string,
    environments: string[],
    before: Instant,
    counting: 'observed' | 'imported_too',
  ): Promise<boolean>
  change(service: string, of: ChangeSubject): Promise<ChangeFact[]>
  /** The first of these commits that has coverage, nearest first; null where none has. */
  nearestCoverage(service: string, commits: string[]): Promise<{ commit_sha: string; facts: ChangeFact[] } | null>

  /**
   * Packs deliveries and incident actions whose two days ended before an instant: what is read is the same, and costs
   * less. It takes two calls, some minutes apart, for the first only adds. Harmless at any time, twice, and at once.
   */
  compact(service: string, environment: string, before: Instant): Promise<Compacted>

  /** Adds what a gate answered to the facts of its service; again is harmless. */
  addGate(service: string, fact: GateFact): Promise<void>
  /** In order of time. */
  gates(service: string, window: Window): Promise<GateFact[]>

  /**
   * Events by their time, as the sweeper has listed them: an event shows up when the next sweep has seen it. A page
   * may hold fewer than `limit`, also none, and still have a next one.
   */
  received(page: ReceivedRequest): Promise<Page<StoredEvent>>
  /** The same events counted, most of one kind first. */
  receivedCounts(window: Window): Promise<ReceivedCount[]>

  /** The first UTC day from this one on, of those on which events were received, as far as it was swept; null: none. */
  dayReceived(from: Instant): Promise<DayReceived | null>
  /**
   * When each event was received that was in a window, as far as it was swept, by what its facts name it by. Reads the
   * digests of every day since the window's first. What an older version has listed is missing.
   */
  receipts(window: Window): Promise<ReadonlyMap<EventRef, Instant>>

  addTrend(service: string, point: TrendPoint): Promise<void>
  /** Oldest first. */
  trend(service: string, window: Window): Promise<TrendPoint[]>
  /** The newest points up to `limit`, newest first. */
  latestTrend(service: string, limit: number): Promise<TrendPoint[]>

  state(): Promise<EngagementState | null>
  /** With the first entries of its ledger. */
  createEngagement(state: EngagementState, entries?: readonly LedgerEntry[]): Promise<'created' | 'exists'>
  /**
   * Writes what was decided: all of it, or nothing where the state is not the one read any more, or something else
   * that it builds on has changed. A commit that was written and whose answer was lost is `written`.
   * @throws RangeError for more than one transaction holds: 100, of which the state is 1, an entry 1, a new record 2,
   * one that moves 1, a breach that opens 4, one that moves 2, an exemption 2, all else 1
   */
  commit(commit: Commit): Promise<'written' | 'stale'>
  /** What was decided, by its number. */
  ledger(page: LedgerRequest): Promise<Page<LedgerEntry>>
  keptRecord<Kind extends RecordKind>(kind: Kind, id: string): Promise<RecordOf<Kind> | null>
  /** By `at`. */
  keptRecords<Kind extends RecordKind>(kind: Kind, page: PageRequest): Promise<Page<RecordOf<Kind>>>
  putAgreement(text: AgreementText): Promise<void>
  agreement(version: number): Promise<AgreementText | null>

  /** Stores it, or answers the one that was stored under this id before. */
  putEvaluation(evaluation: Evaluation): Promise<Evaluation>
  evaluation(id: string): Promise<Evaluation | null>
  /** By time; rows without objectives' evidence. */
  evaluations(page: PageRequest): Promise<Page<Evaluation>>

  breach(id: string): Promise<Breach | null>
  /** The breach that was opened for this identity. */
  breachByIdentity(identity: string): Promise<Breach | null>
  /** By `opened_at`. */
  breaches(page: PageRequest): Promise<Page<Breach>>

  keys(): Promise<KeyRecord[]>
  /** May be up to a second old. */
  key(id: string): Promise<KeyRecord | null>

  /** May be up to a second old. Also answers one that was removed. */
  member(id: string): Promise<RepositoryMember | null>
  /** Those that were not removed. */
  members(): Promise<RepositoryMember[]>

  /** Changes that have used an exemption of a month (YYYY-MM). */
  exemptions(month: string): Promise<string[]>
  /** What a change was let through with, in whatever month. */
  exemptionOf(change: string): Promise<ExemptionGrant | null>

  /** Takes a request for `holder` to answer, for `leaseMs`; or answers what became of it. Of many who try one gets it. */
  reserve(
    key: string,
    request: { requestHash: string; holder: string; leaseMs: number; now: Instant },
  ): Promise<Reservation>
  /**
   * Remembers the answer to a reserved request for a day. It is kept as it is: an answer that shows a secret must not
   * be remembered. Does nothing where another one has taken the request over.
   */
  remember(key: string, answer: { requestHash: string; holder: string; answer: string; now: Instant }): Promise<void>
  /** Gives a reserved request back, as if it had never been sent. */
  release(key: string, holder: string): Promise<void>

  /**
   * Compares the summaries with the events and evaluations they are made of, and mends what differs unless `dryRun`;
   * then it also lists what no sweep has listed yet, which is no drift. Reads the whole table.
   */
  rebuild(options: { dryRun: boolean }): Promise<{ events: number; missing: number; surplus: number }>
}

/** The table of an installation. */
export type Store = {
  /** @throws TypeError for what can't be an engagement's name: look before you ask. */
  forEngagement(engagement: string): EngagementStore
  /** Every engagement, by its name. One made by an older version is among them once its state was read or rebuilt. */
  engagements(page: { limit: number; after: string | null }): Promise<Page<RegisteredEngagement>>
  /**
   * Completes events and gates whose facts were not added because a process ended between the two writes, and enters
   * what came since the last sweep in the log that `received` reads. An item that nobody can read is set aside, told
   * about in the log, and tried again every hour.
   */
  sweep(): Promise<{ seen: number; completed: number }>
  /**
   * Packs what ended a day ago, for services that a sweep of this process has seen facts of: each now and then, so
   * that it may be asked after every sweep.
   */
  compact(): Promise<void>
  /**
   * The same as a sweep for items as the table's stream hands them to a function: what a sweep would read, brought. Harmless to
   * repeat; all or, after an error, some of them are completed.
   */
  settleImages(images: readonly StreamImage[]): Promise<{ seen: number; completed: number }>
  /** What was recorded before this instant can be found by `received`; null where nothing was ever swept. */
  receivedUntil(): Promise<Instant | null>
  /**
   * Uses up what counts once, anywhere in the installation. It is remembered until `expiresAt`, after which nobody may
   * be asked to take it any more.
   * @param holder names this use, so that repeating the write of one use is not taken for a second one
   */
  useToken(name: string, holder: string, expiresAt: Instant): Promise<'first' | 'used'>
  ready(): Promise<boolean>
  cost(): Cost
  close(): void
}

/** The store can't be reached or doesn't answer within its budget. Nothing is known of the request's outcome. */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable'
}
