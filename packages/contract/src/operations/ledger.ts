import * as z from 'zod'
import type { Operation } from '../operation.ts'
import { LedgerEntry, LedgerHead, LedgerQuery } from '../schemas/ledger.ts'
import { page } from '../schemas/primitives.ts'
import { E, json } from './parts.ts'

/** What was decided, as a chain that anyone can check. */
export const ledgerOperations = {
  listLedger: {
    method: 'get',
    path: `${E}/ledger`,
    summary: 'Everything that was decided, chained entry by entry',
    description:
      'Each entry holds the hash of the one before, so that none can be changed, taken out or put in between unseen. ' +
      'As NDJSON it comes as canonical JSON (RFC 8785), a line for each entry: all pages in their order, one behind ' +
      'the other, are the file that `plumbline ledger verify` checks without a server.',
    tag: 'Ledger',
    access: { scope: 'read' },
    query: LedgerQuery,
    answer: {
      status: 200,
      description: 'A page of entries',
      content: { ...json(page(LedgerEntry)), 'application/x-ndjson': z.string() },
    },
    problems: ['invalid_cursor'],
  },
  getLedgerHead: {
    method: 'get',
    path: `${E}/ledger/head`,
    summary: 'How far the chain reaches: a witness to keep',
    tag: 'Ledger',
    access: { scope: 'read' },
    answer: { status: 200, description: 'Number and hash of the last entry', content: json(LedgerHead) },
    problems: [],
  },
} as const satisfies Record<string, Operation>
