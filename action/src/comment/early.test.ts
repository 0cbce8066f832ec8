import { expect, test } from 'vitest'
import { lookEarly } from './early.ts'
import type { Comment } from './ours.ts'

const comment = (id: number): Comment => ({ id, body: '', author: null, minimised: false })

test('what was found a moment ago is taken, what is older is looked up again', async () => {
  let [now, looked] = [0, 0]
  const found = lookEarly(
    async () => [comment(++looked)],
    () => now,
  )
  expect(looked).toBe(1)
  expect(await found()).toEqual([comment(1)])
  now = 5_000
  expect(await found()).toEqual([comment(2)])
})

test('a look that fails is told where the comment is written, and to nobody where none is', async () => {
  const found = lookEarly(() => Promise.reject(new Error('no')))
  await expect(found()).rejects.toThrow('no')
})
