import { breach, coverageChange, failRateMissed, objective, patchMissed, unmeasured } from '@plumbline/render/testing'
import { expect, test } from 'vitest'
import { empty, view } from '../testing/views.ts'
import { sentence } from './sentence.ts'

const met = objective()
const of = (objectives: (typeof met)[], breaches = [] as ReturnType<typeof breach>[], more = 0) =>
  sentence({
    ...view,
    breaches,
    services: [
      { service: 'checkout-api', objectives, notes: [] },
      ...Array.from({ length: more }, (_, n) => ({ service: `b${n}`, objectives: [met], notes: [] })),
    ],
  })

const missed = [met, failRateMissed]

test.each([
  [of([met, met]), 'All 2 met'],
  [of([met]), 'The one objective is met'],
  [of([met, coverageChange]), 'All 2 met; “Coverage does not fall” at risk'],
  [of(missed, [breach()]), '1 of 2 met; “Change fail rate” breached 3 days ago'],
  [of(missed, [breach()], 1), '2 of 3 met; “Change fail rate” (checkout-api) breached 3 days ago'],
  [
    of(missed, [breach({ title: 'Of old', opened_at: '2026-11-01T00:00:00.000Z' }), breach()]),
    '1 of 2 met; “Change fail rate” breached 3 days ago, 1 more open breach',
  ],
  [
    of(missed, [breach({ title: 'Observed', contractual: false, opened_at: '2026-11-23T00:00:00.000Z' }), breach()]),
    '1 of 2 met; “Change fail rate” breached 3 days ago, 1 more open breach',
  ],
  [of(missed, [breach({ objective: 'other' })]), '1 of 2 met; “Change fail rate” breached, 1 open breach'],
  [of([met, met], [breach(), breach()]), 'All 2 met, 2 open breaches'],
  [of([met, patchMissed]), '1 of 2 met; “Tests cover the lines a change adds” breached'],
  [of([met, unmeasured({ no_data_reason: 'no_report' })]), '1 of 2 met, 1 without data'],
  [
    sentence({ ...view, services: [{ service: 'a', objectives: [met], notes: [] }], more_breaches: true }),
    'The one objective is met, at least 2 open breaches',
  ],
  [
    sentence({ ...view, services: [{ service: 'a', objectives: [met], notes: [] }], open_breaches: 163 }),
    'The one objective is met, 163 open breaches',
  ],
  [of([]), 'The agreement in force has nothing to judge'],
  [sentence(empty), 'No agreement is in force'],
])('the page says: %s', (said, wanted) => {
  expect(said).toBe(wanted)
})
