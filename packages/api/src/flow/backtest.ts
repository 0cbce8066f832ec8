import {
  type AcceptedVersion,
  type Backtest,
  backtestNeeds,
  backtestRange,
  backtestService,
  backtestTogether,
  hypothesisOf,
  type Instant,
  inForceAt,
  type ServiceBacktest,
} from '@plumbline/core'
import type { EngagementState, EngagementStore } from '@plumbline/store'

export type BacktestQuestion = {
  state: EngagementState
  /** The text that is tried. */
  version: AcceptedVersion
  accepted: AcceptedVersion[]
  days: number
  now: Instant
  money: boolean
}

type Needs = ReturnType<typeof backtestNeeds>

const readFor = async (store: EngagementStore, service: string, { facts: needed, merges }: Needs, from: Instant) => {
  const [found, deployedBefore, trend] = await Promise.all([
    needed && store.serviceFacts(service, needed.environments, needed.window, needed.families),
    needed?.families.includes('delivery')
      ? store.deployedBefore(service, needed.environments, needed.window.from, 'imported_too')
      : false,
    merges ? store.trend(service, { from, to: Number.MAX_SAFE_INTEGER }) : [],
  ])
  return { facts: found?.facts ?? [], corrections: found?.corrections ?? [], deployedBefore, merges: trend }
}

/** Other requests are answered between two services: a service with many events takes a while. */
const letOthers = () => new Promise<void>((done) => setImmediate(done))

/** What a text would have judged, had it been in force all along. Writes nothing. */
export const backtest = async (store: EngagementStore, question: BacktestQuestion): Promise<Backtest> => {
  const { state, version, accepted, days, now, money } = question
  const range = backtestRange(version.terms.timeZone, days, now)
  const inForce = inForceAt(accepted, now)
  const isInForce = inForce?.version === version.version
  const beside = isInForce ? null : inForce
  const services: ServiceBacktest[] = []
  const names = new Set([...version.terms.services.keys(), ...(beside?.terms.services.keys() ?? [])])
  for (const service of names) {
    const text = hypothesisOf(version, accepted, service, range)
    const other = beside && hypothesisOf(beside, accepted, service, range)
    const needs = backtestNeeds(other ? [text, other] : [text], service, range)
    const read = await readFor(store, service, needs, range.from)
    const { standing } = state
    services.push(backtestService({ service, text, now: other, isInForce, range, days, standing, read }))
    await letOthers()
  }
  return backtestTogether({ version, now: beside, range, days, services, money })
}
