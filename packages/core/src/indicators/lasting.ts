import type { Instant, Window } from '../time/instant.ts'
import { countWhile, inside } from '../time/sorted.ts'

/** What takes time, told once for all windows: what has ended by its end, what goes on by its beginning. */
export type Lasting<One> = { ended: readonly Told<One>[]; going: readonly Told<One>[] }

/** `place`: in the list that it was told from. */
type Told<One> = { at: Instant; place: number; one: One }

/** @param spanOf when it began, and when it ended; null while it goes on */
export const lastingOf = <One>(
  all: readonly One[],
  spanOf: (one: One) => { from: Instant; to: Instant | null },
): Lasting<One> => {
  const ended: Told<One>[] = []
  const going: Told<One>[] = []
  for (const [place, one] of all.entries()) {
    const { from, to } = spanOf(one)
    if (to === null) going.push({ at: from, place, one })
    else ended.push({ at: to, place, one })
  }
  const byTime = (a: Told<One>, b: Told<One>) => a.at - b.at || a.place - b.place
  return { ended: ended.sort(byTime), going: going.sort(byTime) }
}

/** Those that can be a case of a window, in the order they were told in: ended inside it, or begun by its end and going on. */
export const lastingIn = <One>({ ended, going }: Lasting<One>, window: Window): One[] =>
  [
    ...inside(ended, window),
    ...going.slice(
      0,
      countWhile(going, ({ at }) => at < window.to),
    ),
  ]
    .sort((a, b) => a.place - b.place)
    .map(({ one }) => one)
