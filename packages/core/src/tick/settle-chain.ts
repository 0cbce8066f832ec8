import type { AcceptedVersion } from '../agreement/versions.ts'
import { judgingsOf } from '../evaluation/judging.ts'
import { type ClosedWindow, closedOf } from '../periods/due.ts'
import { finalFrom, NOTHING_MATTERS, type PeriodMatters } from '../periods/final.ts'
import { periodId } from '../periods/identity.ts'
import { judgePeriod, type PeriodGround } from '../periods/judge.ts'
import { adjustPeriod, asCarried, carryAdjustment } from '../periods/lifecycle.ts'
import type { Adjustment, CarriedAdjustment, Period } from '../periods/period.ts'
import { type Instant, parseInstant } from '../time/instant.ts'
import { windowAt, windowKind } from '../time/window.ts'
import { localDate } from '../time/zone.ts'
import { cameAbout, type Settled, settlePeriod } from './settle-period.ts'

/** The periods of one objective for one service, one after the other. */
export type Chain = {
  service: string
  objective: string
  /** Over, and without a record. */
  due: readonly ClosedWindow[]
  /** Those there are, as they were read. */
  records: readonly Period[]
}

export type ChainAbout = {
  ground: PeriodGround
  /** When a version was accepted. */
  agreedAt: (version: number | null) => Instant
  matters: ReadonlyMap<string, PeriodMatters>
  /** Look at what is final already, too: whether something came that it can't count any more. */
  finalToo: boolean
  now: Instant
}

/** One period of a chain, before and after. */
export type SettledPeriod = Settled & { before: Period | null; closed: ClosedWindow }

const newest = (versions: readonly AcceptedVersion[]) => Math.max(0, ...versions.map(({ version }) => version ?? 0))

/** The window of a record, judged by the versions that may still judge it. */
const windowOf = (
  period: Period,
  versions: AcceptedVersion[],
): { closed: ClosedWindow; versions: AcceptedVersion[] } | null => {
  const to = parseInstant(period.window.to) ?? 0
  const known = versions.filter(({ version }) => (version ?? 0) <= period.newest_version)
  // A version that was agreed for the past later judges what is provisional; what is final it leaves alone.
  for (const some of period.state === 'final' ? [known] : [versions, known]) {
    const closed = closedOf(some, period.service, to).find(({ id }) => id === period.id)
    if (closed) return { closed, versions: some }
  }
  return null
}

/** The period that counts what was noticed at an instant: the one that was open then, or the first that can still. */
const countedIn = (
  of: Period,
  settled: readonly SettledPeriod[],
  about: ChainAbout,
  at: Instant,
): Adjustment['counted_in'] => {
  const later = settled.flatMap(({ period }) => (period && period.window.from >= of.window.to ? [period] : []))
  const openAt = (instant: Instant): Adjustment['counted_in'] => {
    const found = judgingsOf(about.ground.versions, of.service, instant).judged.find(
      ({ objective }) => objective.id === of.objective,
    )
    const spec = found?.objective.window
    if (!found || spec?.kind !== 'calendar') return null
    const zone = found.version.terms.timeZone
    const period = localDate(zone, windowAt(spec, zone, instant).from)
    return { id: periodId(of.service, of.objective, { kind: windowKind(spec), period }), period }
  }
  const then = openAt(at)
  if (then && !later.some(({ id, state }) => id === then.id && state === 'final')) return then
  const free = later.find(({ state }) => state === 'provisional')
  return free ? { id: free.id, period: free.window.period } : openAt(about.now)
}

const adjusted = (
  one: SettledPeriod,
  settled: readonly SettledPeriod[],
  about: ChainAbout,
  versions: AcceptedVersion[],
) => {
  const { period, closed } = one
  if (period?.state !== 'final' || !about.finalToo) return null
  const ground = { ...about.ground, versions }
  const judged = judgePeriod(ground, closed, about.now)
  const last = parseInstant(period.adjustments.at(-1)?.noticed_at ?? period.final_at ?? '') ?? about.now
  if (!judged || !adjustPeriod(period, judged, null, about.now)) return null
  const at = cameAbout(ground, closed, judged, last, about.now)
  return adjustPeriod(period, judged, countedIn(period, settled, about, at), at)
}

/**
 * What is due about one objective's windows, the earliest first. What is noticed about a final one is counted in a
 * later one, which is written with it or finds it when it begins.
 */
export const settleChain = ({ due, records }: Chain, about: ChainAbout): SettledPeriod[] => {
  const { ground, now, matters } = about
  const there = records.flatMap((before) => {
    const found = windowOf(before, ground.versions)
    return found ? [{ before, ...found }] : []
  })
  const all = [...due.map((closed) => ({ before: null, closed, versions: ground.versions })), ...there].sort(
    (a, b) => a.closed.window.to - b.closed.window.to,
  )
  const settled: SettledPeriod[] = there.map(({ before, closed }) => ({
    before,
    closed,
    period: before,
    decided: [],
    told: [],
  }))
  const waiting: { id: string; carried: CarriedAdjustment }[] = records.flatMap((period) =>
    period.adjustments.flatMap((one) =>
      one.counted_in ? [{ id: one.counted_in.id, carried: asCarried(period, one) }] : [],
    ),
  )
  for (const { before, closed, versions } of all) {
    const own = settled.find(({ closed: { id } }) => id === closed.id)
    const { judging, window } = closed
    const next = settlePeriod(
      own?.period ?? before,
      closed,
      { ...ground, versions },
      {
        finalFrom: finalFrom(judging.version.terms, window.to, about.agreedAt(judging.version.version)),
        newestVersion: newest(versions),
        matters: matters.get(closed.id) ?? NOTHING_MATTERS,
        carries: waiting.filter(({ id }) => id === closed.id).map(({ carried }) => carried),
      },
      now,
    )
    const one: SettledPeriod = { ...next, before, closed, decided: [...(own?.decided ?? []), ...next.decided] }
    settled.splice(own ? settled.indexOf(own) : settled.length, own ? 1 : 0, one)
    const late = adjusted(one, settled, about, versions)
    if (!late) continue
    one.period = late.period
    one.decided = [...one.decided, ...late.decided]
    const carried = asCarried(late.period, late.adjustment)
    const target = late.adjustment.counted_in?.id
    if (target === undefined) continue
    waiting.push({ id: target, carried })
    const later = settled.find(({ closed: { id } }) => id === target)
    if (later?.period) later.period = carryAdjustment(later.period, carried)
  }
  return settled.flatMap((one) => (one.period === one.before ? [] : [written(one)]))
}

/** However many steps it took, it is written once. */
const written = (one: SettledPeriod): SettledPeriod =>
  one.period ? { ...one, period: { ...one.period, revision: (one.before?.revision ?? 0) + 1 } } : one
