import {
  type AcceptedVersion,
  type Breach,
  clockOf,
  type Event,
  type EventRef,
  indicatorInfo,
  plainStatus,
  resolvingRefused,
} from '@plumbline/core'
import { type BreachView, breachPage } from '@plumbline/dashboard'
import type { EngagementStore } from '@plumbline/store'
import { type Identity, isParty, mayDo } from '../auth/principal.ts'
import { seal, unseal } from '../auth/sign.ts'
import type { AppConfig } from '../deps.ts'
import { readBreach } from '../flow/breach-now.ts'
import { explainClock } from '../flow/clocks.ts'
import type { ReadAt } from '../flow/clocks-of-breaches.ts'
import { notFound } from '../problem/problem.ts'
import { decisionsAbout, mayOf } from './breach-decisions.ts'
import { frameOf, type Look } from './frame.ts'
import { page } from './page.ts'

/** Events opened for one page: those that made deployments fail, then the first of the rest. */
const MOST_OPENED = 30
const TOKEN_BYTES = 9

/** A form counts once, for the one it was shown to, about the breach it was shown with. */
const purposeOf = ({ engagement, keyId }: Identity, id: string) => `form ${engagement} ${keyId} ${id}`

export const isTokenOf = ({ secret }: AppConfig, principal: Identity, id: string, token: string): boolean =>
  unseal(secret, purposeOf(principal, id), token) !== null

const tokenOf = ({ deps, visitor }: Look, id: string): string =>
  seal(deps.config.secret, purposeOf(visitor.principal, id), Buffer.from(deps.randomBytes(TOKEN_BYTES)).toString('hex'))

const opened = async (store: EngagementStore, { opened_by: { evidence } }: Breach): Promise<Map<string, Event>> => {
  const told = (evidence.failed ?? []).flatMap(({ deployment, by }) => [deployment, ...by])
  const references = [...new Set([...told, ...(evidence.events ?? [])])].slice(0, MOST_OPENED)
  const found = await Promise.all(
    // References in evidence are those that the engine counted.
    references.map(async (reference) => ({ reference, events: await store.eventsByRef(reference as EventRef) })),
  )
  return new Map(found.flatMap(({ reference, events }) => (events[0] ? [[reference, events[0].event] as const] : [])))
}

/** How the time of a breach's clock came about; null where it is of none. */
const intervalsOf = async (store: EngagementStore, now: ReadAt, breach: Breach): Promise<BreachView['intervals']> => {
  const clock = clockOf(breach)
  const incident = clock?.incident[0]
  if (clock === undefined || incident === undefined) return null
  const { service, objective } = breach
  return explainClock(store, now, { service, objective, incident, run: clock.run })
}

const NOT_ARBITERS = 'that is for the two parties to say'

type Failed = NonNullable<BreachView['forms']>['failed']

const formsOf = (
  look: Look,
  versions: readonly AcceptedVersion[],
  breach: Breach,
  decisions: BreachView['decisions'],
  failed: Failed,
): BreachView['forms'] => {
  const { principal, viewer } = look.visitor
  if (!viewer || !mayDo(principal, 'breaches:write')) return null
  const may = mayOf(look, versions, breach, decisions)
  if (!isParty(principal))
    return { token: tokenOf(look, breach.id), acknowledge: false, may, resolving: { refused: NOT_ARBITERS }, failed }
  const refusal = resolvingRefused(breach, principal.party, look.at)
  return {
    token: tokenOf(look, breach.id),
    // Of one that is waived nothing is asked: to say that it is known can wait until it counts again.
    acknowledge: plainStatus(breach) === 'open' && breach.status !== 'waived',
    may,
    resolving: refusal && { refused: refusal.detail },
    failed,
  }
}

/**
 * One breach, with what the one who looks may do about it.
 * @param failed a form that was not taken: shown again with why
 * @throws Refusal `not_found`
 */
export const showBreach = async (look: Look, id: string, failed: Failed = null, status?: number): Promise<Response> => {
  const { store } = look
  const [{ frame, state, versions }, kept] = await Promise.all([frameOf(look), store.breach(id)])
  if (!kept) throw notFound()
  const breach = await readBreach(store, look.agreements, look.at, kept)
  const info = indicatorInfo(breach.indicator)
  const decisions = await decisionsAbout(look, breach)
  const html = breachPage({
    ...frame,
    breach,
    indicator: info ? { title: info.title, formula: info.formula } : null,
    opened: await opened(store, breach),
    intervals: await intervalsOf(store, { state, versions, at: look.at }, breach),
    decisions,
    forms: formsOf(look, versions, breach, decisions, failed),
  })
  return page(html, status)
}
