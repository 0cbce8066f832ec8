import { describe, expect, test } from 'vitest'
import { percentOf } from '../agreement/money.ts'
import type { Objective, Terms } from '../agreement/terms.ts'
import { formOf } from '../baselines/form.ts'
import { ratio } from '../number/ratio.ts'
import { at, objective, target, version } from '../testing/agreement.ts'
import { onlyTried, tryText } from '../testing/backtest.ts'
import { heartbeat, incident } from '../testing/facts.ts'
import { MONTH, month, RATE } from '../testing/window.ts'

const NOW = '2026-11-22T12:00:00Z'
const TITLED = { ...RATE, title: 'Change fail rate' }
const rate = (percent: string, own: Partial<Objective> = {}): Objective => ({
  ...TITLED,
  target: target('<=', percent, '%'),
  ...own,
})
const text = (...objectives: Objective[]) => version(2, '2026-12-01', { objectives })
const inForce = (...objectives: Objective[]) => version(1, '2026-10-15', { objectives })

/** August 1 of 10, September 2 of 10, October 3 of 10, November 0 of 10. */
const FACTS = [
  ...month('2026-08', 10, 1),
  ...month('2026-09', 10, 2),
  ...month('2026-10', 10, 3),
  ...month('2026-11', 10, 0),
]

describe('calendar windows', () => {
  const tried = onlyTried(tryText({ text: text(rate('12')), inForce: inForce(rate('25')), now: NOW, facts: FACTS }))

  test('each one that ended in the range and the open one, whenever the text was agreed', () => {
    expect(tried.windows.map(({ label, status, display, open }) => `${label} ${status} ${display} ${open}`)).toEqual([
      'August 2026 met 10.0 % false',
      'September 2026 breached 20.0 % false',
      'October 2026 breached 30.0 % false',
      'November 2026 met 0.0 % true',
    ])
  })

  test('beside the version in force over the same events, in plain words', () => {
    expect(tried.counts).toMatchObject({ of: 'month', total: 3, by_status: { met: 1, breached: 2 } })
    expect(tried.now).toMatchObject({ target: '≤ 25 %', counts: { total: 3, by_status: { met: 2, breached: 1 } } })
    expect(tried.summary).toBe(
      'Change fail rate at most 12 %: 2 of 3 months breached (now 1 of 3); November 2026 so far met (0.0 %)',
    )
  })

  test('the version in force itself stands beside nothing', () => {
    const same = inForce(rate('25'))
    expect(onlyTried(tryText({ text: same, inForce: same, now: NOW, facts: FACTS }))).toMatchObject({
      now: null,
      counts: { by_status: { breached: 1 } },
      summary: 'Change fail rate at most 25 %: 1 of 3 months breached; November 2026 so far met (0.0 %)',
    })
  })

  test('too few samples are no success, and what came before the first event is said', () => {
    const few = onlyTried(
      tryText({ text: text(rate('12', { minSamples: 9 })), now: NOW, facts: month('2026-10', 4, 0) }),
    )
    expect(
      few.windows.map(({ label, status, no_data_reason: why, incomplete }) => [label, status, why, incomplete]),
    ).toEqual([
      ['August 2026', 'no_data', 'too_few_samples', true],
      ['September 2026', 'no_data', 'too_few_samples', true],
      ['October 2026', 'no_data', 'too_few_samples', true],
      ['November 2026', 'no_data', 'too_few_samples', undefined],
    ])
    expect(few.summary).toContain('0 of 3 months breached, 3 without enough data (new)')
    expect(tryText({ text: text(rate('12')), now: NOW, facts: month('2026-10', 4, 0) }).data).toEqual([
      {
        service: 'checkout-api',
        first_event: '2026-10-01T12:00:00.000Z',
        detail: 'its first event is of 1 Oct 2026: what lies before says nothing',
      },
    ])
    expect(tryText({ text: text(rate('12')), now: NOW }).data).toMatchObject([{ first_event: null }])
  })

  test('rule 8: imported history counts, and is marked', () => {
    const imported = month('2026-09', 10, 4, { reconstructed: true })
    const { windows } = onlyTried(tryText({ text: text(rate('12')), now: NOW, facts: imported }))
    expect(windows[1]).toMatchObject({ label: 'September 2026', status: 'breached', imported: 10 })
  })

  test('what both parties took out stays out', () => {
    const exclusions = [
      {
        id: 'ex_1',
        category: 'client_caused' as const,
        from: at('2026-10-01'),
        to: at('2026-11-01'),
        services: null,
        objectives: null,
        reason: 'moved',
        withNotice: true,
      },
    ]
    const { windows, summary } = onlyTried(
      tryText({ text: text(rate('12')), now: NOW, facts: FACTS, standing: { exclusions } }),
    )
    expect(windows[2]).toMatchObject({ status: 'excluded' })
    expect(summary).toContain('1 of 3 months breached, 1 left out by agreement')
  })
})

test('a rolling window: on how many local days it would have stood breached, and how it stands', () => {
  const rolling = rate('12', { window: { kind: 'rolling', days: 30 } })
  const tried = onlyTried(tryText({ text: text(rolling), now: NOW, facts: FACTS, days: 60 }))
  expect(tried.counts).toMatchObject({ of: 'day', total: 60 })
  expect(tried.breached_days?.[0]).toBe('2026-09-24')
  expect(tried.breached_days?.at(-1)).toBe('2026-10-31')
  expect(tried.summary).toMatch(/^Change fail rate at most 12 %: breached on \d+ of 60 days.*; today met \(0\.0 %\)$/)
})

test('clocks: each that would have been too late, with the window it belongs to', () => {
  const acknowledge = objective({
    indicator: 'time-to-acknowledge',
    title: 'Acknowledge',
    target: target('<=', '15', 'm'),
    window: MONTH,
    severity: ['sev1'],
  })
  const slow = (id: string, day: string) => [
    incident(id, `${day}T10:00:00Z`, { action: 'detected' }),
    incident(id, `${day}T10:40:00Z`, { action: 'acknowledged' }),
    incident(id, `${day}T11:00:00Z`, { action: 'resolved' }),
  ]
  const facts = [...slow('a', '2026-09-10'), ...slow('b', '2026-10-05'), ...slow('c', '2026-10-06')]
  const softer = { ...acknowledge, target: target('<=', '1', 'h') }
  const tried = onlyTried(tryText({ text: text(acknowledge), inForce: inForce(softer), now: NOW, facts }))
  expect(tried.clocks).toHaveLength(3)
  expect(tried.counts).toMatchObject({ clocks_late: 3, by_status: { breached: 2 } })
  expect(tried.summary).toMatch(/^Acknowledge \(at most 15 min\): 3 clocks too late, 2 of 3 months breached/)
  expect(tried.summary).toContain('(now 0 late, 0 of 3)')
})

test('changes: the merges that would have missed the target', () => {
  const patch = objective({ indicator: 'patch-coverage', title: 'Patch', target: target('>=', '80', '%'), minLines: 5 })
  const merge = (n: number, covered: number, total: number) => ({
    at: at(`2026-11-0${n}`),
    commit_sha: String(n).repeat(40),
    evaluation_id: `ev_${n}`,
    values: {
      'patch-coverage': {
        value: (100 * covered) / total,
        display: '',
        samples: total,
        numerator: covered,
        denominator: total,
      },
    },
  })
  const merges = [merge(1, 8, 10), merge(2, 7, 10), merge(3, 0, 4), { ...merge(4, 1, 1), values: {} }]
  const softer = { ...patch, target: target('>=', '60', '%') }
  const tried = onlyTried(tryText({ text: text(patch), inForce: inForce(softer), now: NOW, merges }))
  expect(tried.counts).toMatchObject({ of: 'merge', total: 4, by_status: { met: 1, breached: 1, no_data: 2 } })
  expect(tried.missed_merges).toMatchObject([{ evaluation_id: 'ev_2', value: 70 }])
  expect(tried.summary).toBe('Patch (at least 80 %): 1 of 4 merges miss it, 2 without enough data (now 0 of 4)')
})

describe('relative targets', () => {
  const relative = rate('12', {
    target: { kind: 'relative', text: 'improve 50% from baseline', change: { kind: 'improve', percent: ratio(50) } },
  })
  const baseline = {
    id: 'bl_1',
    objective: relative.id,
    service: 'checkout-api',
    form: formOf(relative),
    phase: 'baseline',
    observed: true,
    from: at('2026-10-01'),
    to: at('2026-11-01'),
    unit: '%' as const,
    value: '30/1',
    display: '30.0 %',
    samples: 10,
  }

  test('mean what is frozen so far, in every window alike', () => {
    const tried = onlyTried(tryText({ text: { ...text(relative), baselines: [baseline] }, now: NOW, facts: FACTS }))
    expect(tried.target).toContain('≤ 15 %')
    expect(tried.baseline).toMatchObject({ id: 'bl_1', display: '30.0 %' })
    expect(tried.counts).toMatchObject({ total: 3, by_status: { met: 1, breached: 2 } })
  })

  test('without a frozen figure can’t be tried, and that is said', () => {
    const tried = onlyTried(tryText({ text: text(relative), now: NOW, facts: FACTS }))
    expect(tried).toMatchObject({ counts: null, not_tried: { reason: 'no_baseline' } })
    expect(tried.summary).toMatch(/can’t be tried/)
  })
})

test('what is no longer agreed is told with what it judges now', () => {
  const found = tryText({ text: text(), inForce: inForce(rate('25')), now: NOW, facts: FACTS })
  expect(found.objectives).toEqual([])
  expect(found.removed).toMatchObject([
    { id: 'change-fail-rate', summary: 'Change fail rate at most 25 %: no longer agreed (now 1 of 3 months breached)' },
  ])
})

test('rule 9: what a text would have judged is judged by it, in no phase', () => {
  const phases: Terms['phases'] = [{ name: 'watch', days: 300, enforce: 'observe' }]
  const soft = version(2, '2026-12-01', { objectives: [rate('12')], phases })
  expect(onlyTried(tryText({ text: soft, now: NOW, facts: FACTS })).counts?.by_status.breached).toBe(2)
})

test('credits of the months that ended, beside those of the version in force', () => {
  const share = percentOf('5%') ?? ratio(0)
  const credits = [{ threshold: { value: ratio(12), unit: '%' as const, text: '12%' }, share, shareText: '5%' }]
  const consequences = { currency: 'USD', monthlyFee: 1_000_000, creditCap: ratio(100), chronic: null }
  const paid = (number: number, percent: string) =>
    version(number, '2026-01-01', {
      objectives: [rate(percent, { money: { credits, bonuses: [], chronicBelow: null } })],
      consequences,
    })
  const { money } = tryText({ text: paid(2, '12'), inForce: paid(1, '25'), now: NOW, facts: FACTS })
  expect(money).toMatchObject({
    currency: 'USD',
    credits_minor: 100_000,
    now: { credits_minor: 50_000 },
    months: [
      { credits_minor: 0, lines: [] },
      { credits_minor: 50_000, lines: [{ objective: 'change-fail-rate', window: 'September 2026' }] },
      { credits_minor: 50_000 },
    ],
  })
})

test('an observation that nobody was there for stays no data', () => {
  const restore = objective({ indicator: 'time-to-restore', target: target('<=', '4', 'h'), window: MONTH })
  const watched = heartbeat('2026-10-01T00:00:00Z', '2026-11-01T00:00:00Z')
  const { windows } = onlyTried(tryText({ text: text(restore), now: NOW, facts: [watched] }))
  expect(windows.map(({ status }) => status)).toEqual(['no_data', 'no_data', 'met', 'no_data'])
})
