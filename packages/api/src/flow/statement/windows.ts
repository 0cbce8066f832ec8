import {
  type AcceptedVersion,
  beginPeriod,
  type ClosedWindow,
  endsIn,
  factsOfPeriods,
  finalFrom,
  type Instant,
  inForceAt,
  judgePeriod,
  judgingsOf,
  type ObjectiveResult,
  type Period,
  type PeriodGround,
  parseInstant,
  periodsDue,
  type ReportSpan,
  standingOf,
  windowAt,
  windowIdentity,
} from '@plumbline/core'
import type { EngagementState, EngagementStore } from '@plumbline/store'
import { storedIdentity } from '../breach-identity.ts'
import { hasDeployedBefore } from '../gather.ts'

export type Asked = {
  store: EngagementStore
  state: EngagementState
  versions: AcceptedVersion[]
  span: ReportSpan
  at: Instant
}

type OpenWindow = { service: string; told: ObjectiveResult }

/** Windows that go on at an instant. */
const goingOn = (versions: AcceptedVersion[], until: Instant): ClosedWindow[] => {
  const services = inForceAt(versions, until - 1)?.terms.services.keys() ?? []
  return [...services].flatMap((service) =>
    judgingsOf(versions, service, until - 1).judged.flatMap((judging): ClosedWindow[] => {
      const spec = judging.objective.window
      if (spec?.kind !== 'calendar' || !judging.inForce) return []
      const window = windowAt(spec, judging.version.terms.timeZone, until - 1)
      return window.to > until ? [{ id: 'open', service, judging, window }] : []
    }),
  )
}

const groundOf = async (
  { store, state, versions, at }: Asked,
  service: string,
  ends: Instant[],
): Promise<PeriodGround | null> => {
  const needed = factsOfPeriods(versions, service, ends, at)
  if (!needed) return null
  const { environments, window, families } = needed
  const { facts, corrections } = await store.serviceFacts(service, environments, window, families)
  const deployedBefore = await hasDeployedBefore(store, service, needed, facts)
  return { versions, standing: state.standing, window: { facts, corrections, openBreaches: [], deployedBefore } }
}

/** As the tick will write it. */
const asPeriod = async ({ store }: Asked, ground: PeriodGround, closed: ClosedWindow): Promise<Period[]> => {
  const judged = judgePeriod(ground, closed)
  if (!judged) return []
  const { judging, window, service } = closed
  const about = {
    finalFrom: finalFrom(judging.version.terms, window.to),
    newestVersion: judging.version.version ?? 0,
    carries: [],
  }
  const { period } = beginPeriod(closed, judged, about)
  const breach = await store.breachByIdentity(storedIdentity(service, windowIdentity(period.objective, period.window)))
  return [breach ? { ...period, breach: breach.id } : period]
}

/**
 * What has no record: windows of the period that are over and that no tick has judged yet, and those that go on at
 * its end, or now, as far as they have gone. Writes nothing.
 */
export const unwritten = async (
  asked: Asked,
  known: ReadonlySet<string>,
): Promise<{ periods: Period[]; open: OpenWindow[] }> => {
  const { versions, span, at } = asked
  const until = Math.min(span.window.to, at)
  const seen = { through: span.window.from, version: Number.MAX_SAFE_INTEGER }
  const due = periodsDue(versions, seen, until, known)
  const open = goingOn(versions, until)
  const services = [...new Set([...due, ...open].map(({ service }) => service))]
  const found = await Promise.all(
    services.map(async (service) => {
      const [over, going] = [due, open].map((all) => all.filter((one) => one.service === service))
      const ends = [...(over ?? []).map(({ window }) => window.to), ...(going?.length ? [until] : [])]
      const ground = await groundOf(asked, service, ends)
      if (!ground) return { periods: [], open: [] }
      const periods = (await Promise.all((over ?? []).map((closed) => asPeriod(asked, ground, closed)))).flat()
      const told = (going ?? []).flatMap((closed) => {
        const result = standingOf(ground, closed, until)
        return result ? [{ service, told: result }] : []
      })
      return { periods, open: told }
    }),
  )
  return {
    periods: found.flatMap(({ periods }) => periods),
    open: found.flatMap((one) => one.open),
  }
}

export const isEndedIn = (span: ReportSpan, { window }: Pick<Period, 'window'>): boolean =>
  endsIn(span, parseInstant(window.to) ?? 0)
