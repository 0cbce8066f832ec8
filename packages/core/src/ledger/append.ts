import { formatInstant } from '../time/instant.ts'
import { LedgerBody } from './body.ts'
import { type Decided, entryHash, type LedgerEntry, type LedgerHead } from './entry.ts'

/**
 * The entries that follow a head, in the order given, and the new head.
 * @throws ZodError for a body with a field that no body of its type has: a secret that came along must not get in
 */
export const appendToLedger = (
  head: LedgerHead,
  decided: readonly Decided[],
): { entries: LedgerEntry[]; head: LedgerHead } => {
  const entries: LedgerEntry[] = []
  let last = head
  for (const { at, body } of decided) {
    const unsigned = { seq: last.seq + 1, previous: last.head, at: formatInstant(at), body: LedgerBody.parse(body) }
    const hash = entryHash(unsigned)
    entries.push({ ...unsigned, hash })
    last = { seq: unsigned.seq, head: hash }
  }
  return { entries, head: last }
}
