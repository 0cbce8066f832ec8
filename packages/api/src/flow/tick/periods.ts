import {
  breachesOfPeriod,
  type Decided,
  factsOfPeriods,
  type Instant,
  judgedBreach,
  mattersOf,
  type Period,
  type PeriodGround,
  type PeriodMatters,
  parseInstant,
  type SettledPeriod,
  settleChain,
  windowIdentity,
} from '@plumbline/core'
import type { CommitWrite } from '@plumbline/store'
import { requireState } from '../agreed.ts'
import { storedIdentity } from '../breach-identity.ts'
import { decide } from '../decide.ts'
import { hasDeployedBefore } from '../gather.ts'
import { type AcknowledgedAt, acknowledgements } from './acknowledged.ts'
import { each, type TickContext } from './context.ts'
import { rememberLooked } from './looked.ts'
import { endsToJudge, periodWork, type ServiceWork } from './period-work.ts'
import { tell, withOpenBreaches } from './tell.ts'

/** Records of one commit: each may bring three entries, and move its breach. */
const MOST_AT_ONCE = 12

const instant = (text: string): Instant => parseInstant(text) ?? 0

type Ground = { ground: PeriodGround; environments: string[] }

const groundFor = async (context: TickContext, work: ServiceWork, finalToo: boolean): Promise<Ground | null> => {
  const { store, state, versions, now } = context
  const { service } = work
  const needed = factsOfPeriods(versions, service, endsToJudge(work, finalToo), now)
  if (!needed) return null
  const { environments, window, families } = needed
  const { facts, corrections } = await store.serviceFacts(service, environments, window, families)
  const deployedBefore = await hasDeployedBefore(store, service, needed, facts)
  return {
    ground: { versions, standing: state.standing, window: { facts, corrections, openBreaches: [], deployedBefore } },
    environments,
  }
}

/** Read only of periods that would be final now. */
const mattersFor = async (
  { store, now }: TickContext,
  records: readonly Period[],
  acknowledgedAt: AcknowledgedAt,
): Promise<ReadonlyMap<string, PeriodMatters>> => {
  const found = new Map<string, PeriodMatters>()
  for (const period of records) {
    if (period.state === 'final') continue
    const acknowledged = acknowledgedAt(period)
    if (acknowledged === null && instant(period.final_from) > now) continue
    const breaches = await Promise.all(
      breachesOfPeriod(period).map((identity) => store.breachByIdentity(storedIdentity(period.service, identity))),
    )
    found.set(
      period.id,
      mattersOf(
        breaches.filter((breach) => breach !== null),
        acknowledged,
      ),
    )
  }
  return found
}

const withBreach = async ({ store }: TickContext, period: Period): Promise<Period> => {
  if (period.breach !== undefined || period.result.status !== 'breached') return period
  const identity = storedIdentity(period.service, windowIdentity(period.objective, period.window))
  const breach = await store.breachByIdentity(identity)
  return breach ? { ...period, breach: breach.id } : period
}

const byInstant = (a: Decided, b: Decided) => a.at - b.at

/** A breach is told as its window was judged last. */
const breachJudged = async ({ store }: TickContext, { breach: id, result }: Period): Promise<CommitWrite[]> => {
  const breach = id !== undefined && result.status === 'breached' ? await store.breach(id) : null
  const judged = breach && judgedBreach(breach, result)
  return judged === null || judged === breach
    ? []
    : [{ kind: 'move_breach', breach: judged, readTimelineLength: judged.timeline.length }]
}

/** Written only where every record still is what it was when it was judged: else the next tick looks again. */
const write = async (context: TickContext, settled: readonly SettledPeriod[]): Promise<number> => {
  const { store, inTurn } = context
  let written = 0
  for (let from = 0; from < settled.length; from += MOST_AT_ONCE) {
    const some = settled.slice(from, from + MOST_AT_ONCE)
    const { value } = await inTurn(() =>
      decide(store, async () => {
        const there = await Promise.all(some.map(({ closed }) => store.keptRecord('period', closed.id)))
        if (some.some(({ before }, index) => there[index]?.revision !== before?.revision)) return { value: 0 }
        const records = await Promise.all(some.flatMap(({ period }) => (period ? [withBreach(context, period)] : [])))
        const breaches = await Promise.all(records.map((record) => breachJudged(context, record)))
        return {
          value: records.length,
          decided: some.flatMap(({ decided }) => decided).sort(byInstant),
          writes: [...records.map((record) => ({ kind: 'record', record }) as const), ...breaches.flat()],
        }
      }),
    )
    written += value
    if (value === 0) break
  }
  return written
}

const WHY = 'judged again at the end of its window, by everything that was told by then'
const WHY_LATE = 'judged again: something was told after the end of its window'

/** Breaches first: a period names the one that was opened for it. */
const tellAll = async (context: TickContext, { ground, environments }: Ground, settled: readonly SettledPeriod[]) => {
  for (const { closed, told } of settled)
    for (const { at, judged, first } of told)
      await tell(context, {
        service: closed.service,
        at,
        results: [judged.told],
        ground: await withOpenBreaches(context, closed.service, environments, ground),
        why: first ? WHY : WHY_LATE,
      })
}

const settleService = async (
  context: TickContext,
  work: ServiceWork,
  finalToo: boolean,
  acknowledgedAt: AcknowledgedAt,
): Promise<{ written: number; provisional: Period[] }> => {
  const found = await groundFor(context, work, finalToo)
  if (!found) return { written: 0, provisional: [] }
  const { state, now } = context
  const agreedAt = (version: number | null) => state.versions.find((one) => one.version === version)?.decision?.at ?? 0
  const matters = await mattersFor(context, work.records, acknowledgedAt)
  const objectives = new Set([
    ...work.due.map(({ judging }) => judging.objective.id),
    ...work.records.map(({ objective }) => objective),
  ])
  let written = 0
  const after = new Map(work.records.map((period) => [period.id, period]))
  for (const objective of objectives) {
    const chain = {
      service: work.service,
      objective,
      due: work.due.filter(({ judging }) => judging.objective.id === objective),
      records: work.records.filter((period) => period.objective === objective),
    }
    const settled = settleChain(chain, { ground: found.ground, agreedAt, matters, finalToo, now })
    await tellAll(context, found, settled)
    written += await write(context, settled)
    for (const { period } of settled) if (period) after.set(period.id, period)
  }
  return { written, provisional: [...after.values()].filter((period) => period.state === 'provisional') }
}

/**
 * Closes the windows that have ended, judges again what is provisional, and ends what nothing can change any more.
 * Reads no event.
 */
export const settlePeriods = async (asked: TickContext): Promise<{ written: number; failed: unknown[] }> => {
  // What was decided a moment ago decides about windows, too.
  const context = { ...asked, state: asked.asOf(await requireState(asked.store)) }
  const work = await periodWork(context)
  const acknowledgedAt = await acknowledgements(context, work)
  let written = 0
  const provisional: Period[] = []
  const failed = await each(work.services, async (one) => {
    const done = await settleService(context, one, work.finalToo, acknowledgedAt)
    written += done.written
    provisional.push(...done.provisional)
  })
  if (failed.length === 0) await rememberLooked(context, work, provisional)
  return { written, failed }
}
