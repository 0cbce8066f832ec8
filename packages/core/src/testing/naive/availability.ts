import type { Window } from '../../time/instant.ts'
import { environmentOf, ms, ofType } from './events.ts'
import { type Figure, inside, noData } from './measured.ts'
import type { Question } from './question.ts'
import { piecesOf } from './time.ts'

const BADNESS = ['up', 'degraded', 'down', 'maintenance']

type Bad = Window & { isDown: boolean }

/** Of what follows each other without a gap only whole minutes count, from its beginning. */
const inFullMinutes = (bad: readonly Bad[]): Bad[] =>
  bad.map((one, i) => {
    const isLinked = (k: number) => bad[k - 1]?.to === bad[k]?.from
    let [first, last] = [i, i]
    while (first > 0 && isLinked(first)) first--
    while (last < bad.length - 1 && isLinked(last + 1)) last++
    const [from, to] = [bad[first]?.from ?? one.from, bad[last]?.to ?? one.to]
    const end = to - ((to - from) % 60_000)
    return { ...one, from: Math.min(one.from, end), to: Math.min(one.to, end) }
  })

/** Piece by piece: what the worst of those says who speak of it. */
export const availability = (question: Question): Figure => {
  const { all, window, until, environments, objective, exclusions } = question
  const counted = exclusions.filter(({ category, withNotice }) => category !== 'maintenance' || withNotice)
  const said = ofType(all, 'availability')
    .filter((one) => environments.includes(environmentOf(one)))
    .filter((one) => objective.measuredBy === null || objective.measuredBy.includes(one.source))
    .map(({ data }) => ({ from: ms(data.from), to: ms(data.to), state: data.state as string }))
  const to = Math.min(until, window.to)
  let observed = 0
  const bad: Bad[] = []
  let asked = 0
  for (const piece of piecesOf({ from: window.from, to }, [...said, ...exclusions])) {
    const length = piece.to - piece.from
    const states = said.filter((one) => inside(one, piece.from)).map(({ state }) => state)
    const out = counted.some((one) => inside(one, piece.from))
    const worst = states.toSorted((a, b) => BADNESS.indexOf(b) - BADNESS.indexOf(a))[0]
    // Maintenance is down, unless it was agreed on with notice.
    if (out) continue
    asked += length
    if (worst === undefined) continue
    observed += length
    if (worst !== 'up') bad.push({ ...piece, isDown: worst !== 'degraded' })
  }
  const counting = objective.fullMinutes ? inFullMinutes(bad) : bad
  const sum = (isDown: boolean) =>
    counting.reduce((total, one) => total + (one.isDown === isDown ? one.to - one.from : 0), 0)
  const [down, degraded] = [sum(true), sum(false)]
  if (to === window.from || asked === 0) return noData('window_too_young')
  const heard = said.filter((one) => one.from < to && one.to > window.from)
  if (observed === 0) return noData('no_events')
  if (observed * 100 < asked * 95) return noData('partly_observed')
  const { num, den } = objective.degradedWeight
  const whole = observed * Number(den)
  const lost = down * Number(den) + degraded * Number(num)
  return {
    kind: 'measured',
    value: { num: 100 * (whole - lost), den: whole },
    samples: heard.length,
    numerator: Math.floor((whole - lost) / Number(den)) / 1000,
    denominator: observed / 1000,
  }
}
