import { randomUUID } from 'node:crypto'
import { DAY } from '@plumbline/core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openStore } from '../../open.ts'
import type { EngagementStore, Store } from '../../port.ts'
import type { KeyRecord, RepositoryMember } from '../../values.ts'
import { commitNow } from '../decided.ts'
import type { Suite } from '../engines.ts'
import { type FaultyWire, startFaultyWire } from '../faulty-wire.ts'
import { accessKey, repositoryMember } from '../records.ts'
import { NOW, PATIENT } from './bench.ts'

const LEASE = 1_000
const request = (holder: string, more: object = {}) => ({
  requestHash: 'hash',
  holder,
  leaseMs: LEASE,
  now: NOW,
  ...more,
})

export const accessSuite: Suite = (bench) => {
  describe('access keys', () => {
    test('are made once, listed, and revoked for good', async () => {
      const { engagement } = bench.open()
      const key = accessKey('k1')
      const add = (one: KeyRecord) => commitNow(engagement, [{ kind: 'add_key', key: one }])
      const end = (id: string, at: number) => commitNow(engagement, [{ kind: 'end_key', id, at }])
      expect(await engagement.keys()).toEqual([])
      expect(await add(key)).toBe('written')
      expect(await add({ ...key, name: 'thief' })).toBe('stale')
      expect(await add(accessKey('k2', 'client'))).toBe('written')
      expect(await engagement.key('k1')).toEqual(key)
      expect(await engagement.key('absent')).toBeNull()
      expect(await end('k1', 5)).toBe('written')
      expect(await end('k1', 9)).toBe('stale')
      expect(await end('absent', 9)).toBe('stale')
      expect((await engagement.keys()).map(({ id, revokedAt }) => [id, revokedAt])).toEqual([
        ['k1', 5],
        ['k2', null],
      ])
    })
  })

  describe('members', () => {
    test('are bound once, and may be bound anew once they are removed', async () => {
      const { engagement } = bench.open()
      const member = repositoryMember('m1')
      const bind = (one: RepositoryMember) => commitNow(engagement, [{ kind: 'bind_repository', member: one }])
      const remove = (id: string, at: number) => commitNow(engagement, [{ kind: 'remove_repository', id, at }])
      expect(await engagement.member('m1')).toBeNull()
      expect(await bind(member)).toBe('written')
      expect(await bind(repositoryMember('m1', 'client'))).toBe('stale')
      expect(await engagement.member('m1')).toEqual(member)
      expect(await engagement.members()).toEqual([member])
      expect(await remove('m2', 8)).toBe('stale')
      expect(await remove('m1', 9)).toBe('written')
      expect(await remove('m1', 10)).toBe('stale')
      expect(await engagement.member('m1')).toEqual({ ...member, removedAt: 9 })
      expect(await engagement.members()).toEqual([])
      expect(await bind(repositoryMember('m1', 'client'))).toBe('written')
      expect(await engagement.members()).toEqual([repositoryMember('m1', 'client')])
    })
  })

  describe('what counts once', () => {
    test('counts once, whoever asks and from wherever', async () => {
      const { store } = bench.open()
      const name = randomUUID()
      const tries = Array.from({ length: 8 }, (_, i) => store.useToken(name, `request-${i}`, NOW + DAY))
      expect((await Promise.all(tries)).filter((outcome) => outcome === 'first')).toHaveLength(1)
      expect(await bench.open().store.useToken(name, 'late', NOW + DAY)).toBe('used')
      expect(await store.useToken(`${name} `, 'other', NOW + DAY)).toBe('first')
    })
  })

  describe('an idempotent request', () => {
    test('is answered once, by one, and its answer is remembered for a day', async () => {
      const { engagement } = bench.open()
      const tries = Array.from({ length: 6 }, (_, i) => engagement.reserve('key', request(`h${i}`)))
      const outcomes = await Promise.all(tries)
      expect(outcomes.filter(({ kind }) => kind === 'reserved')).toHaveLength(1)
      expect(outcomes.filter(({ kind }) => kind === 'under_way')).toHaveLength(5)
      const holder = `h${outcomes.findIndex(({ kind }) => kind === 'reserved')}`
      await engagement.remember('key', { requestHash: 'hash', holder: 'another', answer: 'forged', now: NOW })
      await engagement.remember('key', { requestHash: 'hash', holder, answer: 'answer', now: NOW })
      const answered = { kind: 'answered', requestHash: 'hash', answer: 'answer' }
      expect(await engagement.reserve('key', request('late', { requestHash: 'other' }))).toEqual(answered)
      // An answer outlives the lease it was made under, whether or not the table has removed what expired.
      expect(await engagement.reserve('key', request('late', { now: NOW + DAY - 1 }))).toEqual(answered)
      expect(await engagement.reserve('key', request('late', { now: NOW + DAY }))).toEqual({ kind: 'reserved' })
    })

    test('that failed is given back by who held it, and by nobody else', async () => {
      const { engagement } = bench.open()
      expect(await engagement.reserve('key', request('first'))).toEqual({ kind: 'reserved' })
      await engagement.release('key', 'another')
      const underWay = { kind: 'under_way', requestHash: 'hash', until: NOW + LEASE }
      expect(await engagement.reserve('key', request('second'))).toEqual(underWay)
      await engagement.release('key', 'first')
      await engagement.release('absent', 'first')
      expect(await engagement.reserve('key', request('second'))).toEqual({ kind: 'reserved' })
    })

    test('whose process ended is taken over when its lease ends, and the first can’t answer any more', async () => {
      const { engagement } = bench.open()
      await engagement.reserve('key', request('first'))
      expect(await engagement.reserve('key', request('second', { now: NOW + LEASE - 1 }))).toMatchObject({
        kind: 'under_way',
      })
      expect(await engagement.reserve('key', request('second', { now: NOW + LEASE }))).toEqual({ kind: 'reserved' })
      await engagement.remember('key', { requestHash: 'hash', holder: 'first', answer: 'late', now: NOW })
      await engagement.release('key', 'first')
      await engagement.remember('key', { requestHash: 'hash', holder: 'second', answer: 'answer', now: NOW })
      expect(await engagement.reserve('key', request('third'))).toMatchObject({ answer: 'answer' })
    })
  })

  describe('an answer of the store that is lost on the way', () => {
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

    /** Loses the answer of the first write of each call. */
    const lossy = async <T>(ask: () => Promise<T>): Promise<T> => {
      let lost = false
      wire.decide((_, operation) => {
        if (lost || operation === 'GetItem' || operation === 'Query') return 'answered'
        lost = true
        return 'answer lost'
      })
      const before = store.cost().retries
      const outcome = await ask()
      expect(store.cost().retries).toBe(before + 1)
      return outcome
    }
    const cases: { name: string; ask: (engagement: EngagementStore) => Promise<unknown>; outcome: unknown }[] = [
      { name: 'using a token', ask: (e) => store.useToken(e.engagement, 'request', NOW + DAY), outcome: 'first' },
      { name: 'reserving', ask: (e) => e.reserve('key', request('holder')), outcome: { kind: 'reserved' } },
    ]
    test.each(cases)('$name is done, and not taken for someone else’s doing', async ({ ask, outcome }) => {
      const engagement = store.forEngagement(`e-${randomUUID()}`)
      expect(await lossy(() => ask(engagement))).toEqual(outcome)
    })
  })
}
