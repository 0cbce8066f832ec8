import { describe, expect, test } from 'vitest'
import type { VersionRecord } from '../agreement/versions.ts'
import type { BreachTransition } from '../breach/breach.ts'
import { breachOf } from '../testing/breach.ts'
import { ADA } from '../testing/ledger.ts'
import { appendToLedger } from './append.ts'
import type { LedgerBody } from './body.ts'
import { LEDGER_START } from './entry.ts'
import { breachEntry } from './of-breach.ts'
import { versionEntry } from './of-version.ts'

/** As it gets in: what no body may say is thrown out. */
const entered = (body: LedgerBody) => appendToLedger(LEDGER_START, [{ at: 0, body }]).entries[0]?.body

const ENGINE = { engine: true } as const
const AT = '2026-11-20T00:00:00.000Z'

describe('each step in the story of a breach is an entry', () => {
  test.each<{ step: BreachTransition; body: object }>([
    {
      step: { at: AT, kind: 'opened', by: ENGINE, evaluation_id: 'ev_1', value: 50, display: '50.0 %' },
      body: {
        type: 'breach_opened',
        breach: 'br_1',
        objective: 'patch-coverage',
        value: 50,
        target: '≥ 80 %',
        evaluation: 'ev_1',
        opened_by: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
      },
    },
    {
      step: { at: AT, kind: 'reopened', by: ENGINE, value: 40, display: '40.0 %', evaluation_id: 'ev_2' },
      body: { type: 'breach_reopened', value: 40, evaluation: 'ev_2' },
    },
    {
      step: { at: AT, kind: 'counted', by: ENGINE },
      body: { type: 'breach_counted', enforcement: 'block', value: null },
    },
    {
      step: { at: AT, kind: 'resolved', by: ENGINE, value: 90, display: '90.0 %' },
      body: { type: 'breach_resolved', by: ENGINE, value: 90 },
    },
    {
      step: { at: AT, kind: 'resolved', by: ADA, note: 'fixed' },
      body: { type: 'breach_resolved', by: ADA, note: 'fixed' },
    },
    {
      step: { at: AT, kind: 'exempted', by: ENGINE, value: 50, display: '50.0 %', evaluation_id: 'ev_2' },
      body: { type: 'breach_exempted', value: 50, evaluation: 'ev_2' },
    },
    { step: { at: AT, kind: 'acknowledged', by: ADA }, body: { type: 'breach_acknowledged', by: ADA } },
    { step: { at: AT, kind: 'noted', by: ADA, note: 'seen' }, body: { type: 'breach_noted', by: ADA, note: 'seen' } },
    {
      step: { at: AT, kind: 'root_cause', by: ADA, note: 'the pool', cause: { category: 'capacity' } },
      body: { type: 'root_cause', by: ADA, note: 'the pool', category: 'capacity' },
    },
  ])('$step.kind', ({ step, body }) => {
    expect(entered(breachEntry(breachOf({ timeline: [step] })))).toMatchObject(body)
  })

  test('that opens one says by its hash with which evidence', () => {
    const one = breachEntry(breachOf())
    const { opened_by } = breachOf()
    const other = breachEntry(breachOf({ opened_by: { ...opened_by, evidence: { formula: 'another' } } }))
    expect(one).not.toEqual(other)
  })
})

describe('what becomes of a version is an entry', () => {
  const proposed: VersionRecord = {
    version: 2,
    hash: `sha256:${'4f'.repeat(32)}`,
    proposed_by: 'vendor',
    proposed_at: 0,
    decision: null,
    in_force_from: null,
  }
  test.each<{ record: VersionRecord; body: object }>([
    { record: proposed, body: { type: 'proposed' } },
    {
      record: { ...proposed, decision: { kind: 'accepted', by: 'client', at: 5, retroactive: true }, in_force_from: 0 },
      body: { type: 'accepted', retroactive: true, in_force_from: '1970-01-01T00:00:00.000Z' },
    },
    { record: { ...proposed, decision: { kind: 'rejected', by: 'client', at: 5 } }, body: { type: 'rejected' } },
    { record: { ...proposed, decision: { kind: 'withdrawn', by: 'vendor', at: 5 } }, body: { type: 'withdrawn' } },
  ])('$body.type', ({ record, body }) => {
    expect(entered(versionEntry(record, ADA))).toEqual({ version: 2, hash: proposed.hash, by: ADA, ...body })
  })
})
