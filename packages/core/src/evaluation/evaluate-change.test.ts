import { expect, test } from 'vitest'
import { INDICATOR_KEYS } from '../agreement/indicator-names.ts'
import type { Target } from '../agreement/terms.ts'
import { at, objective, target, version } from '../testing/agreement.ts'
import { coverage, SHA, testRun } from '../testing/gate.ts'
import { MONTH } from '../testing/window.ts'
import { evaluate } from './evaluate.ts'
import { evaluateChange } from './evaluate-change.ts'
import { GATE_EVENTS } from './gate.ts'

const BASELINE: Target = { kind: 'relative', change: { kind: 'same' }, text: 'baseline' }
const kinds = [
  { target: target('<=', '15', '%') },
  { target: target('<=', '15', '%'), window: MONTH, measuredBy: ['probe'] },
  { target: BASELINE, window: MONTH },
]
/** Every indicator on a change and over a window, also where that is no agreement anybody could write. */
const objectives = INDICATOR_KEYS.flatMap((indicator) =>
  kinds.map((kind, index) => objective({ id: `${indicator}-${index}`, indicator, ...kind })),
)

test.each(GATE_EVENTS)(
  'on a %s: what is judged on a change alone is what the one judge says without a history',
  (event) => {
    const input = {
      id: 'ev_test',
      at: at('2026-11-22'),
      request: { service: 'checkout-api', event, commit_sha: SHA },
      versions: [version(1, '2026-01-01', { objectives })],
      head: [coverage(70, 100, { patch: { covered: 1, total: 2 } }), testRun(5, { failures: 1 })],
      base: null,
    }
    const evaluation = evaluateChange(input)
    expect(evaluation).toEqual(evaluate({ ...input, window: null }))
    expect(evaluation.objectives.filter(({ scope }) => scope === 'change').length).toBeGreaterThan(10)
    expect(evaluation.objectives.some(({ no_data_reason: reason }) => reason === 'no_baseline')).toBe(true)
    expect(evaluation.notes.map(({ code }) => code)).toEqual(['no_server', 'sources_not_told_apart'])
  },
)
