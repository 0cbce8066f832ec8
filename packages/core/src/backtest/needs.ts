import { factsNeeded } from '../evaluation/facts-needed.ts'
import type { WindowFamily } from '../facts/facts.ts'
import { indicatorInfo } from '../indicators/catalogue.ts'
import { DAY, type Window } from '../time/instant.ts'
import type { Hypothesis } from './hypothesis.ts'

/** What is read to try texts on a service: facts of a range, and whether the merges of it. Null: none. */
export type BacktestNeeds = {
  facts: { environments: string[]; window: Window; families: WindowFamily[] } | null
  merges: boolean
}

/** Everything that decides about a window that ended in the range, or goes on. */
export const backtestNeeds = (texts: readonly Hypothesis[], service: string, range: Window): BacktestNeeds => {
  const needed = texts.flatMap(({ version }) => factsNeeded([version], service, range.from) ?? [])
  const merges = texts.some(({ judged }) =>
    judged.some(({ objective }) => indicatorInfo(objective.indicator)?.scope === 'change'),
  )
  if (needed.length === 0) return { facts: null, merges }
  return {
    merges,
    facts: {
      environments: [...new Set(needed.flatMap(({ environments }) => environments))],
      window: { from: Math.min(...needed.map(({ window }) => window.from)), to: range.to + DAY },
      families: [...new Set(needed.flatMap(({ families }) => families))],
    },
  }
}
