import { describe, expect, test } from 'vitest'
import { evaluation, everything, failRateMissed, patchMissed, variants } from '../testing/index.ts'
import { parse, shape } from '../testing/parse.ts'
import { inTurn, poison } from '../testing/poison.ts'
import { summary } from './summary.ts'

/** Parsing Markdown takes long on a busy machine. */
const PATIENCE_MS = 30_000
const MEBIBYTE = 1_048_576

test(
  'text of others never becomes Markdown',
  () => {
    const plain = JSON.stringify(shape(parse(summary(poison(everything, 'x')))))
    // The comment, made of the same parts, is tried with more of them in each place.
    for (const begin of [0, 77])
      expect(JSON.stringify(shape(parse(summary(poison(everything, inTurn(begin)))))), `from ${begin}`).toBe(plain)
  },
  PATIENCE_MS,
)

describe('size', () => {
  test.each(['漢'.repeat(500), '|'.repeat(500), '@a'.repeat(250)])(
    'stays under 1 MiB for a thousand objectives named %.6s…',
    (name) => {
      const objectives = Array.from({ length: 1_000 }, (_, at) => (at % 2 === 0 ? patchMissed : failRateMissed))
      const text = summary(poison(evaluation({ objectives, verdict: 'fail' }), name))
      expect(new TextEncoder().encode(text).length).toBeLessThan(MEBIBYTE)
      // Pipes of others are entities, so every pipe that stands there is a border.
      expect(
        text
          .split('\n')
          .filter((line) => line.startsWith('|'))
          .every((row) => row.split('|').length === 7),
      ).toBe(true)
    },
    PATIENCE_MS,
  )
})

test('every objective has a row, and its evidence with the events', () => {
  const text = summary(variants.fail ?? expect.fail())
  expect(text.match(/^\| [❌⚠✅ℹ⚪➖]/gmu)).toHaveLength(5)
  expect(text).toContain('Events: `1111111111111111`, `2222222222222222` and `3333333333333333` and 21 more')
})
