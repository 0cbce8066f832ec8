import {
  type ClosedWindow,
  DAY,
  type Instant,
  type Period,
  parseInstant,
  periodsDue,
  type StandingPeriods,
} from '@plumbline/core'
import type { EngagementStore, Page } from '@plumbline/store'
import type { TickContext } from './context.ts'

/** How long what is final is looked at, for what came too late to change it. */
const LOOK_BACK_DAYS = 400
const PAGE = 100

export type ServiceWork = { service: string; due: ClosedWindow[]; records: Period[] }
export type PeriodWork = {
  services: ServiceWork[]
  /** Final periods are looked at, too. */
  finalToo: boolean
  before: StandingPeriods | null
  /** Windows have ended since the last look, or a version came that brings older ones. */
  unseen: boolean
}

const recordsSince = async (store: EngagementStore, from: Instant): Promise<Period[]> => {
  const found: Period[] = []
  let after: string | null = null
  do {
    const page: Page<Period> = await store.keptRecords('period', { limit: PAGE, after, descending: false, from })
    found.push(...page.items)
    after = page.next
  } while (after !== null)
  return found
}

export const utcDay = (at: Instant): string => new Date(at).toISOString().slice(0, 10)

/**
 * What has to be looked at: windows that ended without a record, periods that are not final, and once a day those
 * that are. Where there is nothing, nothing is read.
 */
export const periodWork = async ({ store, state, versions, now, everything }: TickContext): Promise<PeriodWork> => {
  const before = state.standing.periods ?? null
  const unseen = periodsDue(versions, before, now)
  const finalToo = everything || before?.looked !== utcDay(now)
  // A period that begins counts what was noticed about earlier ones.
  const far = finalToo || unseen.length > 0 ? now - LOOK_BACK_DAYS * DAY : Number.POSITIVE_INFINITY
  const from = Math.min(far, before?.open ?? far, ...unseen.map(({ window }) => window.from))
  const all = Number.isFinite(from) && versions.length > 0 ? await recordsSince(store, from) : []
  const known = new Set(all.map(({ id }) => id))
  const due = unseen.filter(({ id }) => !known.has(id))
  const services = new Map<string, ServiceWork>()
  const workOf = (service: string): ServiceWork => {
    const work = services.get(service) ?? { service, due: [], records: [] }
    services.set(service, work)
    return work
  }
  for (const one of due) workOf(one.service).due.push(one)
  for (const one of all) workOf(one.service).records.push(one)
  return { services: [...services.values()], finalToo, before, unseen: unseen.length > 0 }
}

/** When the windows of a service ended that must be judged. */
export const endsToJudge = ({ due, records }: ServiceWork, finalToo: boolean): Instant[] => [
  ...due.map(({ window }) => window.to),
  ...records
    .filter(({ state }) => finalToo || state === 'provisional')
    .map(({ window }) => parseInstant(window.to) ?? 0),
]
