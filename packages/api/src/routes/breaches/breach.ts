import {
  acknowledgeBreach,
  agreeOnCause,
  type Instant,
  noteBreach,
  type StatedCause,
  settleBreach,
  stateRootCause,
} from '@plumbline/core'
import type { EngagementStore } from '@plumbline/store'
import { actorOf } from '../../auth/principal.ts'
import type { AgreementReader } from '../../flow/agreed.ts'
import { readBreach } from '../../flow/breach-now.ts'
import { partySays } from '../../flow/party-says.ts'
import type { Family } from '../../http/route.ts'
import { notFound } from '../../problem/problem.ts'

type Moves = 'getBreach' | 'acknowledgeBreach' | 'noteBreach' | 'stateRootCause' | 'agreeOnRootCause' | 'resolveBreach'

/** One breach, and what the parties say about it. */
export const breachRoutes = (agreements: AgreementReader): Family<Moves> => {
  const say = async (store: EngagementStore, id: string, at: Instant, what: Parameters<typeof partySays>[2]) =>
    readBreach(store, agreements, at, await partySays(store, id, what))
  return {
    getBreach: async ({ at, params, store }) => {
      const breach = await store.breach(params.id)
      if (!breach) throw notFound()
      return { json: await readBreach(store, agreements, at, breach) }
    },

    acknowledgeBreach: async ({ at, body, params, principal, store }) => ({
      json: await say(store, params.id, at, (breach) => acknowledgeBreach(breach, actorOf(principal), at, body.note)),
    }),

    noteBreach: async ({ at, body, params, principal, store }) => ({
      json: await say(store, params.id, at, (breach) => noteBreach(breach, actorOf(principal), at, body.text)),
    }),

    stateRootCause: async ({ at, body, params, principal, store }) => {
      const { text, category, attribution } = body
      const cause: StatedCause = { ...(category ? { category } : {}), ...(attribution ? { attribution } : {}) }
      return {
        json: await say(store, params.id, at, (breach) => stateRootCause(breach, actorOf(principal), at, text, cause)),
      }
    },

    agreeOnRootCause: async ({ at, body, params, principal, store }) => ({
      json: await say(store, params.id, at, (breach) => agreeOnCause(breach, actorOf(principal), at, body.stated_at)),
    }),

    resolveBreach: async ({ at, body, params, principal, store }) => ({
      json: await say(store, params.id, at, (breach) => settleBreach(breach, actorOf(principal), at, body.note)),
    }),
  }
}
