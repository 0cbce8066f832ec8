import { expect, test } from 'vitest'
import type { Breach, BreachTransition } from '../breach/breach.ts'
import { formatInstant } from '../time/instant.ts'
import { mattersOf } from './matters.ts'

type Dispute = NonNullable<Breach['dispute']>

const breach = (status: Dispute['status'] | null, ...steps: BreachTransition['kind'][]): Breach => {
  // Only what is looked at: the rest of a breach says nothing about its disputes.
  const part: Pick<Breach, 'timeline' | 'dispute'> = {
    timeline: steps.map((kind, at) => ({ at: formatInstant(at), kind, by: { engine: true } })),
    ...(status === null ? {} : { dispute: { id: 'di_1', status, answer_due_at: formatInstant(9) } }),
  }
  return part as Breach
}

test.each([
  { breaches: [], disputed: false, ruledAt: null, why: 'no breach' },
  { breaches: [breach(null, 'opened')], disputed: false, ruledAt: null, why: 'nobody disputed it' },
  { breaches: [breach('open', 'opened', 'disputed')], disputed: true, ruledAt: null, why: 'it waits for an answer' },
  {
    breaches: [breach('answered', 'opened', 'disputed', 'answered')],
    disputed: true,
    ruledAt: null,
    why: 'or, answered, for its ruling',
  },
  {
    breaches: [breach('ruled', 'opened', 'disputed', 'answered', 'ruled', 'noted')],
    disputed: false,
    ruledAt: 3,
    why: 'ruled on when it was, whatever is said later',
  },
  {
    breaches: [breach('withdrawn', 'opened', 'disputed', 'dispute_withdrawn')],
    disputed: false,
    ruledAt: 2,
    why: 'taken back is over, too',
  },
  {
    breaches: [breach('ruled', 'opened', 'disputed', 'ruled'), breach('open', 'opened', 'disputed')],
    disputed: true,
    ruledAt: 2,
    why: 'of several clocks one that waits holds the window',
  },
])('what a dispute means for its window: $why', ({ breaches, disputed, ruledAt }) => {
  expect(mattersOf(breaches, null)).toEqual({ disputed, ruledAt, acknowledgedAt: null })
})
