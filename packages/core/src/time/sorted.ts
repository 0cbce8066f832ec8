import { onceFor } from '../remember.ts'
import type { Instant, Window } from './instant.ts'

/** For how many at the beginning of a list something holds that holds for none behind them: found in a few steps. */
export const countWhile = <One>(list: readonly One[], holds: (one: One) => boolean): number => {
  let [known, end] = [0, list.length]
  while (known < end) {
    const middle = (known + end) >>> 1
    const one = list[middle]
    if (one !== undefined && holds(one)) known = middle + 1
    else end = middle
  }
  return known
}

/** What of a list by time happened inside a window: as much work as there is inside, however long the list. */
export const inside = <One extends { at: Instant }>(list: readonly One[], { from, to }: Window): One[] =>
  list.slice(
    countWhile(list, ({ at }) => at < from),
    countWhile(list, ({ at }) => at < to),
  )

type Span = { at: Instant; to: Instant }

/** The last end among the first spans of a list, one by one: it never falls, so that it can be searched. */
const lastEnds = onceFor((spans: readonly Span[]): readonly Instant[] => {
  let last = Number.NEGATIVE_INFINITY
  return spans.map(({ to }) => {
    last = Math.max(last, to)
    return last
  })
})

/** Spans, by their beginning, that have some time in common with a window. */
export const touching = <One extends Span>(spans: readonly One[], { from, to }: Window): One[] =>
  spans
    .slice(
      countWhile(lastEnds(spans), (end) => end <= from),
      countWhile(spans, ({ at }) => at < to),
    )
    .filter((span) => span.to > from)
