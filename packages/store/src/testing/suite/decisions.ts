import { randomUUID } from 'node:crypto'
import { appendToLedger, DAY, formatInstant, LEDGER_START, NOTHING_STANDS } from '@plumbline/core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { body, keyValue } from '../../dynamo/attributes.ts'
import { createMeter } from '../../dynamo/capacity.ts'
import { connect } from '../../dynamo/connection.ts'
import { createDynamo } from '../../dynamo/dynamo.ts'
import { keysOf } from '../../keys.ts'
import { openStore } from '../../open.ts'
import type { EngagementStore, Store } from '../../port.ts'
import type { Commit, CommitWrite } from '../../values.ts'
import { commitNow } from '../decided.ts'
import type { Suite } from '../engines.ts'
import { type FaultyWire, startFaultyWire } from '../faulty-wire.ts'
import {
  accessKey,
  breach,
  engagementState,
  entitled,
  exemptionGrant,
  keptRecord,
  repositoryMember,
} from '../records.ts'
import { NOW, PATIENT } from './bench.ts'

const PAGE = { limit: 100, after: null, descending: false }

const created = async (engagement: EngagementStore) => {
  const state = engagementState(engagement.engagement)
  await engagement.createEngagement(state)
  return state
}

/** A decision on the state as it was made. */
const decision = (engagement: EngagementStore, title: string, writes: CommitWrite[] = []): Commit => {
  const state = engagementState(engagement.engagement)
  const { entries, head } = appendToLedger(LEDGER_START, [entitled(NOW, title)])
  return { state: { ...state, title, ledger: head, revision: 2 }, readRevision: 1, entries, writes }
}

const EVERY_WRITE: CommitWrite[] = [
  { kind: 'record', record: keptRecord('waiver', 'w1', NOW) },
  { kind: 'open_breach', breach: breach('b1', NOW), identity: 'one' },
  { kind: 'add_key', key: accessKey('k1') },
  { kind: 'bind_repository', member: repositoryMember('m1') },
  { kind: 'use_exemption', grant: exemptionGrant('2026-11', 'pr-1') },
]

export const decisionSuite: Suite = (bench, newTable) => {
  describe('a decision', () => {
    test('is written with its entries and everything else it says, by one of many who decide the same at once', async () => {
      const { engagement } = bench.open()
      await created(engagement)
      const tries = Array.from({ length: 6 }, () => engagement.commit(decision(engagement, 'same', EVERY_WRITE)))
      const outcomes = await Promise.all(tries)
      expect(outcomes.filter((outcome) => outcome === 'written')).toHaveLength(1)
      const state = await engagement.state()
      const { items } = await engagement.ledger(PAGE)
      expect([state?.title, state?.revision]).toEqual(['same', 2])
      expect(items).toEqual(decision(engagement, 'same').entries)
      expect(state?.ledger).toEqual({ seq: 1, head: items[0]?.hash })
      expect(await engagement.keptRecord('waiver', 'w1')).toEqual(keptRecord('waiver', 'w1', NOW))
      expect((await engagement.breachByIdentity('one'))?.id).toBe('b1')
      expect((await engagement.keys()).map(({ id }) => id)).toEqual(['k1'])
      expect((await engagement.members()).map(({ id }) => id)).toEqual(['m1'])
      expect(await engagement.exemptions('2026-11')).toEqual(['pr-1'])
      expect(await engagement.exemptionOf('pr-1')).toEqual(exemptionGrant('2026-11', 'pr-1'))
    })

    test.each(EVERY_WRITE)(
      'is written wholly or not at all: a $kind that was made before refuses it',
      async (write) => {
        const { engagement } = bench.open()
        expect(await commitNow(engagement, [write])).toBe('written')
        const before = await engagement.state()
        expect(await commitNow(engagement, [write], [entitled(NOW, 'late')], { title: 'late' })).toBe('stale')
        expect(await engagement.state()).toEqual(before)
        expect((await engagement.ledger(PAGE)).items).toEqual([])
      },
    )

    test('without a word in the ledger is refused all the same, where the state has moved on', async () => {
      const { engagement } = bench.open()
      const state = await created(engagement)
      const silent = (title: string): Commit => ({
        state: { ...state, title, revision: 2 },
        readRevision: 1,
        entries: [],
        writes: [],
      })
      expect(await engagement.commit(silent('first'))).toBe('written')
      expect(await engagement.commit(silent('second'))).toBe('stale')
      expect((await engagement.state())?.title).toBe('first')
    })

    test('never puts an entry in the place of another, also where the state was set back', async () => {
      const { engagement } = bench.open()
      const state = await created(engagement)
      expect(await engagement.commit(decision(engagement, 'first'))).toBe('written')
      // As a backup of the state alone would bring it back.
      const back = { state: { ...state, revision: 3 }, readRevision: 2, entries: [], writes: [] }
      expect(await engagement.commit(back)).toBe('written')
      const { state: next, ...rest } = decision(engagement, 'second')
      expect(await engagement.commit({ ...rest, state: { ...next, revision: 4 }, readRevision: 3 })).toBe('stale')
      expect((await engagement.ledger(PAGE)).items).toEqual(decision(engagement, 'first').entries)
    })

    test('has the next revision, the head of its last entry, and its own engagement', async () => {
      const { engagement } = bench.open()
      await created(engagement)
      const good = decision(engagement, 'good')
      const wrong: Commit[] = [
        { ...good, readRevision: 2 },
        { ...good, state: { ...good.state, ledger: LEDGER_START } },
        { ...good, state: { ...good.state, engagement: 'another' } },
      ]
      for (const commit of wrong) await expect(engagement.commit(commit)).rejects.toThrow(TypeError)
      const many = Array.from(
        { length: 50 },
        (_, i): CommitWrite => ({
          kind: 'record',
          record: keptRecord('waiver', `w${i}`, NOW),
        }),
      )
      await expect(engagement.commit({ ...good, writes: many })).rejects.toThrow(RangeError)
      expect(await engagement.commit(good)).toBe('written')
    })
  })

  describe('the ledger', () => {
    test('comes in the order of its numbers, past where they get longer, forwards and backwards', async () => {
      const { engagement } = bench.open()
      await commitNow(
        engagement,
        [],
        Array.from({ length: 40 }, (_, i) => entitled(NOW, `entry ${i + 1}`)),
      )
      const numbers = async (page: object) => {
        const { items, next } = await engagement.ledger({ ...PAGE, ...page })
        return { seqs: items.map(({ seq }) => seq), next }
      }
      expect((await numbers({})).seqs).toEqual(Array.from({ length: 40 }, (_, i) => i + 1))
      const first = await numbers({ limit: 37 })
      expect((await numbers({ limit: 37, after: first.next })).seqs).toEqual([38, 39, 40])
      expect((await numbers({ descending: true, limit: 2 })).seqs).toEqual([40, 39])
    })
  })

  describe('records', () => {
    test('move one revision at a time, and are listed by when they began', async () => {
      const { engagement } = bench.open()
      const write = (id: string, at: number, revision: number) =>
        commitNow(engagement, [{ kind: 'record', record: keptRecord('period', id, at, revision) }])
      for (const i of [3, 1, 2]) expect(await write(`p${i}`, NOW + i * DAY, 1)).toBe('written')
      expect(await write('p1', NOW + DAY, 3)).toBe('stale')
      expect(await write('p1', NOW + DAY, 2)).toBe('written')
      expect(await write('p1', NOW + DAY, 2)).toBe('stale')
      expect(await write('absent', NOW, 2)).toBe('stale')
      expect(await engagement.keptRecord('period', 'p1')).toEqual(keptRecord('period', 'p1', NOW + DAY, 2))
      expect(await engagement.keptRecord('waiver', 'p1')).toBeNull()
      const ids = async (page: object) => {
        const { items, next } = await engagement.keptRecords('period', { ...PAGE, ...page })
        return { ids: items.map(({ id }) => id), next }
      }
      expect((await ids({})).ids).toEqual(['p1', 'p2', 'p3'])
      expect((await ids({ from: NOW + 2 * DAY, to: NOW + 3 * DAY })).ids).toEqual(['p2'])
      const newest = await ids({ descending: true, limit: 2 })
      expect(newest.ids).toEqual(['p3', 'p2'])
      expect((await ids({ descending: true, after: newest.next })).ids).toEqual(['p1'])
    })
  })

  describe('the installation’s engagements', () => {
    test('are listed by name; one of before there was a ledger once it is read, with an empty chain', async () => {
      const connection = await newTable()
      const store = openStore({ ...connection, now: () => NOW, retry: PATIENT })
      for (const name of ['northwind-b', 'acme-a']) await created(store.forEngagement(name))
      const { ledger: _, standing: __, sealedUntil: ___, ...old } = engagementState('acme-old')
      const db = createDynamo(connect(connection), connection.table, createMeter(), { ...PATIENT, baseMs: 1, capMs: 9 })
      await db.put({ ...keyValue(keysOf('acme-old').state), ...body(old), n: { N: '1' } })
      const listed = async () => (await store.engagements({ limit: 9, after: null })).items
      expect((await listed()).map(({ engagement }) => engagement)).toEqual(['acme-a', 'northwind-b'])
      const reads = await Promise.all([1, 2, 3].map(() => store.forEngagement('acme-old').state()))
      for (const read of reads)
        expect(read).toEqual({ ...old, revision: 2, ledger: LEDGER_START, standing: NOTHING_STANDS, sealedUntil: 0 })
      expect(await commitNow(store.forEngagement('acme-old'), [], [entitled(NOW, 'first')])).toBe('written')
      expect((await listed())[1]).toEqual({ engagement: 'acme-old', createdAt: old.createdAt })
      const first = await store.engagements({ limit: 2, after: null })
      expect((await store.engagements({ limit: 2, after: first.next })).items).toHaveLength(1)
      store.close()
    })
  })

  describe('a decision whose answer is lost', () => {
    let wire: FaultyWire
    let store: Store
    beforeAll(async () => {
      wire = await startFaultyWire(bench.connection().endpoint ?? '')
      store = openStore({ ...bench.connection(), endpoint: wire.endpoint, now: () => NOW, retry: PATIENT })
    })
    afterAll(async () => {
      store.close()
      await wire.stop()
    })

    /** Loses the answer of the first transaction, and does something before it is tried again. */
    const lossy = async <T>(ask: () => Promise<T>, meanwhile = async () => {}): Promise<T> => {
      let lost = false
      let done: Promise<void> = Promise.resolve()
      wire.decide((_, operation) => {
        if (operation !== 'TransactWriteItems' || lost) return 'answered'
        lost = true
        done = meanwhile()
        return 'answer lost'
      })
      const retries = store.cost().retries
      const outcome = await ask()
      await done
      expect(store.cost().retries).toBeGreaterThan(retries)
      return outcome
    }
    const fresh = async () => {
      wire.decide(() => 'answered')
      const engagement = store.forEngagement(`e-${randomUUID()}`)
      await created(engagement)
      return engagement
    }

    test('is written, and not taken for someone else’s', async () => {
      const engagement = await fresh()
      expect(await lossy(() => engagement.commit(decision(engagement, 'ours', EVERY_WRITE)))).toBe('written')
      expect((await engagement.ledger(PAGE)).items).toHaveLength(1)
      const { entries: _, ...silent } = decision(engagement, 'silent')
      const state = { ...silent.state, ledger: (await engagement.state())?.ledger ?? LEDGER_START, revision: 3 }
      expect(await lossy(() => engagement.commit({ ...silent, state, readRevision: 2, entries: [] }))).toBe('written')
    })

    test('is written, also where the next one has been written meanwhile', async () => {
      const engagement = await fresh()
      const other = bench.sameEngagement(engagement.engagement)
      const next = async () => {
        // The first has to be there before something can follow it.
        while ((await other.state())?.revision === 1) await new Promise(setImmediate)
        await commitNow(other, [], [entitled(NOW, 'next')])
      }
      expect(await lossy(() => engagement.commit(decision(engagement, 'ours')), next)).toBe('written')
      expect((await engagement.ledger(PAGE)).items.length).toBeGreaterThanOrEqual(1)
    })

    test('that others took the place of is stale', async () => {
      const engagement = await fresh()
      await commitNow(bench.sameEngagement(engagement.engagement), [], [entitled(NOW, 'theirs')])
      expect(await engagement.commit(decision(engagement, 'ours'))).toBe('stale')
      expect(await engagement.createEngagement(engagementState(engagement.engagement))).toBe('exists')
    })

    test('making an engagement is done', async () => {
      const engagement = store.forEngagement(`e-${randomUUID()}`)
      expect(await lossy(() => created(engagement))).toMatchObject({ createdAt: expect.any(Number) })
      expect((await engagement.state())?.title).toBe(engagementState('x').title)
      expect(formatInstant((await engagement.state())?.createdAt ?? 0)).toContain('2026')
    })
  })
}
