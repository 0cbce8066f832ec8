import { describe, expect, test } from 'vitest'
import type { Target } from '../agreement/terms.ts'
import { objective, target } from '../testing/agreement.ts'
import { per, RATE, tiers } from './testing/judged.ts'
import { carriesMoney, highestTier, isBeyond, worseSide } from './tier.ts'

const [TEN] = tiers(['10%', '1%'])
const BAND: Target = {
  kind: 'band',
  low: { num: 1n, den: 1n },
  high: { num: 2n, den: 1n },
  unit: '%',
  text: '1 to 2 %',
}
const RELATIVE: Target = { kind: 'relative', change: { kind: 'same' }, text: '<= baseline' }

describe('where a value gets worse', () => {
  test.each<{ of: string; target: Target; indicator: string; side: ReturnType<typeof worseSide> }>([
    { of: '>=', target: target('>=', '1', '%'), indicator: 'reported:csat', side: 'below' },
    { of: '>', target: target('>', '1', '%'), indicator: 'reported:csat', side: 'below' },
    { of: '<=', target: target('<=', '1', '%'), indicator: 'reported:csat', side: 'above' },
    { of: '<', target: target('<', '1', '%'), indicator: 'reported:csat', side: 'above' },
    { of: '==, on either side', target: target('==', '1', '%'), indicator: 'availability', side: null },
    {
      of: 'a comparison, before what is usual',
      target: target('<=', '1', '%'),
      indicator: 'availability',
      side: 'above',
    },
    { of: 'relative, better when higher', target: RELATIVE, indicator: 'availability', side: 'below' },
    { of: 'relative, better when lower', target: RELATIVE, indicator: 'change-fail-rate', side: 'above' },
    { of: 'relative, of what may be either', target: RELATIVE, indicator: 'reported:happiness', side: null },
    { of: 'a band', target: BAND, indicator: 'sprint-velocity', side: null },
    { of: 'what nobody knows', target: RELATIVE, indicator: 'no such thing', side: null },
  ])('$of', ({ target: agreed, indicator, side }) =>
    expect(worseSide(objective({ indicator, target: agreed }))).toBe(side),
  )
})

describe('rule 3: past a threshold is strictly past it, on a side that there is', () => {
  test.each<[value: string, unit: '%' | 'h', side: 'above' | 'below' | null, is: boolean]>([
    ['10.001', '%', 'above', true],
    ['10', '%', 'above', false],
    ['10', '%', 'below', false],
    ['9.999', '%', 'below', true],
    ['9', '%', null, false],
    ['11', '%', null, false],
    ['9', 'h', 'below', false],
    ['11', 'h', 'above', false],
  ])('%s %s is %s: %s', (value, unit, side, is) =>
    expect(TEN && isBeyond(per(value, unit), TEN.threshold, side)).toBe(is),
  )
})

test('of tiers worth the same the first that was written is named', () => {
  expect(highestTier(tiers(['10%', '5%'], ['20%', '5%']), per('30'), 'above')?.threshold.text).toBe('10%')
})

test('rule 17: speed and activity carry no money, what nobody knows may', () => {
  const carrying = (indicator: string) => carriesMoney({ ...RATE, indicator })
  expect(['cycle-time', 'sprint-velocity', 'change-fail-rate', 'no such thing'].map(carrying)).toEqual([
    false,
    false,
    true,
    true,
  ])
})
