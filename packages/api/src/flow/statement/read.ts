import {
  type Breach,
  breachesOfPeriod,
  DAY,
  type Dispute,
  inForceAt,
  type Merges,
  type Period,
  parseInstant,
  type RecordKind,
  type RecordOf,
  type Statement,
  type StatementData,
  type StatementInput,
  spanBefore,
  statementId,
  statementOf,
} from '@plumbline/core'
import type { EngagementStore, PageRequest } from '@plumbline/store'
import type { Deps } from '../../deps.ts'
import { storedIdentity } from '../breach-identity.ts'
import { readDataHealth } from '../data-health.ts'
import { type Asked, isEndedIn, unwritten } from './windows.ts'

const PAGE = 100
/** Earlier windows that a statement may tell of: a row of failures, and what a month carries over. */
const LOOK_BACK = 400 * DAY

const everything = async <T>(
  read: (page: PageRequest) => Promise<{ items: T[]; next: string | null }>,
  range: Pick<PageRequest, 'from' | 'to'> = {},
): Promise<T[]> => {
  const found: T[] = []
  let after: string | null = null
  do {
    const page: { items: T[]; next: string | null } = await read({ ...range, limit: PAGE, after, descending: false })
    found.push(...page.items)
    after = page.next
  } while (after !== null)
  return found
}

const records = <Kind extends RecordKind>(
  store: EngagementStore,
  kind: Kind,
  range?: Pick<PageRequest, 'from' | 'to'>,
): Promise<RecordOf<Kind>[]> => everything((page) => store.keptRecords(kind, page), range)

/** With the months that adjustments are carried from, however long ago they were. */
const periodsFor = async ({ store, span }: Asked): Promise<Period[]> => {
  const { from, to } = span.window
  const found = await records(store, 'period', { from: from - LOOK_BACK, to })
  const known = new Set(found.map(({ id }) => id))
  const isAll = found.every(({ carries }) => carries.every(({ of }) => known.has(of.id)))
  return isAll ? found : records(store, 'period', { to })
}

const SET_ASIDE: readonly Period['result']['status'][] = ['breached', 'waived', 'excluded']

/** Breaches of windows that went wrong: their causes, their disputes, and which clock was waived. */
const breachesFor = async ({ store, span }: Asked, periods: readonly Period[]): Promise<Map<string, Breach>> => {
  const carried = new Set(periods.flatMap(({ carries }) => carries.map(({ of }) => of.id)))
  const asked = periods
    .filter((one) => isEndedIn(span, one) || carried.has(one.id) || one.result.clocks !== undefined)
    .filter(({ result }) => SET_ASIDE.includes(result.status))
  const names = asked.flatMap((one) => breachesOfPeriod(one).map((identity) => storedIdentity(one.service, identity)))
  const found = await Promise.all(
    [...new Set(names)].map(async (name) => [name, await store.breachByIdentity(name)] as const),
  )
  return new Map(found.flatMap(([name, breach]) => (breach ? [[name, breach] as const] : [])))
}

/** Of disputes that may be told of: those settled long before the period are not. */
const disputedBy = async ({ store, span }: Asked, disputes: readonly Dispute[]): Promise<Breach[]> => {
  const recent = disputes.filter(
    ({ settled_at: settled }) => settled === undefined || (parseInstant(settled) ?? 0) >= span.window.from - LOOK_BACK,
  )
  const found = await Promise.all([...new Set(recent.map(({ breach }) => breach))].map((id) => store.breach(id)))
  return found.filter((breach) => breach !== null)
}

const mergesOf = async ({ store, versions, span, at }: Asked): Promise<Merges[]> => {
  const window = { from: spanBefore(span).window.from, to: Math.min(span.window.to, at) }
  const services = inForceAt(versions, window.to - 1)?.terms.services.keys() ?? []
  return Promise.all(
    [...services].map(async (service) => ({
      service,
      at: (await store.trend(service, window)).map((point) => point.at),
    })),
  )
}

const dataOf = async (asked: Asked, deps: Pick<Deps, 'catchUp' | 'store'>): Promise<StatementData> => {
  const { store, state, versions, span, at } = asked
  await deps.catchUp?.()
  const health = await readDataHealth(store, {
    window: { from: span.window.from, to: Math.min(span.window.to, at) },
    now: at,
    versions,
    services: undefined,
    completeUntil: await deps.store.receivedUntil(),
    standing: state.standing,
  })
  const types = Map.groupBy(health.received, ({ type }) => type)
  return {
    complete_until: health.complete_until,
    received: [...types].map(([type, rows]) => ({
      type,
      sources: new Set(rows.map(({ source }) => source)).size,
      count: rows.reduce((sum, { count }) => sum + count, 0),
    })),
    linked: health.services.map(({ service, deployments, incidents, findings }) => ({
      service,
      deployments: deployments.total,
      counted: deployments.counted,
      failed: deployments.failed,
      presumed_failed: deployments.by_rule.presumed,
      incidents: incidents.total,
      unlinked: incidents.unlinked,
      findings: findings.length,
    })),
    silent: health.silent.map(({ service, type, source, last }) => ({ service, type, source, last })),
    never_received: health.never_received.map(({ service, objective, owed_by }) => ({ service, objective, owed_by })),
  }
}

/** Everything that a statement is made of, read now. Writes nothing. */
const gather = async (asked: Asked, deps: Pick<Deps, 'catchUp' | 'store'>): Promise<StatementInput> => {
  const { store, state, versions, span, at } = asked
  const written = await periodsFor(asked)
  const opened = { from: spanBefore(span).window.from, to: Math.min(span.window.to, at) }
  const [more, merges, breaches, waivers, exclusions, disputes, data, acknowledged] = await Promise.all([
    unwritten(asked, new Set(written.map(({ id }) => id))),
    mergesOf(asked),
    everything(store.breaches, opened),
    records(store, 'waiver'),
    records(store, 'exclusion'),
    records(store, 'dispute'),
    dataOf(asked, deps),
    store.keptRecord('statement', statementId(span)),
  ])
  const periods = [...written, ...more.periods]
  return {
    engagement: state.engagement,
    title: state.title,
    at,
    span,
    versions,
    records: state.versions,
    periods,
    open: more.open,
    merges,
    changeBreaches: breaches.filter(({ scope }) => scope === 'change'),
    breaches: await breachesFor(asked, periods),
    waivers,
    exclusions,
    disputes,
    disputed: await disputedBy(asked, disputes),
    data,
    acknowledged,
    ledger: state.ledger,
    withMoney: false,
  }
}

/** The statement of a period as it is now. @param withMoney who asks may see amounts */
export const readStatement = async (
  asked: Asked,
  deps: Pick<Deps, 'catchUp' | 'store'>,
  withMoney: boolean,
): Promise<Statement> => statementOf({ ...(await gather(asked, deps)), withMoney })
