import { describe, expect, test } from 'vitest'
import { isLater, ofAnyRun, readState, readStates, runOrder, stateLine } from './state-line.ts'

const commitSha = 'a'.repeat(40)
const state = { verdict: 'warn' as const, commitSha, run: null, of: null }
const gate = { key: '0a1b2c3d', name: 'CI / test (22, ubuntu-latest)' }

test('what is written is read, with the run and the gate, and without', () => {
  for (const run of [null, { id: 19_741_953_201, attempt: 12 }])
    for (const of of [null, gate])
      expect(readState(`### no\n${stateLine({ ...state, run, of })}\n`)).toEqual({ ...state, run, of })
})

test('a server’s verdict is told as it always was, in the same bytes', () => {
  expect(stateLine({ ...state, run: { id: 4711, attempt: 1 } })).toBe(
    `<!-- plumbline:verdict warn ${commitSha} run 4711.1 -->`,
  )
})

test('all of a text are read, each with what stands before it; which run wrote them is no difference', () => {
  const [one, two] = [
    { ...state, run: { id: 1, attempt: 1 } },
    { ...state, run: { id: 2, attempt: 1 }, of: gate },
  ]
  const text = `a\n${stateLine(one)}\nb\n${stateLine(two)}\nc`
  expect(readStates(text)).toEqual([
    { before: 'a\n', state: one },
    { before: '\nb\n', state: two },
  ])
  expect(ofAnyRun(text)).toBe(`a\n${stateLine(state)}\nb\n${stateLine({ ...state, of: gate })}\nc`)
})

test.each([
  'run 0.1',
  'run 1',
  'run 1.0',
  'run 01.1',
  'run -1.1',
  'run 1e9.1',
  'run 1.1 ',
  `run ${'9'.repeat(16)}.1`,
  'of 0a1b2c3d',
  'of 0A1B2C3D x',
  'of 0a1b2c3d a<b',
  `of 0a1b2c3d ${'x'.repeat(61)}`,
])('“%s” is no run or gate of ours', (told) => {
  expect(readState(`<!-- plumbline:verdict pass ${commitSha} ${told} -->`)).toBeNull()
})

test.each(['', 'local', '0', '-1', '1.5', '9'.repeat(16)])('a run called “%s” has no place in the order', (id) => {
  expect(runOrder(id, '1')).toBeNull()
})

describe('re-runs that fail', () => {
  const run = (id: number, attempt: number) => ({ id, attempt })
  test.each([
    { standing: run(20, 1), own: run(10, 1), later: true, why: 'an older run is late' },
    { standing: run(20, 1), own: run(10, 9), later: true, why: 'an older run is run again' },
    { standing: run(20, 2), own: run(20, 1), later: true, why: 'the attempt before is late' },
    { standing: run(9, 1), own: run(10, 1), later: false, why: 'numbers, not texts' },
    { standing: run(20, 1), own: run(20, 1), later: false, why: 'another job of the run' },
    { standing: run(20, 1), own: run(20, 2), later: false, why: 'it is run again' },
    { standing: run(20, 1), own: run(30, 1), later: false, why: 'a newer run' },
    { standing: null, own: run(1, 1), later: false, why: 'a comment of an older version' },
    { standing: run(20, 1), own: null, later: false, why: 'a runner that counts none' },
  ])('$standing is later than $own: $later, because $why', ({ standing, own, later }) => {
    expect(isLater(standing, own)).toBe(later)
  })
})
