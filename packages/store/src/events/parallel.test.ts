import { expect, test } from 'vitest'
import { inParallel } from './parallel.ts'

test('results come in order, with no more calls at once than allowed', async () => {
  let running = 0
  let most = 0
  const results = await inParallel([3, 1, 2, 0], 2, async (turns) => {
    running += 1
    most = Math.max(most, running)
    for (let i = 0; i < turns; i++) await Promise.resolve()
    running -= 1
    return turns * 10
  })
  expect(results).toEqual([30, 10, 20, 0])
  expect(most).toBe(2)
})

test('after a failure nothing starts, and what had started is waited for', async () => {
  const started: number[] = []
  const ended: number[] = []
  const work = inParallel([0, 1, 2, 3, 4, 5], 2, async (item) => {
    started.push(item)
    if (item === 0) throw new Error('first')
    await Promise.resolve()
    ended.push(item)
  })
  await expect(work).rejects.toThrow('first')
  expect(started).toEqual([0, 1])
  expect(ended).toEqual([1])
})
