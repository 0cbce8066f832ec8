import { expect, test } from 'vitest'
import type { FakeGitHub } from '../testing/fake-github.ts'
import { fakeJob } from '../testing/fake-job.ts'
import { gateName, isOneOfSeveral } from './gate-name.ts'
import { readState, stateLine } from './state-line.ts'

// Nobody is asked.
const nobody = { url: 'http://127.0.0.1:1' } as FakeGitHub

const of = (matrix: unknown, run: object = {}) => {
  const { job } = fakeJob(nobody, { inputs: { matrix: typeof matrix === 'string' ? matrix : JSON.stringify(matrix) } })
  return { ...job, runner: { ...job.runner, run: { ...job.runner.run, ...run } } }
}

test('a gate is called as GitHub calls its job, and keeps its key when it is run again', () => {
  const job = of({ node: 22, os: 'ubuntu-latest', more: { x: 1 } })
  expect(gateName(job)).toMatchObject({
    name: 'CI / gate (22, ubuntu-latest)',
    key: expect.stringMatching(/^[0-9a-f]{8}$/),
  })
  expect(gateName(of({ node: 22, os: 'ubuntu-latest', more: { x: 1 } }, { attempt: '2', id: '4712' }))).toEqual(
    gateName(job),
  )
})

test('jobs of a matrix, jobs, steps and workflows have keys of their own', () => {
  const all = [
    of({ node: 20 }),
    of({ node: 22 }),
    of({ node: 22, more: { x: 1 } }),
    of(null),
    of(null, { job: 'e2e' }),
    of(null, { step: 'plumbline_2' }),
    of(null, { workflow: 'Nightly' }),
  ].map((job) => gateName(job).key)
  expect(new Set(all).size).toBe(all.length)
})

test('only a matrix says that there are others', () => {
  expect([{ node: 20 }, null, {}, '', '{', '[1]'].map((matrix) => isOneOfSeveral(of(matrix)))).toEqual([
    true,
    false,
    false,
    false,
    false,
    false,
  ])
  const ofServices = (matrix: object) => {
    const { job } = fakeJob(nobody, { inputs: { service: 'shop', matrix: JSON.stringify(matrix) } })
    return isOneOfSeveral(job)
  }
  expect([{ service: 'shop' }, { service: 'shop', node: 20 }].map(ofServices)).toEqual([false, true])
})

test.each(['-->', '<img src=x> @everyone', '>=18 && <!-- plumbline:x -->', 'ü'.repeat(80), '\u202e', 'a\nb', '--', ''])(
  'a matrix with “%s” makes a name that means nothing in HTML and ends no hidden line',
  (value) => {
    const name = gateName(of({ value }, { workflow: value }))
    expect(name.name).toMatch(/^[\w .,()/+=-]{1,60}$/)
    const state = { verdict: 'pass' as const, commitSha: 'a'.repeat(40), run: null, of: name }
    expect(readState(stateLine(state))).toEqual(state)
  },
)
