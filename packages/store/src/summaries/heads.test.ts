import { expect, test } from 'vitest'
import { createHeads } from './heads.ts'

test('forgets what was used longest ago', () => {
  const heads = createHeads(2)
  heads.set('a', { chunk: 1, used: 0 })
  heads.set('b', { chunk: 2, used: 0 })
  heads.set('a', { chunk: 3, used: 0 })
  heads.set('c', { chunk: 4, used: 0 })
  expect(['a', 'b', 'c'].map((id) => heads.get(id)?.chunk)).toEqual([3, undefined, 4])
  heads.forget('a')
  expect(heads.get('a')).toBeUndefined()
})
