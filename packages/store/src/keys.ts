import { createHash } from 'node:crypto'
import {
  type ChangeSubject,
  DAY,
  DEFAULT_ENVIRONMENT,
  dayName,
  type EventIdentity,
  type EventRef,
  formatInstant,
  type Instant,
  type RecordKind,
  Slug,
  type Window,
  type WindowFamily,
} from '@plumbline/core'

/*
 * The only place that builds keys. Every partition key starts with the engagement and `#`, which no engagement's
 * name contains, so that no name is a prefix of another one's keys.
 */

export type Key = { pk: string; sk: string }

/** Sort keys from `from` to `to`, both included. */
export type KeyRange = { pk: string; from: string; to: string }

/** Items that together hold one set of facts: `prefix` with each chunk's suffix. */
export type Bucket = { pk: string; prefix: string }

/** Window facts are kept by spans of two UTC days: fewer items than days, and little read before a window's start. */
export const BUCKET_MS = 2 * DAY

/** Old deliveries are packed by so many buckets: few items, and little read before a window's start. */
const SPAN_BUCKETS = 4
export const SPAN_MS = SPAN_BUCKETS * BUCKET_MS

/**
 * First letter of a family's sort keys, stored for ever. Open breaches have `O`: right behind deliveries, so that one
 * read brings both, and before every other family, which that read must not touch. What a deployment shipped stands
 * with the deployment, so that both are one write.
 */
const FAMILY_LETTERS: Record<WindowFamily, string> = {
  delivery: 'D',
  commits: 'D',
  reviews: 'r',
  uptime: 'u',
  watch: 'w',
  reported: 'm',
  gates: 'g',
}
const RECEIVED_LETTER = 'L'
const DIGEST_LETTER = 'Z'
const LETTERS = new Set([...Object.values(FAMILY_LETTERS), RECEIVED_LETTER])

const YEAR_0 = Date.parse('0000-01-01T00:00:00.000Z')
const LAST_INSTANT = Date.parse('9999-12-31T23:59:59.999Z')
const FIRST_BUCKET = Math.floor(YEAR_0 / BUCKET_MS)
const MAX_PART = 200

const clamp = (at: Instant) => Math.min(Math.max(at, YEAR_0), LAST_INSTANT)

/** Milliseconds in fixed width, which sorts as time does. */
const sortable = (at: Instant) => formatInstant(clamp(at))

/** Start of the bucket an instant belongs to. */
export const bucketStart = (at: Instant): Instant => Math.floor(clamp(at) / BUCKET_MS) * BUCKET_MS

export const CODE_LENGTH = 5
/** A letter and the bucket. */
const PREFIX_LENGTH = 1 + CODE_LENGTH
const DIGEST_PREFIX_LENGTH = 1 + 'YYYY-MM-DD'.length
export const bucketCode = (at: Instant) =>
  (Math.floor(clamp(at) / BUCKET_MS) - FIRST_BUCKET).toString(36).padStart(CODE_LENGTH, '0')

/** Start of the span an instant belongs to. */
export const spanStart = (at: Instant): Instant => Math.floor(clamp(at) / SPAN_MS) * SPAN_MS

/** Sorts behind every chunk of its bucket, and is none of them. */
const NAME_SUFFIX = '~~'
export const nameOfSpan = (at: Instant) => `D${bucketCode(spanStart(at) + SPAN_MS - 1)}${NAME_SUFFIX}`

/** Start of the span whose block an item names; null for every other item. */
export const spanNamedBy = (sk: string): Instant | null =>
  sk.startsWith('D') && sk.endsWith(NAME_SUFFIX) ? spanStart(startOfBucketIn(sk) ?? 0) : null

export const startOfCode = (code: string): Instant => (Number.parseInt(code, 36) + FIRST_BUCKET) * BUCKET_MS

/** Start of the bucket whose chunk has this sort key; null for an item whose bucket is no span of time. */
export const startOfBucketIn = (sk: string): Instant | null =>
  LETTERS.has(sk.slice(0, 1)) ? startOfCode(sk.slice(1, PREFIX_LENGTH)) : null

/** The bucket an item is a chunk of; null for every other item. */
export const bucketHolding = ({ pk, sk }: Key): Bucket | null => {
  const kind = pk.split('#')[1]
  const isChunk = LETTERS.has(sk.slice(0, 1)) && !sk.endsWith(NAME_SUFFIX)
  if ((kind === 'S' || kind === 'L') && isChunk) return { pk, prefix: sk.slice(0, PREFIX_LENGTH) }
  if (kind === 'Z') return { pk, prefix: sk.slice(0, DIGEST_PREFIX_LENGTH) }
  return kind === 'C' ? { pk, prefix: 'C' } : null
}

/** Is a bucket one of the log of what was received, and not of facts? */
export const isReceivedLog = ({ prefix }: Pick<Bucket, 'prefix'>) => prefix.startsWith(RECEIVED_LETTER)

/** Is a bucket one of the digests of a day? */
export const isDigests = ({ prefix }: Pick<Bucket, 'prefix'>) => prefix.startsWith(DIGEST_LETTER)

/** Start of the UTC day whose digests an item has. */
export const dayOfDigests = ({ sk }: Key): Instant => Date.parse(sk.slice(1, DIGEST_PREFIX_LENGTH))

const engagementOf = ({ pk }: Key, kind: string): string | null => {
  const [engagement, own] = pk.split('#')
  return engagement && own === kind ? engagement : null
}

/** The engagement whose event an item is; null for every other item. */
export const engagementOfEvent = (key: Key) => engagementOf(key, 'E')

/** The engagement whose evaluation, evidence included, an item is; null for every other item. */
export const engagementOfEvaluation = (key: Key) => engagementOf(key, 'V')

/** What comes from outside can't hold the separator, nor outgrow what a key may be. */
const part = (value: string) =>
  value.length > MAX_PART
    ? `%${createHash('sha256').update(value).digest('hex')}`
    : value.replace(/[%#]/g, encodeURIComponent)

/** Sorts as the number does: the count of digits comes first. */
const sortableNumber = (number: number) => {
  const digits = number.toString(36)
  return `${digits.length}${digits}`
}

/** Most buckets have one chunk, which therefore has the shortest name. */
export const chunkCode = (chunk: number) => (chunk === 0 ? '' : sortableNumber(chunk))

export const chunkKey = (bucket: Bucket, chunk: number): Key => ({
  pk: bucket.pk,
  sk: bucket.prefix + chunkCode(chunk),
})

export const chunkNumber = (bucket: Bucket, sk: string) =>
  sk === bucket.prefix ? 0 : Number.parseInt(sk.slice(bucket.prefix.length + 1), 36)

export const chunksOf = (bucket: Bucket): KeyRange => ({ pk: bucket.pk, from: bucket.prefix, to: `${bucket.prefix}~` })

const between = (pk: string, window: Partial<Window>): KeyRange => ({
  pk,
  from: sortable(window.from ?? YEAR_0),
  // An item's own key goes on after its time, so that one at `to` itself sorts behind this bound.
  to: window.to === undefined ? '~' : sortable(window.to),
})

/** Where a sweep got to; belongs to the table, and `#` keeps it apart from every engagement. */
export const checkpointKey: Key = { pk: '#sweep', sk: 'checkpoint' }
/** What a sweep has set aside, by the hash of its key. */
export const asideKey = ({ pk, sk }: Key): Key => ({
  pk: '#sweep',
  sk: `aside#${createHash('sha256').update(`${pk} ${sk}`).digest('hex')}`,
})
export const asides: KeyRange = { pk: '#sweep', from: 'aside#', to: 'aside#~' }
export const probeKey: Key = { pk: '#probe', sk: 'probe' }
/** A token counts once in the whole installation, whichever engagement it is shown to. What it is named by may be long. */
export const usedTokenKey = (name: string): Key => ({
  pk: `#token#${createHash('sha256').update(name).digest('hex')}`,
  sk: 'token',
})

/** Every engagement of the installation has an item here, so that they can be listed. */
const REGISTRY = '#engagements'
export const registeredKey = (engagement: string): Key => ({ pk: REGISTRY, sk: engagement })
export const registeredKeys: KeyRange = { pk: REGISTRY, from: '0', to: '~' }

export type EngagementKeys = ReturnType<typeof keysOf>

export const keysOf = (engagement: string) => {
  if (!Slug.safeParse(engagement).success) throw new TypeError('not an engagement’s name')
  const pk = (family: string, ...parts: string[]) => [engagement, family, ...parts.map(part)].join('#')
  const one = (family: string, id: string, sk: string): Key => ({ pk: pk(family, id), sk })
  const servicePk = (service: string, environment: string) =>
    environment === DEFAULT_ENVIRONMENT ? pk('S', service) : pk('S', service, environment)
  return {
    engagement,
    /** Begins every partition key of the engagement and of no other. */
    everything: `${engagement}#`,
    event: (identity: EventIdentity): Key => ({ pk: pk('E', identity.slice(0, 16)), sk: identity.slice(16) }),
    eventsByRef: (ref: EventRef): KeyRange => ({ pk: pk('E', ref), from: '0', to: '~' }),
    /** A service's facts of a family in the bucket of an instant. */
    days: (service: string, environment: string, family: WindowFamily, at: Instant): Bucket => ({
      pk: servicePk(service, environment),
      prefix: `${FAMILY_LETTERS[family]}${bucketCode(at)}`,
    }),
    daysBetween: (service: string, environment: string, family: WindowFamily, window: Window): KeyRange => ({
      pk: servicePk(service, environment),
      from: `${FAMILY_LETTERS[family]}${bucketCode(window.from)}`,
      // The name of the block that a window's end lies in stands behind the span's last bucket.
      to:
        FAMILY_LETTERS[family] === 'D'
          ? nameOfSpan(window.to - 1)
          : `${FAMILY_LETTERS[family]}${bucketCode(window.to - 1)}~`,
    }),
    /** All deliveries from an instant on and, sorted right behind them, the open breaches: one read. */
    daysSinceAndOpen: (service: string, environment: string, from: Instant): KeyRange => ({
      pk: servicePk(service, environment),
      from: `D${bucketCode(from)}`,
      to: 'O~',
    }),
    /** All deliveries up to the span of an instant. */
    daysUntil: (service: string, environment: string, to: Instant): KeyRange => ({
      pk: servicePk(service, environment),
      from: 'D',
      to: nameOfSpan(to),
    }),
    /** Everything that is kept of a service in one environment. */
    servicePartition: servicePk,
    openBreaches: (service: string, environment: string): KeyRange => ({
      pk: servicePk(service, environment),
      from: 'O',
      to: 'O~',
    }),
    openBreach: (service: string, environment: string, objective: string, breach: string): Key => ({
      pk: servicePk(service, environment),
      sk: `O${part(objective)}#${part(breach)}`,
    }),
    /** What was received with a time in the bucket of an instant, of the whole engagement. */
    received: (at: Instant): Bucket => ({ pk: pk('L'), prefix: `${RECEIVED_LETTER}${bucketCode(at)}` }),
    receivedBetween: (window: Partial<Window>): KeyRange => ({
      pk: pk('L'),
      from: `${RECEIVED_LETTER}${bucketCode(window.from ?? YEAR_0)}`,
      to: `${RECEIVED_LETTER}${bucketCode((window.to ?? LAST_INSTANT + 1) - 1)}~`,
    }),
    /** No commit's name is as short as a pull request's number. */
    change: (service: string, of: ChangeSubject): Bucket => ({
      pk: pk('C', service, 'commit' in of ? of.commit : String(of.pullRequest)),
      prefix: 'C',
    }),
    trendPoint: (service: string, at: Instant, evaluation: string): Key =>
      one('T', service, `${sortable(at)}#${part(evaluation)}`),
    trend: (service: string, window: Partial<Window>): KeyRange => between(pk('T', service), window),
    state: { pk: pk('M'), sk: 'state' } satisfies Key,
    agreementText: (version: number, hash: string): Key => ({
      pk: pk('A'),
      sk: `${sortableNumber(version)}#${part(hash)}`,
    }),
    agreementTexts: (version: number): KeyRange => ({
      pk: pk('A'),
      from: `${sortableNumber(version)}#`,
      to: `${sortableNumber(version)}#~`,
    }),
    evaluation: (id: string): Key => one('V', id, 'evaluation'),
    evaluationRow: (at: Instant, id: string): Key => ({ pk: pk('W'), sk: `${sortable(at)}#${part(id)}` }),
    evaluationRows: (window: Partial<Window>): KeyRange => between(pk('W'), window),
    breach: (openedAt: Instant, id: string): Key => ({ pk: pk('B'), sk: `${sortable(openedAt)}#${part(id)}` }),
    breaches: (window: Partial<Window>): KeyRange => between(pk('B'), window),
    breachById: (id: string): Key => one('I', id, 'breach'),
    /** What makes a breach one breach may be long; its hash is as good. */
    breachByIdentity: (identity: string): Key =>
      one('J', createHash('sha256').update(identity).digest('hex'), 'breach'),
    accessKey: (id: string): Key => ({ pk: pk('K'), sk: `K${part(id)}` }),
    accessKeys: { pk: pk('K'), from: 'K', to: 'K~' } satisfies KeyRange,
    member: (id: string): Key => ({ pk: pk('K'), sk: `M${part(id)}` }),
    members: { pk: pk('K'), from: 'M', to: 'M~' } satisfies KeyRange,
    /** Digests of the events received on the UTC day of an instant. */
    receivedOn: (day: Instant): Bucket => ({ pk: pk('Z'), prefix: `${DIGEST_LETTER}${dayName(clamp(day))}` }),
    receivedOnSince: (day: Instant): KeyRange => ({
      pk: pk('Z'),
      from: `${DIGEST_LETTER}${dayName(clamp(day))}`,
      to: `${DIGEST_LETTER}~`,
    }),
    ledgerEntry: (seq: number): Key => ({ pk: pk('N'), sk: sortableNumber(seq) }),
    ledger: { pk: pk('N'), from: '0', to: '~' } satisfies KeyRange,
    record: (kind: RecordKind, at: Instant, id: string): Key => ({
      pk: pk('G', kind),
      sk: `${sortable(at)}#${part(id)}`,
    }),
    records: (kind: RecordKind, window: Partial<Window>): KeyRange => between(pk('G', kind), window),
    recordById: (kind: RecordKind, id: string): Key => one('H', kind, `H${part(id)}`),
    exemptions: (month: string): Key => ({ pk: pk('X'), sk: `X${part(month)}` }),
    exemptionOf: (change: string): Key => ({ pk: pk('X'), sk: `C${part(change)}` }),
    /** The caller's own key is not kept: it may say more than we need. */
    remembered: (key: string): Key => one('R', createHash('sha256').update(key).digest('hex'), 'answer'),
  }
}
