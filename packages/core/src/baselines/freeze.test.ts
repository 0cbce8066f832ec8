import { describe, expect, test } from 'vitest'
import type { Phase } from '../agreement/terms.ts'
import type { AcceptedVersion } from '../agreement/versions.ts'
import type { WindowFact } from '../facts/facts.ts'
import { LedgerBody } from '../ledger/body.ts'
import { NOTHING_STANDS } from '../standing/standing.ts'
import { at, objective, target, version } from '../testing/agreement.ts'
import { deployment, outage } from '../testing/facts.ts'
import { MONTH, month, RATE } from '../testing/window.ts'
import { baselinesDue } from './due.ts'
import { type BaselineGround, freezeBaseline, standingBaseline } from './freeze.ts'

const PHASES: Phase[] = [
  { name: 'baseline', days: 30, enforce: 'observe' },
  { name: 'optimise', days: 30, enforce: 'warn' },
  { name: 'formalise', days: null, enforce: 'as-agreed' },
]
const RESTORE = objective({
  id: 'restore',
  indicator: 'time-to-restore',
  target: target('<=', '4', 'h'),
  window: MONTH,
  statistic: 'median',
})
const BETTER = {
  ...RESTORE,
  target: { kind: 'relative', change: { kind: 'same' }, text: 'baseline' } as const,
}
const first = version(1, '2026-11-01', { phases: PHASES, objectives: [RATE, RESTORE] })

const freeze = (versions: AcceptedVersion[], facts: WindowFact[], now: string, own: Partial<BaselineGround> = {}) =>
  baselinesDue(versions, at(now)).map((due) => {
    const ground = {
      versions,
      standing: NOTHING_STANDS,
      facts,
      corrections: [],
      deployedBefore: true,
      merges: [],
      ...own,
    }
    return { due, ...freezeBaseline(due, ground) }
  })

const oneOf = (frozen: ReturnType<typeof freeze>, id: string) =>
  frozen.find(({ due }) => due.objective.id === id)?.baseline ?? expect.fail(`no baseline of ${id}`)

/** Ten incidents of the baseline phase, of 1 h, 2 h, … 10 h. */
const incidents = Array.from({ length: 10 }, (_, i) => {
  const day = `2026-11-${String(i + 3).padStart(2, '0')}`
  return outage(`i${i}`, `${day}T00:00:00Z`, `${day}T${String(i + 1).padStart(2, '0')}:00:00Z`)
}).flat()

describe('at the end of each phase the figures are frozen', () => {
  test.each([
    ['while the phase goes on', '2026-11-30T23:59:59Z', 0],
    ['rule 11: not before the link window has passed', '2026-12-01T23:59:59Z', 0],
    ['then each objective of each service', '2026-12-02T00:00:00Z', 2],
    ['and again at the end of the next phase', '2027-02-01T00:00:00Z', 4],
  ])('%s', (_, now, count) => expect(baselinesDue([first], at(now))).toHaveLength(count))

  test('p50, p85, the value by the objective’s own statistic, n, the phase and a suggestion', () => {
    expect(oneOf(freeze([first], incidents, '2026-12-02'), 'restore')).toMatchObject({
      at: '2026-12-02T00:00:00.000Z',
      service: 'checkout-api',
      phase: { name: 'baseline', enforce: 'observe' },
      window: { from: '2026-11-01T00:00:00.000Z', to: '2026-12-01T00:00:00.000Z' },
      unit: 's',
      figures: {
        samples: 10,
        reconstructed: 0,
        value: { value: 18_000, exact: '18000/1', display: '5 h' },
        p50: { display: '5 h' },
        p85: { display: '9 h' },
      },
      suggestion: { target: '<= 9h' },
    })
  })

  test('a rate has its Wilson interval', () => {
    const { figures, suggestion } = oneOf(freeze([first], month('2026-11', 20, 3), '2026-12-02'), 'change-fail-rate')
    expect(figures).toMatchObject({ samples: 20, numerator: 3, denominator: 20, value: { exact: '15/1' } })
    expect([figures.interval?.high.toFixed(2), suggestion.target]).toEqual(['36.04', '<= 37%'])
  })

  test('run late, and with everything that came since, the bytes are the same', () => {
    const later = [...month('2026-12', 10, 9), ...outage('late', '2026-12-05T00:00:00Z', '2026-12-06T00:00:00Z')]
    const facts = [...month('2026-11', 20, 3), ...incidents]
    const onTime = freeze([first], facts, '2026-12-02')
    const late = freeze([first], [...later, ...facts.toReversed()], '2027-03-01')
    expect(late.slice(0, 2)).toEqual(onTime)
    for (const { decided } of late) expect(LedgerBody.parse(decided.body)).toEqual(decided.body)
  })

  test('rule 15: imported history feeds it, and how much of it is said', () => {
    const imported = Array.from({ length: 6 }, (_, i) =>
      deployment(`imported ${i}`, `2026-11-2${i}T10:00:00Z`, { reconstructed: true }),
    )
    const facts = [...month('2026-11', 8, 1), ...imported]
    expect(oneOf(freeze([first], facts, '2026-12-02'), 'change-fail-rate').figures).toMatchObject({
      samples: 14,
      reconstructed: 6,
    })
  })

  test('rule 4: a small sample is pooled with up to two earlier times of its length, and that is said', () => {
    // The 30 days before the phase begin on 2 October.
    const facts = [...month('2026-11', 3, 0), ...month('2026-10', 6, 1, { reconstructed: true })]
    const { figures } = oneOf(freeze([first], facts, '2026-12-02'), 'change-fail-rate')
    expect(figures).toMatchObject({ samples: 8, reconstructed: 5, needed: 7 })
    expect(figures.pooled?.map(({ samples }) => samples)).toEqual([3, 5])
  })

  test('rule 4: still too few suggest nothing, and no target is made of them', () => {
    const [one] = freeze([first], month('2026-11', 3, 0), '2026-12-02').filter(
      ({ due }) => due.objective.id === RATE.id,
    )
    if (!one) return expect.fail('no baseline')
    expect(one.baseline.suggestion).toEqual({ target: null, reason: '3 of 7 needed' })
    expect(standingBaseline(one.due, one.baseline)).toMatchObject({ value: null, samples: 3, needed: 7 })
  })

  test('what was agreed to lie outside the measurement is not in it', () => {
    const excluded = {
      id: 'ex_1',
      category: 'client_caused',
      from: at('2026-11-03'),
      to: at('2026-11-05'),
      services: null,
      objectives: null,
      reason: 'their network',
      withNotice: true,
    } as const
    const standing = { ...NOTHING_STANDS, exclusions: [excluded] }
    expect(oneOf(freeze([first], incidents, '2026-12-02', { standing }), 'restore').figures.samples).toBe(8)
  })
})

describe('later versions', () => {
  const second = version(2, '2026-12-10', { phases: PHASES, objectives: [RATE, BETTER] })

  test('one that measures the same is relative to what was frozen', () => {
    const due = baselinesDue([first, second], at('2026-12-11'))
    expect(due.map(({ objective: { id }, version: { version } }) => [id, version])).toEqual(
      baselinesDue([first], at('2026-12-11')).map(({ objective: { id } }) => [id, 1]),
    )
  })
  test('one that measures something else has it frozen of the same phase', () => {
    const slowest = { ...BETTER, statistic: 'p90' }
    const due = baselinesDue(
      [first, { ...second, terms: { ...second.terms, objectives: [slowest] } }],
      at('2026-12-11'),
    )
    const [last] = due.slice(-1)
    expect(due).toHaveLength(3)
    expect(last).toMatchObject({ at: at('2026-12-10'), version: { version: 2 }, phase: { until: at('2026-12-01') } })
  })
  test('a phase that a later version made longer ends when that one says', () => {
    const longer = version(2, '2026-11-20', {
      phases: [{ name: 'baseline', days: 60, enforce: 'observe' }],
      objectives: [RATE],
    })
    expect(baselinesDue([first, longer], at('2026-12-15'))).toEqual([])
    expect(baselinesDue([first, longer], at('2027-01-01'))).toMatchObject([{ phase: { until: at('2026-12-31') } }])
  })
})

test('a change-scope objective that is relative is frozen from what was merged in the phase', () => {
  const relative = { kind: 'relative', change: { kind: 'same' }, text: 'baseline' } as const
  const versions = [
    version(1, '2026-11-01', {
      phases: PHASES,
      objectives: [
        objective({ indicator: 'coverage', target: relative }),
        objective({ indicator: 'patch-coverage', target: relative }),
        objective({ id: 'plain', indicator: 'coverage', target: target('>=', '80', '%') }),
      ],
    }),
  ]
  const merges = [80, 90, 85].map((covered, i) => ({
    at: at(`2026-11-1${i}`),
    commit_sha: `c${i}`,
    evaluation_id: `e${i}`,
    values: {
      coverage: { value: covered, display: '', samples: 100, numerator: covered, denominator: 100 },
      'patch-coverage': { value: covered, display: '', samples: 100, numerator: covered, denominator: 100 },
    },
  }))
  const frozen = freeze(versions, [], '2026-12-02', { merges })
  expect(frozen).toHaveLength(2)
  // Of the state what it was in the end, of changes the one in the middle.
  expect(
    [oneOf(frozen, 'coverage'), oneOf(frozen, 'patch-coverage')].map(({ figures }) => figures.value?.exact),
  ).toEqual(['85/1', '85/1'])
})
