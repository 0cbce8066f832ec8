import { coveredMs } from '../time/cover.ts'
import type { Window } from '../time/instant.ts'
import { isOfRecord, silentSources } from './asks.ts'
import { noData, type Unmeasured, type WindowInput } from './indicator.ts'

/** What of a window has passed; empty where it has not begun. */
export const elapsed = ({ window, until }: Pick<WindowInput, 'window' | 'until'>): Window => ({
  from: window.from,
  to: Math.max(window.from, Math.min(window.to, until)),
})

/** Observed for less than this share of the time so far, nothing is known of the rest: 95 %. */
export const LEAST_OBSERVED = { num: 95, den: 100 } as const

/** Was this much of a time observed? Never of no time at all. */
export const isObserved = (observedMs: number, { from, to }: Window): boolean =>
  to > from && observedMs * LEAST_OBSERVED.den >= (to - from) * LEAST_OBSERVED.num

/** `82.3 %`, cut down. */
export const observedText = (observedMs: number, { from, to }: Window): string =>
  `${(Math.floor((observedMs * 1_000) / Math.max(1, to - from)) / 10).toFixed(1)} %`

/**
 * Why nothing is known although nothing was told: null where somebody was watching all of it, so that nothing told
 * means nothing happened (PRODUCT.md, rule 4). A source of record that was silent is told first.
 */
export const unwatched = (input: WindowInput, what: string): Unmeasured | null => {
  const time = elapsed(input)
  const { sources } = input.asks
  for (const { heartbeats } of input.services) {
    const beating = heartbeats.filter(({ at, to }) => at < time.to && to > time.from)
    if (silentSources(sources, beating).length > 0)
      return noData('unreported', `no ${what}, and a source that the agreement names was silent`)
    const counting = beating.filter(({ source }) => isOfRecord(sources, source)).map(({ at, to }) => ({ from: at, to }))
    const covered = coveredMs(counting, time)
    if (!isObserved(covered, time))
      return noData(
        'not_watched',
        `no ${what}, and heartbeats for only ${observedText(covered, time)} of the time so far`,
      )
  }
  return null
}
