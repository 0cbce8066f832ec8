import { appendToLedger } from '../ledger/append.ts'
import { type Decided, entryLine, LEDGER_START, type LedgerEntry } from '../ledger/entry.ts'

const AT = Date.parse('2026-12-01T09:00:00.000Z')

export const ADA = { party: 'vendor', key: '0f1e2d3c4b5a697887', name: 'Ada, Northwind' } as const

/** Decisions of several families, texts with what JSON has to escape among them. */
export const DECISIONS: Decided[] = [
  {
    at: AT,
    body: { type: 'engagement_created', engagement: 'acme-checkout', title: 'Acme & “Northwind” \u0001 結帳' },
  },
  { at: AT + 1, body: { type: 'proposed', version: 1, hash: `sha256:${'4f'.repeat(32)}`, by: ADA } },
  {
    at: AT + 60_000,
    body: {
      type: 'breach_noted',
      breach: 'br_1',
      service: 'pay',
      environment: 'production',
      objective: 'o',
      note: 'J"\\\n*',
      by: ADA,
    },
  },
  { at: AT + 90_000, body: { type: 'seal', day: '2026-11-30', events: 3, hash: `sha256:${'0a'.repeat(32)}` } },
]

export const chainOf = (decided: readonly Decided[] = DECISIONS): LedgerEntry[] =>
  appendToLedger(LEDGER_START, decided).entries

/** As an export has it. */
export const exportOf = (entries: readonly LedgerEntry[]): string =>
  entries.map((entry) => `${entryLine(entry)}\n`).join('')
