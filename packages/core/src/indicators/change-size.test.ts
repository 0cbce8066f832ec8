import { expect, test } from 'vitest'
import { breachMoves } from '../breach/moves.ts'
import type { ChangeFact } from '../facts/facts.ts'
import { objective, target } from '../testing/agreement.ts'
import { gate, only, size } from '../testing/gate.ts'
import { agreed } from '../testing/window.ts'

const SMALL = objective({ indicator: 'change-size', target: target('<=', '400', 'lines') })
const judged = (head: ChangeFact[]) => only(gate({ versions: agreed(SMALL), now: '2026-11-22', head }))

test.each([
  { why: 'added and deleted', head: [size(320, 45)], value: 365, status: 'met' },
  { why: 'the target itself is allowed', head: [size(400, 0)], value: 400, status: 'met' },
  { why: 'one more is not', head: [size(0, 401)], value: 401, status: 'breached' },
  { why: 'nothing at all', head: [size(0, 0)], value: 0, status: 'met' },
  {
    why: 'the last word of the pull request',
    head: [size(999, 0), size(10, 5, { id: 't', time: 9 })],
    value: 15,
    status: 'met',
  },
])('$why: $value', ({ head, value, status }) => expect(judged(head)).toMatchObject({ value, status }))

test('a change without a pull request has no size', () =>
  expect(judged([])).toMatchObject({ status: 'no_data', no_data_reason: 'no_report' }))

test('a change that was merged too big stays what it was', () => {
  const merged = gate({ versions: agreed(SMALL), now: '2026-11-22', head: [size(1, 1)], request: { event: 'push' } })
  const standing = { id: 'br_1', objective: 'change-size', identity: 'x', openedAt: 0, status: 'open' } as const
  expect(breachMoves(merged, [standing])).toEqual([])
})
