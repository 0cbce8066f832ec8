import { expect, test } from 'vitest'
import { createGroup } from './group.ts'

/** Runs that end when told to. */
const controlled = () => {
  const runs: { work: string[]; end: () => void; fail: (error: Error) => void }[] = []
  const group = createGroup<string>(
    (work) => new Promise((end, fail) => runs.push({ work, end, fail })),
    () => runs.push({ work: ['idle'], end: () => {}, fail: () => {} }),
  )
  return { runs, group }
}

test('what arrives during a run goes together in the next', async () => {
  const { runs, group } = controlled()
  const first = group(['a'])
  const second = group(['b', 'c'])
  const third = group(['d'])
  expect(runs.map(({ work }) => work)).toEqual([['a']])
  runs[0]?.end()
  await first
  expect(runs.map(({ work }) => work)).toEqual([['a'], ['b', 'c', 'd']])
  runs[1]?.end()
  await Promise.all([second, third])
  expect(runs.at(-1)?.work).toEqual(['idle'])
})

test('a failure reaches those whose work it was, and no others', async () => {
  const { runs, group } = controlled()
  const first = group(['a'])
  const second = group(['b'])
  runs[0]?.fail(new Error('lost'))
  await expect(first).rejects.toThrow('lost')
  runs[1]?.end()
  await expect(second).resolves.toBeUndefined()
})
