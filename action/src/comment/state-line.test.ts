import { describe, expect, test } from 'vitest'
import { asOfRun, laterRun, readState, runOrder, stateLine } from './state-line.ts'

const commitSha = 'a'.repeat(40)
const line = (id: number, attempt: number) => stateLine({ verdict: 'fail', commitSha, run: { id, attempt } })
const old = stateLine({ verdict: 'fail', commitSha, run: null })

test('what is written is read, with the run and without', () => {
  for (const run of [null, { id: 19_741_953_201, attempt: 12 }])
    expect(readState(`### no\n${stateLine({ verdict: 'warn', commitSha, run })}\n`)).toEqual({
      verdict: 'warn',
      commitSha,
      run,
    })
  expect(asOfRun(`a\n${line(1, 1)}\nb`, null)).toBe(`a\n${old}\nb`)
})

test.each(['run 0.1', 'run 1', 'run 1.0', 'run 01.1', 'run -1.1', 'run 1e9.1', 'run 1.1 ', `run ${'9'.repeat(16)}.1`])(
  '“%s” is no run of ours',
  (run) => {
    expect(readState(`<!-- plumbline:verdict pass ${commitSha} ${run} -->`)).toBeNull()
  },
)

test.each(['', 'local', '0', '-1', '1.5', '9'.repeat(16)])('a run called “%s” has no place in the order', (id) => {
  expect(runOrder(id, '1')).toBeNull()
})

describe('re-runs that fail', () => {
  test.each([
    { standing: line(20, 1), id: 10, attempt: 1, later: true, why: 'an older run is late' },
    { standing: line(20, 1), id: 10, attempt: 9, later: true, why: 'an older run is run again' },
    { standing: line(20, 2), id: 20, attempt: 1, later: true, why: 'the attempt before is late' },
    { standing: line(9, 1), id: 10, attempt: 1, later: false, why: 'numbers, not texts' },
    { standing: line(20, 1), id: 20, attempt: 1, later: false, why: 'another job of the run' },
    { standing: line(20, 1), id: 20, attempt: 2, later: false, why: 'it is run again' },
    { standing: line(20, 1), id: 30, attempt: 1, later: false, why: 'a newer run' },
    { standing: old, id: 1, attempt: 1, later: false, why: 'a comment of an older version' },
  ])('$standing is later than $id.$attempt: $later, because $why', ({ standing, id, attempt, later }) => {
    expect(laterRun(standing, { id, attempt }) !== null).toBe(later)
  })
})
