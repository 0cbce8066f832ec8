import { expect, test } from 'vitest'
import { lasting } from './lasting.ts'

const [MINUTE, HOUR, DAY] = [60_000, 3_600_000, 86_400_000]

test.each([
  [0, 'under 1 min'],
  [-5, 'under 1 min'],
  [MINUTE - 1, 'under 1 min'],
  [MINUTE, '1 min'],
  [HOUR + 59 * MINUTE + 59_999, '1 h 59 min'],
  [2 * HOUR, '2 h'],
  [DAY + 30 * MINUTE, '1 d'],
  [7 * DAY + 23 * HOUR, '7 d 23 h'],
  [8 * DAY + 23 * HOUR, '8 d'],
  [400 * DAY, '400 d'],
])('%d ms reads %s', (ms, words) => {
  expect(lasting(ms)).toBe(words)
})
