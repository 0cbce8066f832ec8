import { expect, test } from 'vitest'
import { editDistance, nearest } from './nearest.ts'

test.each<[string, string[], string | null, string]>([
  ['enforcment', ['enforcement', 'indicator'], 'enforcement', 'a letter is missing'],
  ['traget', ['target', 'warn'], 'target', 'two letters are swapped'],
  ['Block-On', ['block_on', 'warn'], 'block_on', 'case and - for _ do not count'],
  ['thurs', ['thu', 'tue'], 'thu', 'a longer form'],
  ['sat', ['saturday', 'sunday'], 'saturday', 'a shorter form'],
  ['cover', ['coverage', 'coverage-change'], null, 'a shorter form of two is neither'],
  ['banana', ['enforcement', 'target'], null, 'nothing is near'],
  ['', ['a'], null, 'nothing was written'],
  ['x'.repeat(10_000), ['x'], null, 'a very long word is not compared'],
])('%s among %j is %s: %s', (word, allowed, expected) => {
  expect(nearest(word, allowed)).toBe(expected)
})

test.each([
  ['', '', 0],
  ['abc', 'abc', 0],
  ['abc', 'acb', 1],
  ['kitten', 'sitting', 3],
  ['', 'abc', 3],
])('from %j to %j it takes %i', (a, b, distance) => {
  expect(editDistance(a, b)).toBe(distance)
  expect(editDistance(b, a)).toBe(distance)
})
