import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'
import type { Instant } from '../time/instant.ts'
import type { LedgerBody } from './body.ts'

/** One decision in the chain; wire form. */
export type LedgerEntry = {
  /** From 1 on, without a gap. */
  seq: number
  /** Hash of the entry before; 64 zeros for the first. */
  previous: string
  /** When it was decided, or came about by rule: RFC 3339 in UTC, three fractional digits. */
  at: string
  body: LedgerBody
  /** Over all the others. */
  hash: string
}

/** The last entry, by its number and hash: whoever keeps it can tell later whether the chain is still the same. */
export type LedgerHead = { seq: number; head: string }

/** What is decided, and when. */
export type Decided = { at: Instant; body: LedgerBody }

export const LEDGER_START: LedgerHead = { seq: 0, head: '0'.repeat(64) }

/** RFC 8785: of the same content there is one text only. */
export const canonicalJson = (value: object): string => {
  const text = canonicalize(value)
  if (text === undefined) throw new TypeError('no JSON')
  return text
}

export const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex')

/** SHA-256 in hex over the canonical JSON of everything an entry says but its own hash. */
export const entryHash = ({ seq, previous, at, body }: Omit<LedgerEntry, 'hash'>): string =>
  sha256(canonicalJson({ at, body, previous, seq }))

/** An entry as an export has it: one line, without its end. */
export const entryLine = ({ seq, previous, at, body, hash }: LedgerEntry): string =>
  canonicalJson({ at, body, hash, previous, seq })
