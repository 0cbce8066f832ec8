import { environmentOf, ms, ofType } from './events.ts'
import { inside } from './measured.ts'
import type { Question } from './question.ts'
import { piecesOf } from './time.ts'

/** Some source was watching for 95 % of the window so far. */
export const watched = ({ all, window, until, environments }: Question): boolean => {
  const beats = ofType(all, 'heartbeat')
    .filter((one) => environments.includes(environmentOf(one)))
    .map(({ data }) => ({ from: ms(data.from), to: ms(data.to) }))
  const to = Math.min(until, window.to)
  let seen = 0
  for (const piece of piecesOf({ from: window.from, to }, beats))
    if (beats.some((beat) => inside(beat, piece.from))) seen += piece.to - piece.from
  return to > window.from && seen * 100 >= (to - window.from) * 95
}
