import {
  type AcceptedVersion,
  type Bucket,
  type Instant,
  inForceAt,
  productionOf,
  rulesAt,
  type Series,
  type SeriesSource,
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
  now: Instant
  versions: AcceptedVersion[]
}

type Source = (store: EngagementStore, question: SeriesQuestion, service: string) => Promise<SeriesSource>

const windowSource: Source = async (store, question, service) => {
  const { window, versions, now } = question
  const environments = question.environments ?? productionOf(inForceAt(versions, now), service)
  const link = rulesAt(versions)(now).linkWindowMs
  const around = { from: window.from - link, to: window.to + link }
  const { facts, corrections } = await store.serviceFacts(service, environments, around)
  const deployed = facts.some(({ kind }) => kind === 'deployment')
  const deployedBefore = deployed ? false : await store.deployedBefore(service, environments, around.from)
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
