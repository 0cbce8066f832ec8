import { describe, expect, test } from 'vitest'
import {
  evaluation,
  failRateMissed,
  nothingFailed,
  objective,
  patchMissed,
  restoreMissed,
  satisfaction,
  unmeasured,
  uptimeUnreported,
  variants,
} from '../testing/index.ts'
import { sentence, thousands, toMarkdown, toPlain } from '../text/phrase.ts'
import { evidenceLines, lineRanges } from './evidence.ts'
import { headline, tightest } from './headline.ts'
import { sparkline } from './sparkline.ts'
import { consequence, standing } from './standing.ts'
import { tally } from './tally.ts'
import { ago, localDate, localTime, localTimesAmong } from './time.ts'
import { trend } from './trend.ts'

test.each([
  [[0, 1, 2, 3, 4, 5, 6, 7], '▁▂▃▄▅▆▇█', 'scaled to its own range'],
  [[5, 5], '▄▄', 'no range: the middle'],
  [[1, null, 2], '▁·█', 'a gap is seen as one'],
  [[], '', 'nothing'],
  [[null], '·', 'nothing measured'],
])('%j reads %s: %s', (values, bars) => {
  expect(sparkline(values)).toBe(bars)
})

test.each([
  [
    [3, 1, 2, 7, 9, 8],
    ['1–3', '7–9'],
  ],
  [[5], ['5']],
  [[5, 5, 6], ['5–6']],
  [[], []],
])('lines %j are %j', (lines, ranges) => {
  expect(lineRanges(lines)).toEqual(ranges)
})

test.each([
  [patchMissed, 'blocks', 'blocks'],
  [failRateMissed, 'warns', 'doesn’t block here'],
  [{ ...failRateMissed, enforcement: 'observe', not_blocking: 'phase' } as const, 'recorded', 'recorded in this phase'],
  [{ ...failRateMissed, enforcement: 'warn', not_blocking: 'phase' } as const, 'warns', 'warns in this phase'],
  [unmeasured({ no_data_reason: 'nothing_to_cover' }), 'nothing', 'nothing to cover'],
  [
    unmeasured({ no_data_reason: 'below_min_lines', samples: 3, needed: 5 }),
    'nothing',
    'too few lines to judge, 3 of 5 needed',
  ],
  [
    unmeasured({ no_data_reason: 'too_few_samples', samples: 5, needed: 7 }),
    'no_data',
    'too few samples, 5 of 7 needed',
  ],
  [unmeasured({ no_data_reason: 'no_report', blocking: true }), 'blocks', 'blocks: no report for this commit'],
  [objective({ status: 'waived' }), 'set_aside', 'waived'],
  [objective(), 'met', ''],
  [satisfaction, 'met', 'self-reported by the client'],
  [
    { ...satisfaction, status: 'breached', not_blocking: 'warns_only' } as const,
    'warns',
    'warns, self-reported by the client',
  ],
  [nothingFailed, 'met', ''],
  [uptimeUnreported, 'no_data', 'not reported'],
])('%#: a result stands as %2$s', (result, stands, words) => {
  expect([standing(result), consequence(result)]).toEqual([stands, words])
})

test('the tally is worst first and grammatical', () => {
  expect(tally([objective(), patchMissed, failRateMissed, objective()])).toEqual([
    '1 objective blocks',
    '1 warns',
    '2 met',
  ])
  expect(tally([patchMissed, patchMissed])).toEqual(['2 objectives block'])
  expect(tally([patchMissed, patchMissed], true)).toEqual(['2 objectives would block'])
})

test('nothing measured is never said to be met', () => {
  const nothing = evaluation({ objectives: [unmeasured({ no_data_reason: 'nothing_to_cover' })] })
  expect(headline(nothing).words).toBe('Passes, nothing was judged')
  expect(headline(variants.observed ?? expect.fail()).words).toBe('Change passes, service breach recorded')
})

test('the tightest is the one with least room for its target; one without a margin is none', () => {
  const close = objective({ id: 'close', value: 80.1 })
  const exact = objective({ id: 'exact', value: 0, margin: '', target_bounds: { op: '==', value: 0 } })
  expect(tightest([objective(), exact, close])?.id).toBe('close')
  expect(tightest([patchMissed])).toBeNull()
})

test.each([
  ['2026-11-21T10:30:00.000Z', '3 days ago'],
  ['2026-11-24T14:30:00.000Z', '30 minutes ago'],
  ['2026-11-24T13:30:00.000Z', '1 hour ago'],
  ['2026-11-24T15:00:00.000Z', 'just now'],
])('%s was %s', (at, words) => {
  expect(ago(at, '2026-11-24T15:00:00.000Z')).toBe(words)
})

test('times are those of the agreement’s zone; an unknown zone is read as UTC', () => {
  expect(localTime('2026-11-01T03:30:00.000Z', 'America/New_York')).toBe('31 Oct 2026, 23:30')
  expect(localDate('2026-09-01T03:30:00.000Z', 'Nowhere/Land')).toBe('1 Sep 2026')
  expect(localDate('no time', 'UTC')).toBe('')
})

test('a time is right in every zone, however many were asked before', () => {
  for (let i = 0; i < 500; i++) expect(localTime('2026-11-01T03:30:00.000Z', `Nowhere/${i}`)).toBe('1 Nov 2026, 03:30')
  expect(localTime('2026-11-01T03:30:00.000Z', 'Asia/Tokyo')).toBe('1 Nov 2026, 12:30')
  expect(localTime('2026-11-01T03:30:00.000Z', 'America/New_York')).toBe('31 Oct 2026, 23:30')
})

test('a trend says which way is worse by the target’s direction', () => {
  expect(trend(restoreMissed)).toMatchObject({ from: '1 h', word: 'worse' })
  expect(trend(failRateMissed)).toMatchObject({ from: '4', word: 'worse' })
  expect(trend({ ...failRateMissed, target_bounds: { op: '>=', value: 15 } })).toMatchObject({ word: 'better' })
  expect(trend(objective({ trend: [] }))).toBeNull()
})

test.each([
  ['no agreement is in force', 'No agreement is in force.'],
  ['`plumbline.yml` differs', 'plumbline.yml differs.'],
  ['plumbline.yml differs.', 'plumbline.yml differs.'],
  ['it names `a`, `b` ', 'It names a, b.'],
])('%j is the sentence %j', (words, said) => {
  expect(toPlain(sentence(words))).toBe(said)
})

test('names in the engine’s words become names in Markdown', () => {
  expect(toMarkdown(sentence('no service `a_b`; it names c_d'))).toBe('No service `a_b`; it names c\\_d.')
})

describe('the inputs of a figure, by the names that people know', () => {
  const evidence = {
    ...failRateMissed.evidence,
    failed: [{ deployment: 'e1', rule: 'named_by_incident' as const, by: ['e1', 'e2', 'e3'] }],
    case: { events: ['e2', 'e3'], value: 36_000 },
  }
  const told = (own: Partial<typeof failRateMissed>, names?: ReadonlyMap<string, string>) =>
    evidenceLines({ ...failRateMissed, evidence, ...own }, 'UTC', { limit: 5, events: 0, ...(names ? { names } : {}) })
      .map(toPlain)
      .filter((line) => /^(?:Failed|The |It )/.test(line))

  const known = new Map([
    ['e1', 'd-7'],
    ['e2', 'INC-4'],
    ['e3', 'INC-4'],
  ])
  test('each thing once, where its events were opened', () => {
    expect(told({ unit: 's', statistic: 'each', samples: 3 }, known)).toEqual([
      'The worst is INC-4: 10 h',
      'Failed: deployment d-7, an incident names it as cause (INC-4)',
    ])
  })
  test('of one case alone there is no worst', () => {
    expect(told({ unit: 's', statistic: 'each', samples: 1 }, known)[0]).toBe('It is INC-4: 10 h')
  })
  test('by reference, where they were not', () => {
    expect(told({ unit: 's', statistic: 'p90' })).toEqual([
      'The p90 is e2 and e3: 10 h',
      'Failed: deployment e1, an incident names it as cause (e2 and e3)',
    ])
  })
})

test.each([
  [999, '999'],
  [1_612_800, '1,612,800'],
  [1_612_800.5, '1,612,800.5'],
  [0.12345, '0.12345'],
])('%d reads %s', (number, words) => expect(thousands(number)).toBe(words))

test('both sides of a fraction are grouped', () => {
  const evidence = { ...failRateMissed.evidence, formula: 'up / watched' }
  const result = { ...failRateMissed, evidence, numerator: 1_594_800, denominator: 1_612_800 }
  expect(evidenceLines(result, 'UTC', { limit: 1, events: 0 }).map(toPlain)[0]).toContain('1,594,800 over 1,612,800')
})

describe('times of one table', () => {
  const hours = (...isos: string[]) => isos.map(localTimesAmong(isos, 'Europe/Berlin'))
  test('have their offset where the clocks change among them: 01:30 to 03:30 is three hours then', () => {
    expect(hours('2026-10-24T23:30:00.000Z', '2026-10-25T02:30:00.000Z')).toEqual([
      '25 Oct 2026, 01:30 GMT+2',
      '25 Oct 2026, 03:30 GMT+1',
    ])
  })
  test('and are as everywhere where they do not', () => {
    expect(hours('2026-10-25T02:30:00.000Z', '2026-10-25T03:15:00.000Z')).toEqual([
      '25 Oct 2026, 03:30',
      '25 Oct 2026, 04:15',
    ])
  })
})
