import {
  closedThrough,
  endsOfPeriod,
  type Instant,
  type Period,
  parseInstant,
  type StandingPeriods,
} from '@plumbline/core'
import { decide } from '../decide.ts'
import type { TickContext } from './context.ts'
import { type PeriodWork, utcDay } from './period-work.ts'

const least = (all: readonly Instant[]): Instant | null =>
  all.reduce<Instant | null>((found, at) => Math.min(found ?? at, at), null)

/** How far the tick has looked through windows that are over, for the next one: only where every service was looked through. */
export const rememberLooked = async (
  { store, versions, now, inTurn }: TickContext,
  { finalToo, before, unseen }: PeriodWork,
  provisional: readonly Period[],
): Promise<void> => {
  const closed = closedThrough(versions, now)
  const open = least(provisional.map(({ at }) => parseInstant(at) ?? 0))
  const awaits = least(provisional.flatMap(endsOfPeriod).filter((at) => at > now))
  const isSame = before?.open === open && (before.awaits ?? null) === awaits && before.version === closed.version
  if (isSame && !finalToo && !unseen) return
  await inTurn(() =>
    decide(store, ({ standing }) => {
      const known = standing.periods
      // Somebody has looked further meanwhile.
      if (known && known.through > now) return { value: null }
      const periods: StandingPeriods = {
        ...closed,
        open,
        ...(awaits === null ? {} : { awaits }),
        looked: finalToo ? utcDay(now) : (known?.looked ?? ''),
      }
      return { value: null, state: { standing: { ...standing, periods } } }
    }),
  )
}
