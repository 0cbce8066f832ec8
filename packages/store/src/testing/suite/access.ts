import { randomUUID } from 'node:crypto'
import { DAY } from '@plumbline/core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openStore } from '../../open.ts'
import type { EngagementStore, Store } from '../../port.ts'
import type { Suite } from '../engines.ts'
import { type FaultyWire, startFaultyWire } from '../faulty-wire.ts'
import { accessKey, engagementState, repositoryMember } from '../records.ts'
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
      expect(await engagement.keyRing()).toEqual({ keys: [], revision: 0 })
      expect(await engagement.putKey(key, 0)).toBe('created')
      expect(await engagement.putKey({ ...key, name: 'thief' }, 1)).toBe('exists')
      expect(await engagement.putKey(accessKey('k2', 'client'), 1)).toBe('created')
      expect(await engagement.key('k1')).toEqual(key)
      expect(await engagement.key('absent')).toBeNull()
      expect(await engagement.revokeKey('k1', 5, 2)).toBe('revoked')
      expect(await engagement.revokeKey('k1', 9, 3)).toBe('revoked')
      expect(await engagement.revokeKey('absent', 9, 4)).toBe('absent')
      const { keys, revision } = await engagement.keyRing()
      expect(keys.map(({ id, revokedAt }) => [id, revokedAt])).toEqual([
        ['k1', 5],
        ['k2', null],
      ])
      expect(revision).toBe(4)
    })

    test('change only as they were read: of many who add or revoke on the same keys one does', async () => {
      const { engagement } = bench.open()
      const ids = ['a', 'b', 'c', 'd', 'e', 'f']
      const added = await Promise.all(ids.map((id) => engagement.putKey(accessKey(id), 0)))
      expect(added.filter((outcome) => outcome === 'created')).toHaveLength(1)
      expect(added.filter((outcome) => outcome === 'stale')).toHaveLength(5)
      const [first] = (await engagement.keyRing()).keys
      await engagement.putKey(accessKey('z'), 1)
      const ended = await Promise.all([first?.id ?? '', 'z'].map((id) => engagement.revokeKey(id, 7, 2)))
      expect(ended.toSorted()).toEqual(['revoked', 'stale'])
      expect((await engagement.keyRing()).keys.filter(({ revokedAt }) => revokedAt === null)).toHaveLength(1)
    })

    test('a claim makes one key, however many take it at once', async () => {
      const { engagement } = bench.open()
      const state = engagementState(engagement.engagement)
      await engagement.createEngagement(state)
      const claim = state.claims.client ?? ''
      const tries = Array.from({ length: 6 }, (_, i) => engagement.takeClaim(claim, accessKey(`k${i}`, 'client')))
      expect((await Promise.all(tries)).filter((outcome) => outcome === 'taken')).toHaveLength(1)
      expect((await engagement.keyRing()).keys).toHaveLength(1)
      expect(await engagement.takeClaim(claim, accessKey('late', 'client'))).toBe('absent')
      expect(await engagement.takeClaim(state.claims.vendor ?? '', accessKey('wrong-party', 'client'))).toBe('absent')
      expect((await engagement.state())?.claims).toEqual({ vendor: state.claims.vendor })
    })
  })

  describe('members', () => {
    test('are bound once, removed by their own party, and may then be bound anew', async () => {
      const { engagement } = bench.open()
      const member = repositoryMember('m1')
      expect(await engagement.member('m1')).toBeNull()
      expect(await engagement.putMember(member)).toBe('created')
      expect(await engagement.putMember(repositoryMember('m1', 'client'))).toBe('exists')
      expect(await engagement.member('m1')).toEqual(member)
      expect(await engagement.members()).toEqual([member])
      expect(await engagement.removeMember('m1', 'client', 8)).toBe('absent')
      expect(await engagement.removeMember('m2', 'vendor', 8)).toBe('absent')
      expect(await engagement.removeMember('m1', 'vendor', 9)).toBe('removed')
      expect(await engagement.member('m1')).toEqual({ ...member, removedAt: 9 })
      expect(await engagement.members()).toEqual([])
      expect(await engagement.putMember(repositoryMember('m1', 'client'))).toBe('created')
      expect(await engagement.members()).toEqual([repositoryMember('m1', 'client')])
    })

    test('of many who bind one at once, one does', async () => {
      const { engagement } = bench.open()
      const tries = Array.from({ length: 6 }, (_, i) =>
        engagement.putMember({ ...repositoryMember('m1'), createdBy: `admin-${i}` }),
      )
      expect((await Promise.all(tries)).filter((outcome) => outcome === 'created')).toHaveLength(1)
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
      { name: 'making a key', ask: (e) => e.putKey(accessKey('k'), 0), outcome: 'created' },
      { name: 'binding a repository', ask: (e) => e.putMember(repositoryMember('m')), outcome: 'created' },
      { name: 'using a token', ask: (e) => store.useToken(e.engagement, 'request', NOW + DAY), outcome: 'first' },
      { name: 'reserving', ask: (e) => e.reserve('key', request('holder')), outcome: { kind: 'reserved' } },
    ]
    test.each(cases)('$name is done, and not taken for someone else’s doing', async ({ ask, outcome }) => {
      const engagement = store.forEngagement(`e-${randomUUID()}`)
      expect(await lossy(() => ask(engagement))).toEqual(outcome)
    })

    test('revoking a key is done', async () => {
      const engagement = store.forEngagement(`e-${randomUUID()}`)
      wire.decide(() => 'answered')
      await engagement.putKey(accessKey('k'), 0)
      expect(await lossy(() => engagement.revokeKey('k', 5, 1))).toBe('revoked')
      expect((await engagement.keyRing()).keys).toMatchObject([{ id: 'k', revokedAt: 5 }])
    })
  })
}
