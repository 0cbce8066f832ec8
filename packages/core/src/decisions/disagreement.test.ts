import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { breachOf } from '../testing/breach.ts'
import { ARBITER, CLIENT, dispute, must, NOW, state, TERMS, VENDOR } from '../testing/decisions.ts'
import { mattersOf } from '../tick/matters.ts'
import { DAY, formatInstant, parseInstant } from '../time/instant.ts'
import { followDispute } from './breach-follows.ts'
import { answerDispute, type Dispute, disputeAt, settlesAt } from './dispute.ts'

const AGREE_BY = NOW + 20 * DAY
const alone = (): Dispute => dispute({ terms: { ...TERMS, arbiter: null } })
const answered = () => must(answerDispute(alone(), 'they were none', CLIENT, NOW + DAY))

describe('a dispute that the two never agree about, and nobody is named to rule', () => {
  test('ends after as long again as there was to answer: what was judged stands, as of that moment', () => {
    const one = answered()
    expect(disputeAt(one, AGREE_BY - 1)).toBe(one)
    expect(settlesAt(one)).toBe(AGREE_BY)
    for (const late of [0, 1, 90 * DAY]) {
      const after = disputeAt(one, AGREE_BY + late)
      expect(after).toMatchObject({
        status: 'ruled',
        ruling: 'uphold',
        settled_by: 'disagreement',
        settled_at: formatInstant(AGREE_BY),
      })
      expect(disputeAt(after, AGREE_BY + late)).toBe(after)
    }
  })

  test('holds its period until then, and no longer', () => {
    const held = (at: number) => mattersOf([followDispute(breachOf(), disputeAt(answered(), at))], null)
    expect(held(AGREE_BY - 1)).toEqual({ disputed: true, ruledAt: null, acknowledgedAt: null })
    expect(held(AGREE_BY)).toEqual({ disputed: false, ruledAt: AGREE_BY, acknowledgedAt: null })
  })

  test('leaves the breach what it was beneath', () => {
    const breach = followDispute(breachOf(), answered())
    expect(breach).toMatchObject({ status: 'disputed', dispute: { agree_by: formatInstant(AGREE_BY) } })
    expect(followDispute(breach, disputeAt(answered(), AGREE_BY))).toMatchObject({ status: 'open' })
  })

  test('never outlives its time, whatever the two say and when', () => {
    const say = fc.tuple(
      fc.constantFrom('answer' as const, 'uphold' as const, 'overturn' as const),
      fc.constantFrom(CLIENT, VENDOR),
      fc.integer({ min: 0, max: 30 }),
    )
    fc.assert(
      fc.property(fc.array(say, { maxLength: 12 }), (all) => {
        let one = alone()
        for (const [what, by, days] of all.toSorted((a, b) => a[2] - b[2])) {
          const before = disputeAt(one, NOW + days * DAY)
          const at = NOW + days * DAY
          const said = what === 'answer' ? answerDispute(before, 'x', by, at) : state(before, { ruling: what }, by, at)
          if (said.ok) one = said.value
        }
        const last = one.timeline.findLast(({ kind }) => kind === 'ruling_stated')?.at ?? one.at
        const end = Math.max(AGREE_BY, (parseInstant(last) ?? 0) + 20 * DAY)
        expect(disputeAt(one, end).status).toBe('ruled')
      }),
      { numRuns: 200 },
    )
  })

  test('where an arbiter is named there is as long once more to rule; who never rules holds nothing open for ever', () => {
    const one = must(answerDispute(dispute(), 'they were none', CLIENT, NOW + DAY))
    const ruleBy = NOW + 30 * DAY
    expect(settlesAt(one)).toBe(ruleBy)
    const last = ruleBy - 1
    expect(must(state(disputeAt(one, last), { ruling: 'overturn' }, ARBITER, last))).toMatchObject({
      ruling: 'overturn',
      settled_by: 'arbiter',
    })
    expect(disputeAt(one, ruleBy)).toMatchObject({ ruling: 'uphold', settled_by: 'disagreement' })
  })
})

test('silence accepts what the disputing party holds by its last word: who was told that the breach stands owes no answer', () => {
  const conceded = must(state(dispute(), { ruling: 'uphold' }, VENDOR, NOW + DAY))
  expect(conceded).toMatchObject({ status: 'open' })
  expect(disputeAt(conceded, NOW + 10 * DAY)).toMatchObject({ ruling: 'uphold', settled_by: 'silence' })
  const again = must(state(conceded, { ruling: 'overturn' }, VENDOR, NOW + 2 * DAY))
  expect(disputeAt(again, NOW + 12 * DAY)).toMatchObject({ ruling: 'overturn', settled_by: 'silence' })
})

describe('who says that the breach stands, and disputes it again', () => {
  const flipped = (one: Dispute, days: number) => {
    const conceded = must(state(one, { ruling: 'uphold' }, VENDOR, NOW + DAY))
    return must(state(conceded, { ruling: 'overturn' }, VENDOR, NOW + days * DAY))
  }

  test('leaves the other party all of its time to answer: a last word in the last minute wins by nobody’s silence', () => {
    const one = flipped(dispute(), 9)
    expect(one).toMatchObject({ status: 'open', answer_due_at: formatInstant(NOW + 19 * DAY) })
    expect(disputeAt(one, NOW + 19 * DAY - 1)).toBe(one)
    expect(must(answerDispute(one, 'it was none of ours', CLIENT, NOW + 15 * DAY))).toMatchObject({
      status: 'answered',
    })
  })

  test('and, where nobody rules, as long again to agree; who goes on saying the same moves nothing', () => {
    const one = flipped(alone(), 9)
    expect(one).toMatchObject({ agree_by: formatInstant(NOW + 29 * DAY) })
    const said = must(state(one, { ruling: 'overturn', text: 'once more' }, VENDOR, NOW + 10 * DAY))
    expect(said).toMatchObject({ answer_due_at: one.answer_due_at, agree_by: one.agree_by })
  })

  test('moves nothing once it was answered', () => {
    const conceded = must(state(answered(), { ruling: 'uphold' }, VENDOR, NOW + 2 * DAY))
    const again = must(state(conceded, { ruling: 'overturn' }, VENDOR, NOW + 3 * DAY))
    expect(again).toMatchObject({ agree_by: formatInstant(AGREE_BY) })
  })
})
