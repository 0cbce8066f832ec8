import type { NameRef } from '../events/identity.ts'
import { coveredMs } from '../time/cover.ts'
import { DAY, type Window } from '../time/instant.ts'
import { touching } from '../time/sorted.ts'
import { isOfRecord, silentSources, sourceText } from './asks.ts'
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

/** How long a source of record may keep silent: as much of the window, at least of a day, as may go unobserved. */
const graceMs = ({ from, to }: Window): number =>
  (Math.max(to - from, DAY) * (LEAST_OBSERVED.den - LEAST_OBSERVED.num)) / LEAST_OBSERVED.den

/**
 * A source of record of which nothing was heard in all of the window so far makes it unreported, whatever the others
 * say (PRODUCT.md, rule 4); null where all were, or where it is too early to expect it.
 * @param told what each service was told that the indicator counts, in the window
 */
export const unheard = (input: WindowInput, told: readonly (readonly { source: NameRef }[])[]): Unmeasured | null => {
  const time = elapsed(input)
  if (time.to - time.from < graceMs(input.window)) return null
  const { sources } = input.asks
  for (const [i, { heartbeats }] of input.services.entries()) {
    const silent = silentSources(sources, [...(told[i] ?? []), ...touching(heartbeats, time)])
    if (silent.length > 0)
      return noData('unreported', `${sourceText(sources, silent)} has reported nothing in this window`)
  }
  return null
}

/**
 * Why nothing is known although nothing was told: null where somebody was watching all of it, so that nothing told
 * means nothing happened (PRODUCT.md, rule 4). A source of record that was silent is told first.
 */
export const unwatched = (input: WindowInput, what: string): Unmeasured | null => {
  const time = elapsed(input)
  const { sources } = input.asks
  if (input.services.length === 0) return noData('no_events', `no ${what}, for no service was asked about`)
  for (const { heartbeats } of input.services) {
    const beating = touching(heartbeats, time)
    const silent = silentSources(sources, beating)
    if (silent.length > 0) return noData('unreported', `no ${what}, and ${sourceText(sources, silent)} was silent`)
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
