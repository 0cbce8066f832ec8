import type { IncidentFact } from '../facts/facts.ts'
import { isBeginning, lifeOf, together } from '../facts/life.ts'
import { type Joining, joinedBy } from '../facts/same-as.ts'
import type { Instant, Window } from '../time/instant.ts'
import { type ToldClocks, tellClocks } from './clock.ts'
import type { ClockKind, ClockSetting } from './setting.ts'

/** What a name is for one clock. */
type Own = {
  life: Window
  /** From when on its own clock had stopped once, or was late. */
  decidedAt: Instant
  /** It began without having been called another: whoever said so reported an incident of its own. */
  begun: boolean
}

/** Said of names that began, by when nothing of the clock of either was decided. One that was born as another's name is that. */
const joining = (decidedAt: (actions: IncidentFact[]) => Instant): Joining<Own> => ({
  ownOf: (actions) => ({
    life: lifeOf(actions),
    decidedAt: actions.length > 0 ? decidedAt(actions) : Number.POSITIVE_INFINITY,
    begun: actions.some((one) => isBeginning(one) && one.sameAs === null),
  }),
  join: (saying, said, at) => {
    const life = together(saying.life, said.life)
    if (life === null || at >= saying.decidedAt || (saying.begun && at >= said.decidedAt)) return null
    return { life, decidedAt: Math.min(saying.decidedAt, said.decidedAt), begun: saying.begun || said.begun }
  },
})

/** When the clock of one name alone first stopped or was late; `Infinity` where it goes on in time, or has none. */
const decidedAt = ({ clocks }: ToldClocks): Instant =>
  Math.min(
    ...clocks.flatMap(({ endedAt, breachedAt, taken }) => [
      endedAt ?? Number.POSITIVE_INFINITY,
      breachedAt ?? Number.POSITIVE_INFINITY,
      ...taken.flatMap(({ state, from }) => (state === 'stopped' ? [from] : [])),
    ]),
  )

/**
 * The clocks of one kind of one incident as `tellClocks` tells them, under all of its names. Calling incidents one decides
 * nothing that was decided before it was said: a clock that had stopped or was late by then is told of its own name
 * alone, so that nobody clears what was late, or makes late what was met, by naming another incident.
 */
export const tellApart = (
  actions: readonly IncidentFact[],
  kind: ClockKind,
  setting: ClockSetting,
  until: Instant,
): ToldClocks => {
  const tell = (some: readonly IncidentFact[]) => tellClocks(some, kind, setting, until)
  if (actions.every(({ incident }) => incident === actions[0]?.incident)) return tell(actions)
  // What nobody had said by then joined nothing.
  const known = actions.map((one) => (one.sameAs !== null && one.at > until ? { ...one, sameAs: null } : one))
  const told = joinedBy(
    known,
    joining((own) => decidedAt(tell(own))),
  ).map(tell)
  return { clocks: told.flatMap(({ clocks }) => clocks), settled: told.every(({ settled }) => settled) }
}
