import { DAY, gateFactOf, WINDOW_FAMILIES } from '@plumbline/core'
import { describe, expect, test } from 'vitest'
import { openStore } from '../../open.ts'
import type { EngagementStore } from '../../port.ts'
import { commitNow } from '../decided.ts'
import { dump, wordsOf } from '../dump.ts'
import type { Suite } from '../engines.ts'
import { DAY_OF_50, dayOf, seeded } from '../history.ts'
import {
  accessKey,
  breach,
  engagementState,
  entitled,
  evaluation,
  exemptionGrant,
  keptRecord,
  repositoryMember,
} from '../records.ts'
import { type Bench, NOW, PATIENT } from './bench.ts'

const PAGE = { limit: 10, after: null, descending: true }
/** How far a sweep got is of no engagement. */
const SWEEPER = ''
const SECRET = 'plb_vendor_k1_0123456789abcdefSECRET'

const fillEverything = async (engagement: EngagementStore, bench: Bench) => {
  const day = dayOf(DAY_OF_50, NOW - DAY, seeded(1))
  await engagement.record(day, bench.sender)
  const state = engagementState(engagement.engagement)
  await engagement.createEngagement(state)
  await engagement.putAgreement({ version: 1, hash: 'sha256:0', text: 'text', mediaType: 'application/yaml' })
  await commitNow(
    engagement,
    [
      { kind: 'add_key', key: accessKey('k1') },
      { kind: 'bind_repository', member: repositoryMember('m1') },
      { kind: 'record', record: keptRecord('waiver', 'w1', NOW) },
      { kind: 'open_breach', breach: breach('b1', NOW), identity: 'identity' },
      { kind: 'use_exemption', grant: exemptionGrant('2026-11', 'pr-1') },
    ],
    [entitled(NOW, 'Acme')],
  )
  await engagement.putEvaluation(evaluation('e1', NOW))
  await engagement.addGate('checkout-api', gateFactOf(evaluation('e1', NOW)))
  await engagement.addTrend('checkout-api', { at: NOW, commit_sha: 'a'.repeat(40), evaluation_id: 'e1', values: {} })
  const request = { requestHash: 'hash', holder: 'holder', now: NOW }
  await engagement.reserve(SECRET, { ...request, leaseMs: 1 })
  await engagement.remember(SECRET, { ...request, answer: 'answer' })
  return day
}

/** Everything an engagement can read, by the very names the other one used. */
const readEverything = async (engagement: EngagementStore, day: Awaited<ReturnType<typeof fillEverything>>) => {
  const [first] = day
  const window = { from: NOW - 10 * DAY, to: NOW + DAY }
  const commit = day.flatMap(({ event }) => (event.type === 'coverage' ? [event.data.commit_sha] : []))
  const { facts, corrections, openBreaches } = await engagement.serviceFacts(
    'checkout-api',
    ['production'],
    window,
    WINDOW_FAMILIES,
  )
  const lists = [
    facts,
    corrections,
    openBreaches,
    first ? await engagement.eventsByRef(first.identity.slice(0, 16) as never) : [],
    await engagement.change('checkout-api', { commit: commit[0] ?? '' }),
    await engagement.change('checkout-api', { pullRequest: 7 }),
    await engagement.trend('checkout-api', window),
    await engagement.latestTrend('checkout-api', 5),
    await engagement.keys(),
    await engagement.exemptions('2026-11'),
    (await engagement.ledger(PAGE)).items,
    (await engagement.keptRecords('waiver', PAGE)).items,
    await engagement.members(),
    await engagement.gates('checkout-api', window),
    (await engagement.received(PAGE)).items,
    await engagement.receivedCounts(window),
    (await engagement.dayReceived(0))?.digests ?? [],
    [...(await engagement.receipts({ from: 0, to: Number.MAX_SAFE_INTEGER })).keys()],
    (await engagement.evaluations(PAGE)).items,
    (await engagement.breaches(PAGE)).items,
  ]
  const ones = [
    first ? await engagement.event(first.identity) : null,
    await engagement.nearestCoverage('checkout-api', commit),
    await engagement.state(),
    await engagement.agreement(1),
    await engagement.evaluation('e1'),
    await engagement.breach('b1'),
    await engagement.breachByIdentity('identity'),
    await engagement.keptRecord('waiver', 'w1'),
    await engagement.key('k1'),
    await engagement.member('m1'),
    await engagement.exemptionOf('pr-1'),
  ]
  return lists.flat().length + ones.filter((one) => one !== null).length
}

export const tenancySuite: Suite = (bench, newTable) => {
  describe('two engagements in one table', () => {
    test('see nothing of each other, although the name of one begins the other’s', async () => {
      const connection = await newTable()
      const store = openStore({ ...connection, now: () => NOW, retry: PATIENT })
      const acme = store.forEngagement('acme')
      const other = store.forEngagement('acme-x')
      const day = await fillEverything(acme, bench)
      await store.sweep()
      expect(await readEverything(acme, day)).toBeGreaterThan(20)
      expect(await readEverything(other, day)).toBe(0)
      expect(await other.rebuild({ dryRun: true })).toEqual({ events: 0, missing: 0, surplus: 0 })
      expect(await other.deployedBefore('checkout-api', ['production'], NOW, 'imported_too')).toBe(false)

      await fillEverything(other, bench)
      await store.sweep()
      const items = await dump(connection)
      expect(new Set(items.map((item) => item.pk?.S?.split('#')[0]))).toEqual(new Set(['acme', 'acme-x', SWEEPER]))
      expect(await acme.rebuild({ dryRun: false })).toEqual({ events: day.length, missing: 0, surplus: 0 })
      expect(await dump(connection)).toEqual(items)
      expect(items.map(wordsOf).join('\n')).not.toContain('SECRET')
      store.close()
    })

    test.each(['acme#S', 'acme#', '#sweep', '', 'Acme', 'a', '../acme', 'acme\0'])(
      'a store is made for no other name: %j',
      (name) => {
        expect(() => bench.open().store.forEngagement(name)).toThrow(TypeError)
      },
    )

    test.each([
      { name: 'checkout-api#staging', why: 'another partition' },
      { name: 'checkout-api#', why: 'the separator' },
      { name: '%23', why: 'the separator’s escape' },
      { name: 'x'.repeat(5_000), why: 'longer than a key may be' },
      { name: '', why: 'nothing' },
    ])('a name from outside can’t become part of a key: $why', async ({ name }) => {
      const { engagement } = bench.open()
      await engagement.record(dayOf(DAY_OF_50, NOW - DAY, seeded(2)).slice(0, 5), bench.sender)
      const past = { from: NOW - 9 * DAY, to: NOW }
      expect((await engagement.serviceFacts(name, [name], past, WINDOW_FAMILIES)).facts).toEqual([])
      expect(await engagement.gates(name, past)).toEqual([])
      expect(await engagement.change(name, { commit: name })).toEqual([])
      expect(await engagement.evaluation(name)).toBeNull()
      expect(await engagement.key(name)).toBeNull()
      expect(await engagement.breach(name)).toBeNull()
      expect(await engagement.keptRecord('waiver', name)).toBeNull()
    })
  })
}
