import { expect, test } from 'vitest'
import type { NotCredited } from './line.ts'
import { tiers } from './testing/judged.ts'
import { bonusWords, creditedWords, notCreditedWords } from './words.ts'

const SENTENCES: Record<NotCredited, string> = {
  waived: 'waived by the other party: no credit',
  excluded: 'agreed to lie outside the measurement: no credit',
  no_data: 'not measured: nothing is credited for what nobody observed',
  observed: 'only observed: no credit',
  owed_by_client: 'owed by the client: only what the vendor owes is credited',
  owed_by_both: 'owed by both: only what the vendor alone owes is credited',
  kind: 'a measure of speed or activity: it carries no credit',
  no_tier: 'missed, but by less than any tier asks',
  presumed: 'missed through links that are only presumed; they count from 15 January unless they are rebutted',
  worse_elsewhere: 'credited once for the objective, for its worst: uptime of b',
  same_cause: 'same cause as uptime of b, which is credited',
  no_fee: 'the agreement names no monthly fee to take a share of',
}

test.each(Object.entries(SENTENCES))('%s is told in a sentence of its own', (why, sentence) =>
  expect(notCreditedWords(why as NotCredited, 'uptime of b', '15 January')).toBe(sentence),
)

test('a tier is told by its threshold, its share and what that comes to', () => {
  const [tier] = tiers(['15%', '5%'])
  if (!tier) throw new Error('no tier')
  expect([creditedWords(tier, '100 USD', '5 USD'), bonusWords(tier, '100 USD', '5 USD')]).toEqual([
    'worse than 15%: 5% of 100 USD is 5 USD',
    'better than 15%: 5% of 100 USD is 5 USD',
  ])
})
