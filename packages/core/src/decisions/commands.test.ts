import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { breachOf } from '../testing/breach.ts'
import { ARBITER, CLIENT, dispute, exclusion, must, NOW, state, VENDOR, waiver } from '../testing/decisions.ts'
import { DAY, parseInstant } from '../time/instant.ts'
import { followDispute } from './breach-follows.ts'
import { answerDispute, disputeAt, withdrawDispute } from './dispute.ts'
import { EXCLUSION_MOVES, moveExclusion } from './exclusion.ts'
import { moveWaiver, WAIVER_MOVES, type Waiver, waiverAt } from './waiver.ts'

const PEOPLE = [CLIENT, VENDOR] as const
const moments = fc.integer({ min: 0, max: 40 }).map((days) => NOW + days * DAY)

describe('any commands, by anybody, in any order, at any time', () => {
  test('a waiver moves only along its lines, each step by who may, and never back', () => {
    const NEXT: Record<Waiver['status'], readonly string[]> = {
      requested: ['approved', 'rejected', 'withdrawn'],
      approved: ['revoked', 'expired'],
      rejected: [],
      withdrawn: [],
      revoked: [],
      expired: [],
    }
    const command = fc.tuple(fc.constantFrom(...WAIVER_MOVES), fc.constantFrom(...PEOPLE), moments)
    fc.assert(
      fc.property(fc.array(command, { maxLength: 12 }), (commands) => {
        let one = waiver()
        for (const [move, by, when] of commands.toSorted((a, b) => a[2] - b[2])) {
          const before = waiverAt(one, when)
          const result = moveWaiver(one, move, by, when)
          if (!result.ok || result.value === one) continue
          expect(NEXT[before.status]).toContain(result.value.status)
          expect(result.value.revision).toBe(before.revision + 1)
          // The same once more changes nothing.
          expect(must(moveWaiver(result.value, move, by, when))).toBe(result.value)
          one = result.value
        }
        for (const { kind, by } of one.timeline)
          if (['approved', 'rejected', 'revoked'].includes(kind)) expect(by).toMatchObject({ party: 'client' })
        const holds = one.timeline.find(({ kind }) => kind === 'approved')
        if (holds) expect(parseInstant(holds.at) ?? 0).toBeLessThan(parseInstant(one.expires_at) ?? 0)
      }),
      { numRuns: 300 },
    )
  })
  test('an exclusion takes time out only with the word of both', () => {
    const command = fc.tuple(fc.constantFrom(...EXCLUSION_MOVES), fc.constantFrom(...PEOPLE), moments)
    fc.assert(
      fc.property(fc.array(command, { maxLength: 12 }), (commands) => {
        let one = exclusion(NOW + 10 * DAY)
        for (const [move, by, when] of commands.toSorted((a, b) => a[2] - b[2])) {
          const result = moveExclusion(one, move, by, when)
          if (!result.ok) continue
          if (result.value !== one) expect(must(moveExclusion(result.value, move, by, when))).toBe(result.value)
          one = result.value
        }
        const said = one.timeline.map(({ kind, by }) => `${kind} ${by.party}`)
        if (one.status === 'approved' || one.status === 'revoked')
          expect(said.slice(0, 2)).toEqual(['proposed vendor', 'approved client'])
        else expect(said.length).toBeLessThanOrEqual(2)
        expect(one.from < one.to).toBe(true)
      }),
      { numRuns: 300 },
    )
  })
  test('a dispute is ruled once, by both, by the arbiter after the answer, or by silence when it is due', () => {
    const say = fc.oneof(
      fc.tuple(fc.constant('answer' as const), fc.constantFrom(...PEOPLE), moments),
      fc.tuple(fc.constant('withdraw' as const), fc.constantFrom(...PEOPLE), moments),
      fc.tuple(fc.constantFrom('uphold' as const, 'overturn' as const), fc.constantFrom(...PEOPLE, ARBITER), moments),
    )
    fc.assert(
      fc.property(fc.array(say, { maxLength: 14 }), (commands) => {
        let one = dispute()
        let breach = followDispute(breachOf(), one)
        for (const [what, by, when] of commands.toSorted((a, b) => a[2] - b[2])) {
          const before = disputeAt(one, when)
          const actor = by.party === 'arbiter' ? null : by
          const result =
            what === 'answer'
              ? actor && answerDispute(before, 'x', actor, when)
              : what === 'withdraw'
                ? actor && withdrawDispute(before, actor, when)
                : state(before, { ruling: what }, by, when)
          if (!result?.ok) continue
          one = result.value
          breach = followDispute(breach, one)
          expect(followDispute(breach, one)).toBe(breach)
        }
        one = disputeAt(one, NOW + 41 * DAY)
        breach = followDispute(breach, one)
        const rulings = one.timeline.filter(({ kind }) => kind === 'ruled')
        expect(rulings.length).toBe(one.status === 'ruled' ? 1 : 0)
        if (one.settled_by === 'both') expect(one.stated.client).toBe(one.stated.vendor)
        if (one.settled_by === 'arbiter')
          expect(one.timeline.some(({ by }) => 'party' in by && by.party === 'client')).toBe(true)
        if (one.settled_by === 'silence') expect(one.settled_at).toBe(one.answer_due_at)
        const expected = one.status === 'ruled' ? (one.ruling === 'overturn' ? 'overturned' : 'open') : null
        if (expected) expect(breach.status).toBe(expected)
        else expect(breach.status).toBe(one.status === 'withdrawn' ? 'open' : 'disputed')
        expect(breach.timeline.filter((step) => step.dispute === one.id)).toHaveLength(one.timeline.length)
      }),
      { numRuns: 300 },
    )
  })
})
