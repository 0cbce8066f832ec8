import {
  type AcceptedVersion,
  type Bucket,
  type Instant,
  inForceAt,
  productionOf,
  type Series,
  type SeriesSource,
  seriesNeeds,
  seriesOf,
  type Window,
} from '@plumbline/core'
import type { EngagementStore } from '@plumbline/store'

export type SeriesQuestion = {
  indicator: string
  /** At least one; several are counted together. */
  services: string[]
  /** Undefined: the production ones. */
  environments: string[] | undefined
  window: Window
  bucket: Bucket
  statistic?: string | undefined
  now: Instant
  versions: AcceptedVersion[]
}

type Source = (store: EngagementStore, question: SeriesQuestion, service: string) => Promise<SeriesSource>

const windowSource: Source = async (store, question, service) => {
  const needed = seriesNeeds(question)
  if (!needed) return { facts: [], corrections: [], deployedBefore: false, merges: [] }
  const { families, window } = needed
  const environments = question.environments ?? productionOf(inForceAt(question.versions, question.now), service)
  const [{ facts, corrections }, deployedBefore] = await Promise.all([
    store.serviceFacts(service, environments, window, families),
    families.includes('delivery') ? store.deployedBefore(service, environments, window.from, 'imported_too') : false,
  ])
  return { facts, corrections, deployedBefore, merges: [] }
}

const mergeSource: Source = async (store, { window }, service) => ({
  facts: [],
  corrections: [],
  deployedBefore: false,
  merges: await store.trend(service, window),
})

/** An indicator over time. Null where no indicator of that key is measured. */
export const readSeries = async (
  store: EngagementStore,
  question: SeriesQuestion,
  scope: 'change' | 'window' | 'clock',
): Promise<Series | null> => {
  const zone = inForceAt(question.versions, question.now)?.terms.timeZone ?? 'UTC'
  const source = scope === 'change' ? mergeSource : windowSource
  const services = await Promise.all(question.services.map((service) => source(store, question, service)))
  return seriesOf({ ...question, zone }, services)
}
