import { expect, test } from 'vitest'
import { ownIdIn } from './own-id.ts'

const ID = 'br_0199e2b4a4001f2e3d4c5b6a7980'

test.each([
  { word: ID, is: ID },
  { word: 'br_0199e2\u200bb4a400\u200b1f2e3d\u200b4c5b6a\u200b7980', is: ID },
  { word: ID.replace('_', '\\_'), is: ID },
  { word: 'br_\u200b0199!', is: 'br_\u200b0199!' },
  { word: 'a note about \u200b\\', is: 'a note about \u200b\\' },
  { word: 'wv_', is: 'wv_' },
])('$word: what was copied with something unseen in it is the id; everything else stays', ({ word, is }) => {
  expect(ownIdIn(word)).toBe(is)
})
