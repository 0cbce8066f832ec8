import { productionOf } from '../evaluation/production.ts'
import { type WindowGround, windowGround } from '../evaluation/window-ground.ts'
import { DEFAULT_ENVIRONMENT } from '../events/environment.ts'
import type { CorrectionFact, WindowFact } from '../facts/facts.ts'
import { countingFacts } from '../facts/resolve.ts'
import type { MergePoint } from '../series/merges.ts'
import type { Standing } from '../standing/standing.ts'
import type { Instant } from '../time/instant.ts'
import type { Hypothesis } from './hypothesis.ts'

/** What was read of one service. */
export type BacktestFacts = {
  facts: readonly WindowFact[]
  corrections: readonly CorrectionFact[]
  /** A production deployment, imported ones too, finished before the range that was read. */
  deployedBefore: boolean
  merges: readonly MergePoint[]
}

/** One text with what it is tried on: everything known, imported history too (PRODUCT.md, rule 8). */
export type BacktestGround = {
  window: WindowGround
  merges: readonly MergePoint[]
  /** When what was imported happened, by family; sorted. */
  imported: readonly WindowFact[]
  /** The first event that is known; null: none, or there are earlier ones than were read. */
  firstEvent: Instant | null
}

export const backtestGround = (
  { version }: Hypothesis,
  service: string,
  standing: Standing,
  read: BacktestFacts,
): BacktestGround => {
  const environments = productionOf(version, service)
  const isThere = (fact: WindowFact) =>
    environments.includes(('environment' in fact ? fact.environment : undefined) ?? DEFAULT_ENVIRONMENT)
  const facts = countingFacts([...read.facts], [...read.corrections]).filter(isThere)
  return {
    window: windowGround({
      versions: [version],
      facts,
      deployedBefore: read.deployedBefore,
      openBreaches: [],
      environments,
      service,
      standing,
    }),
    merges: read.merges,
    imported: facts.filter(({ reconstructed }) => reconstructed),
    firstEvent: read.deployedBefore ? null : (facts[0]?.at ?? null),
  }
}

/** Both texts link alike: what became of the service is told once for both. */
export const sharingHistories = (ground: BacktestGround, text: Hypothesis, told: BacktestGround, other: Hypothesis) => {
  const linked = ({ version: { terms } }: Hypothesis, { window }: BacktestGround) =>
    JSON.stringify([terms.incidents, window.environments.toSorted()])
  if (linked(text, ground) !== linked(other, told)) return ground
  return { ...ground, window: { ...ground.window, historySince: told.window.historySince } }
}
