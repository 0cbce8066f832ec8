import { expect, test } from 'vitest'
import { creditedOnce } from './once.ts'

const claim = (text: string) => {
  const [place = '', cause = '', amount = '0'] = text.split(' ')
  return { place, cause, amount: BigInt(amount) }
}

test.each([
  { why: 'nothing', claims: [], taken: [] },
  { why: 'nothing of what is worth nothing', claims: ['a x 0'], taken: [] },
  { why: 'a place once', claims: ['a x 1', 'a y 2'], taken: [1] },
  { why: 'a cause once', claims: ['a x 2', 'b x 1'], taken: [0] },
  { why: 'of as much the earlier', claims: ['a x 1', 'b x 1'], taken: [0] },
  { why: 'two that come to more than the greatest', claims: ['a x 5', 'a y 4', 'b x 4'], taken: [1, 2] },
  { why: 'but not two that come to less', claims: ['a x 5', 'a y 2', 'b x 2'], taken: [0] },
])('$why', ({ claims, taken }) => expect([...creditedOnce(claims.map(claim))].sort()).toEqual(taken))
