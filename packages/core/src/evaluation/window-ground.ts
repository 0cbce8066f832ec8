import type { AcceptedVersion } from '../agreement/versions.ts'
import { disputeEndsIn } from '../decisions/dispute-window.ts'
import type { WindowFact } from '../facts/facts.ts'
import { historyOf, type ServiceHistory } from '../facts/history.ts'
import type { Standing } from '../standing/standing.ts'
import { type Instant, type Window, within } from '../time/instant.ts'
import { countWhile } from '../time/sorted.ts'
import { longestLink } from './facts-needed.ts'
import type { OpenBreachView } from './input.ts'
import { rulesAt } from './rules-at.ts'

/** What window objectives of a service are judged on. */
export type WindowGround = {
  /** Those that are production. */
  environments: string[]
  /** What became of the service, told from the facts since an instant. */
  historySince: (from: Instant, excluded: readonly Window[]) => ServiceHistory
  longestLinkMs: number
  openBreaches: OpenBreachView[]
  service: string
  standing: Standing
  /** When what began at an instant can no longer be disputed. */
  disputeEnds: (from: Instant) => Instant
}

type Known = Pick<WindowGround, 'environments' | 'openBreaches' | 'service' | 'standing'> & {
  versions: AcceptedVersion[]
  /** Those that count, sorted by time. */
  facts: WindowFact[]
  /** A production deployment finished before the first of them. */
  deployedBefore: boolean
}

/** Every window of every objective asks it of the same incidents, and counting business days takes its time. */
const remembered = (ends: WindowGround['disputeEnds']): WindowGround['disputeEnds'] => {
  const known = new Map<Instant, Instant>()
  return (from) => {
    const found = known.get(from) ?? ends(from)
    known.set(from, found)
    return found
  }
}

/** Each history is told once, however many objectives and windows are judged on it. */
export const windowGround = ({ versions, facts, deployedBefore, ...known }: Known): WindowGround => {
  const made = new Map<string, ServiceHistory>()
  const firstDeployment = facts.find(({ kind }) => kind === 'deployment')?.at ?? Number.POSITIVE_INFINITY
  const rules = rulesAt(versions)
  const historySince = (from: Instant, excluded: readonly Window[]): ServiceHistory => {
    const first = countWhile(facts, ({ at }) => at < from)
    // What begins with the same fact is the same history.
    const key = JSON.stringify([first, excluded])
    const found = made.get(key)
    if (found) return found
    const isExcluded = (at: Instant) => excluded.some((one) => within(one, at))
    const history = historyOf(facts.slice(first), deployedBefore || firstDeployment < from, rules, isExcluded)
    made.set(key, history)
    return history
  }
  return {
    ...known,
    historySince,
    longestLinkMs: longestLink(versions),
    disputeEnds: remembered(disputeEndsIn(versions)),
  }
}
