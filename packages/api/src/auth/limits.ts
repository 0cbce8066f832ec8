import type { EventResult } from '@plumbline/contract'
import { type Event, eventIdentity, type GateRequest } from '@plumbline/core'
import type { EngagementStore } from '@plumbline/store'
import { Refusal } from '../problem/problem.ts'
import type { Limits, Principal } from './principal.ts'

type Mistake = NonNullable<EventResult['reason']>

const listed = (names: Iterable<string>) => [...names].join(', ') || 'none'

const notBound = (services: ReadonlySet<string>, service: string): string =>
  `the token’s repository is bound to ${listed(services)}, and not to ${service}; an admin binds it anew`

const ofService = (limits: Limits, service: string, pointer: string): Mistake[] =>
  limits.services === null || limits.services.has(service)
    ? []
    : [
        {
          pointer,
          code: 'service_not_bound',
          detail: notBound(limits.services, service),
          allowed: [...limits.services],
        },
      ]

const ofType = ({ event, sends }: Limits, type: Event['type']): Mistake[] =>
  sends === null || sends.has(type)
    ? []
    : [
        {
          pointer: '/type',
          code: 'event_not_allowed',
          detail: `a token of ${event} may send ${listed(sends)}, and no ${type}`,
          allowed: [...sends],
        },
      ]

/** Why somebody may not send an event, each reason with its place; none for a key. */
export const forbidden = ({ limits }: Principal, event: Event): Mistake[] => {
  if (limits === null) return []
  const affected = event.type === 'incident' ? (event.data.affects ?? []) : []
  return [
    ...ofType(limits, event.type),
    ...ofService(limits, event.service, '/service'),
    ...affected.flatMap((service, index) => ofService(limits, service, `/data/affects/${index}`)),
  ]
}

const UNKNOWN_TARGET: Mistake = {
  pointer: '/corrects',
  code: 'event_not_allowed',
  detail: 'no event of this source and id is here yet, so that nobody can tell whether the token may replace it',
}

/**
 * An event that replaces another one takes it away: whoever may not send that one may not do so either. What is
 * replaced is looked for among those that came with it, then in the store.
 */
export const forbiddenCorrection = async (
  store: EngagementStore,
  principal: Principal,
  event: Event,
  besides: readonly Event[],
): Promise<Mistake[]> => {
  const { limits } = principal
  if (event.corrects === undefined || limits === null || (limits.services === null && limits.sends === null)) return []
  const { source, corrects } = event
  const target =
    (await store.event(eventIdentity(source, corrects)))?.event ??
    besides.find((other) => other.source === source && other.id === corrects)
  if (!target) return [UNKNOWN_TARGET]
  return forbidden(principal, target).map((mistake) => ({
    ...mistake,
    pointer: '/corrects',
    detail: `what it replaces: ${mistake.detail}`,
  }))
}

/** @throws Refusal `service_not_bound`, `event_not_allowed` */
export const requireMayGate = (
  { limits }: Principal,
  { service, event }: Pick<GateRequest, 'service' | 'event'>,
): void => {
  if (limits === null) return
  const [mistake] = ofService(limits, service, '/service')
  if (mistake) throw new Refusal('service_not_bound', `${mistake.detail}.`, { errors: [mistake] })
  if (limits.gates === null || limits.gates.has(event)) return
  const detail = `a token of ${limits.event} may gate ${listed(limits.gates)}, and no ${event}`
  throw new Refusal('event_not_allowed', `${detail}.`, {
    errors: [{ pointer: '/event', code: 'event_not_allowed', detail, allowed: [...limits.gates] }],
  })
}
