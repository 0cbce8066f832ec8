import type { Evaluation } from '@plumbline/core'
import { agreement, evaluation, variants } from './evaluations.ts'

/** Everything that an answer can carry, at once. */
export const everything: Evaluation = evaluation({
  verdict: 'fail',
  environment: 'production',
  agreement: { ...agreement, phase: { name: 'optimise', until: '2027-01-29T05:00:00.000Z' } },
  objectives: Object.values(variants)
    .flatMap(({ objectives }) => objectives)
    .filter(
      (result, at, all) => all.findIndex((other) => other.id === result.id && other.status === result.status) === at,
    ),
  exempted: {
    status: 'refused',
    reason: 'wrong_label',
    detail: 'the label `urgent` exempts nothing; the agreement says `hotfix`',
  },
  not_judged: variants['not-judged']?.not_judged ?? [],
  relieved: {
    objectives: ['change-fail-rate', 'time-to-restore'],
    rolls_back: { deployment: 'd-412', known: false },
    fixes_incident: { incident: 'INC-7', state: 'unknown' },
  },
  notes: Object.values(variants).flatMap(({ notes }) => notes),
})
