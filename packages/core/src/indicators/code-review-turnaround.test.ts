import { describe, expect, test } from 'vitest'
import type { Party } from '../agreement/terms.ts'
import type { ReviewFact, WindowFact } from '../facts/facts.ts'
import { toNumber } from '../number/ratio.ts'
import { corrects, heartbeat, ref, review } from '../testing/facts.ts'
import { figure, measure, windowIndicator, windowInput } from '../testing/measure.ts'

const KEY = 'code-review-turnaround'
const at = (time: string, day = '10') => `2026-11-${day}T${time}:00Z`
const by = (reviewer: Party | null, own: Partial<ReviewFact> = {}) => ({ reviewer, ...own })
const minutes = (facts: WindowFact[], own = {}) => {
  const found = figure(KEY, facts, own)
  return typeof found === 'number' ? found / 60 : found
}
const opened = review(1, 'opened', at('09:00'))
const OVERDUE = { overdueFromMs: 8 * 3_600_000 + 1 }

describe('the first human review minus ready for review', () => {
  test.each([
    { why: 'from its opening', facts: [opened, review(1, 'reviewed', at('10:00'))], expected: 60 },
    {
      why: 'or from when it says that it is ready',
      facts: [opened, review(1, 'ready_for_review', at('09:30')), review(1, 'reviewed', at('10:00'))],
      expected: 30,
    },
    {
      why: 'the first time it says so',
      facts: [
        review(1, 'ready_for_review', at('09:30')),
        review(1, 'ready_for_review', at('09:50')),
        review(1, 'reviewed', at('10:00')),
      ],
      expected: 30,
    },
    { why: 'an approval is a review', facts: [opened, review(1, 'approved', at('09:20'))], expected: 20 },
    { why: 'so is a request for changes', facts: [opened, review(1, 'changes_requested', at('09:20'))], expected: 20 },
    {
      why: 'the first of several',
      facts: [opened, review(1, 'approved', at('12:00')), review(1, 'reviewed', at('09:10'))],
      expected: 10,
    },
    {
      why: 'a bot reviews nothing',
      facts: [opened, review(1, 'reviewed', at('09:01'), { bot: true }), review(1, 'reviewed', at('10:00'))],
      expected: 60,
    },
    {
      why: 'one before it was ready was early, the next counts',
      facts: [
        opened,
        review(1, 'reviewed', at('09:10')),
        review(1, 'ready_for_review', at('09:30')),
        review(1, 'approved', at('10:00')),
      ],
      expected: 30,
    },
    {
      why: 'what was said after the merge kept nobody waiting',
      facts: [
        opened,
        review(1, 'merged', at('09:05')),
        review(1, 'reviewed', at('18:00')),
        review(2, 'opened', at('09:00')),
        review(2, 'closed', at('09:10')),
        review(2, 'reopened', at('09:20')),
        review(2, 'reviewed', at('09:30')),
      ],
      expected: 30,
    },
    {
      why: 'one pull request each',
      facts: [
        opened,
        review(1, 'reviewed', at('10:00')),
        review(2, 'opened', at('09:00')),
        review(2, 'reviewed', at('12:00')),
      ],
      expected: 60,
    },
    {
      why: 'the window of the review',
      facts: [review(1, 'opened', '2026-10-31T23:00:00Z'), review(1, 'reviewed', '2026-11-01T01:00:00Z')],
      expected: 120,
    },
    {
      why: 'and not that of the opening',
      facts: [review(1, 'opened', '2026-11-30T23:00:00Z'), review(1, 'reviewed', '2026-12-01T01:00:00Z')],
      expected: 'not_watched',
    },
  ])('$why: $expected', ({ facts, expected }) => expect(minutes(facts)).toBe(expected))
  test('only early reviews of what is over make a negative span, which is dropped and said', () => {
    const early = [opened, review(1, 'reviewed', at('09:10')), review(1, 'ready_for_review', at('09:30'))]
    const facts = [...early, review(1, 'merged', at('09:40'))]
    expect(measure(KEY, facts).evidence.not_counted).toMatchObject([{ reason: 'negative_span' }])
  })
  test('a review of a pull request whose opening nobody told is named', () =>
    expect(measure(KEY, [review(1, 'reviewed', at('10:00'))]).evidence.not_counted).toMatchObject([
      { reason: 'start_unknown' },
    ]))
})

describe('by whose reviewer', () => {
  const facts = [
    opened,
    review(1, 'reviewed', at('09:30'), by('vendor')),
    review(1, 'approved', at('11:00'), by('client')),
  ]
  test.each([
    ['both', 30],
    ['vendor', 30],
    ['client', 120],
  ] as const)('owed by %s: %d min', (owedBy, expected) => expect(minutes(facts, { asks: { owedBy } })).toBe(expected))
  test('nobody said whose it was: neither a review of theirs nor a delay', () => {
    const unsaid = [opened, review(1, 'reviewed', at('09:30'))]
    expect(measure(KEY, unsaid, { asks: { owedBy: 'client', ...OVERDUE } })).toMatchObject({
      kind: 'no_data',
      evidence: { not_counted: [{ reason: 'reviewer_unknown' }] },
    })
    const then = [...unsaid, review(1, 'approved', at('11:00'), by('client'))]
    expect(measure(KEY, then, { asks: { owedBy: 'client' } }).evidence.not_counted).toMatchObject([
      { reason: 'reviewer_unknown' },
    ])
    const before = [...unsaid, review(1, 'approved', at('09:10'), by('client'))]
    expect(minutes(before, { asks: { owedBy: 'client' } })).toBe(10)
  })
})

describe('still waiting', () => {
  const asked = (facts: WindowFact[], own = {}) => minutes(facts, { asks: OVERDUE, now: at('19:00'), ...own })
  test.each([
    { why: 'past the target with its age', facts: [opened], expected: 600 },
    { why: 'not before it', facts: [review(1, 'opened', at('11:00'))], expected: 'not_watched' },
    { why: 'not once it is merged', facts: [opened, review(1, 'merged', at('12:00'))], expected: 'not_watched' },
    { why: 'not once it is closed', facts: [opened, review(1, 'closed', at('12:00'))], expected: 'not_watched' },
    {
      why: 'again once it is reopened',
      facts: [opened, review(1, 'closed', at('12:00')), review(1, 'reopened', at('13:00'))],
      expected: 600,
    },
    {
      why: 'a bot’s review is none',
      facts: [opened, review(1, 'approved', at('09:01'), { bot: true })],
      expected: 600,
    },
  ])('$why: $expected', ({ facts, expected }) => expect(asked(facts)).toBe(expected))
  test('in the window of the breach, though nothing else happened in it', () => {
    const late = [review(1, 'opened', '2026-10-31T23:00:00Z')]
    expect(asked(late, { now: '2026-11-01T08:00:00Z' })).toBe(540)
    expect(asked(late, { now: '2026-11-01T08:00:00Z', from: '2026-10-01', to: '2026-11-01' })).toBe('not_watched')
  })
  test('rule 4: a review of the draft is none of what is ready, and who gave it still owes one', () => {
    const early = [opened, review(1, 'reviewed', at('08:30')), review(1, 'ready_for_review', at('09:30'))]
    expect(asked(early)).toBe(570)
  })
  test('for the party that owes it', () => {
    const facts = [opened, review(1, 'reviewed', at('09:30'), by('vendor'))]
    expect(asked(facts, { asks: { ...OVERDUE, owedBy: 'client' } })).toBe(600)
  })
})

describe('nothing to review', () => {
  const watched = heartbeat('2026-11-01T00:00:00Z', '2026-12-01T00:00:00Z')
  test('in a time that was watched is as good as can be', () => expect(figure(KEY, [watched])).toBe('no_cases'))
  test('and unknown otherwise', () => expect(figure(KEY, [])).toBe('not_watched'))
})

test('until approval and until the merge are shown beside it', () => {
  const facts = [
    ...[
      opened,
      review(1, 'reviewed', at('10:00')),
      review(1, 'approved', at('11:00')),
      review(1, 'merged', at('13:00')),
    ],
    ...[review(2, 'opened', '2026-10-01T00:00:00Z'), review(2, 'approved', '2026-10-02T00:00:00Z')],
  ]
  const beside = windowIndicator(KEY).beside?.(windowInput(facts))
  expect(beside?.map(({ title, value }) => [title, toNumber(value) / 3600])).toEqual([
    ['Until approval', 2],
    ['Until the merge', 4],
  ])
  expect(windowIndicator(KEY).beside?.(windowInput([opened]))).toEqual([])
  const byBots = [
    opened,
    review(1, 'approved', at('09:30'), { bot: true }),
    review(1, 'merged', at('10:00'), { bot: true }),
  ]
  expect(
    windowIndicator(KEY)
      .beside?.(windowInput(byBots))
      .map(({ title }) => title),
  ).toEqual(['Until the merge'])
})

test('a correction counts instead, and which case it is can be opened', () => {
  const wrong = review(1, 'reviewed', at('10:00'))
  const right = review(1, 'reviewed', at('09:15'), { event: ref('right') })
  const measurement = measure(KEY, [opened, wrong, right], { corrections: [corrects(wrong, right)] })
  expect(measurement.evidence.case).toEqual({ events: [right.event, opened.event], value: 900, pull_request: 1 })
})

test('an unsigned review of a draft says nothing of the reviews after it was ready', () => {
  const facts = [
    opened,
    review(1, 'reviewed', at('09:10')),
    review(1, 'ready_for_review', at('09:30')),
    review(1, 'reviewed', at('11:30'), by('client')),
  ]
  expect(minutes(facts, { asks: { owedBy: 'client' } })).toBe(120)
})
