import { describe, expect, test } from 'vitest'
import { failRateMissed } from '../testing/objectives.ts'
import { toPlain } from '../text/phrase.ts'
import { agreedLines } from './agreed.ts'

const told = (own: Partial<typeof failRateMissed>) =>
  agreedLines({ ...failRateMissed, ...own }, 'America/New_York', 2).map(toPlain)

describe('what both agreed about a figure is told with it', () => {
  test('a waiver: until when, which, and why', () => {
    const waiver = { id: 'wv_1', expires_at: '2027-01-15T05:00:00.000Z', reason: 'a migration\u202e' }
    expect(told({ waiver })).toEqual(['Waived until 15 Jan 2027, 00:00 (wv_1): a migration\ufffd'])
  })
  test('a window that lies in excluded time, and one whose breach was overturned', () => {
    expect(told({ excluded: { by: 'exclusion', ids: ['ex_1', 'ex_2'] } })).toEqual([
      'All of it lies in time that both parties took out (ex_1 and ex_2)',
    ])
    expect(told({ excluded: { by: 'ruling', ids: ['dp_1'], breach_id: 'br_1' } })).toEqual([
      'Its breach br_1 was overturned by a ruling (dp_1)',
    ])
  })
  test('exclusions, the first of them; and what can still be rebutted', () => {
    const one = { category: 'force_majeure', from: '2026-11-10T05:00:00.000Z', to: '2026-11-10T06:00:00.000Z' }
    const exclusions = ['ex_1', 'ex_2', 'ex_3'].map((id) => ({ id, ...one, reason: 'a flood' }))
    const evidence = { ...failRateMissed.evidence, exclusions, presumed_until: '2026-11-23T13:00:00.000Z' }
    expect(told({ evidence })).toEqual([
      'Left out by both: force majeure, 10 Nov 2026, 00:00 to 10 Nov 2026, 01:00 (ex_1): a flood',
      'Left out by both: force majeure, 10 Nov 2026, 00:00 to 10 Nov 2026, 01:00 (ex_2): a flood',
      '1 more left out by both',
      'Presumed failures can be rebutted until 23 Nov 2026, 08:00; until then they neither block nor cost',
    ])
  })
  test('nothing where nothing was agreed', () => expect(told({})).toEqual([]))
})
