import { environmentOf, ms, ofType } from './events.ts'
import { type Figure, inside, noData } from './measured.ts'
import type { Question } from './question.ts'
import { piecesOf } from './time.ts'

const BADNESS = ['up', 'degraded', 'down', 'maintenance']

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
  let down = 0
  let degraded = 0
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
    if (worst === 'down' || worst === 'maintenance') down += length
    if (worst === 'degraded') degraded += length
  }
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
