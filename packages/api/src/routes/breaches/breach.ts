import { acknowledgeBreach, noteBreach, type StatedCause, settleBreach, stateRootCause } from '@plumbline/core'
import { actorOf } from '../../auth/principal.ts'
import { partySays } from '../../flow/party-says.ts'
import type { Family } from '../../http/route.ts'
import { notFound } from '../../problem/problem.ts'

type Moves = 'getBreach' | 'acknowledgeBreach' | 'noteBreach' | 'stateRootCause' | 'resolveBreach'

/** One breach, and what the parties say about it. */
export const breachRoutes = (): Family<Moves> => ({
  getBreach: async ({ params, store }) => {
    const breach = await store.breach(params.id)
    if (!breach) throw notFound()
    return { json: breach }
  },

  acknowledgeBreach: async ({ at, body, params, principal, store }) => ({
    json: await partySays(store, params.id, (breach) => acknowledgeBreach(breach, actorOf(principal), at, body.note)),
  }),

  noteBreach: async ({ at, body, params, principal, store }) => ({
    json: await partySays(store, params.id, (breach) => noteBreach(breach, actorOf(principal), at, body.text)),
  }),

  stateRootCause: async ({ at, body, params, principal, store }) => {
    const { text, category, attribution } = body
    const cause: StatedCause = { ...(category ? { category } : {}), ...(attribution ? { attribution } : {}) }
    return {
      json: await partySays(store, params.id, (breach) => stateRootCause(breach, actorOf(principal), at, text, cause)),
    }
  },

  resolveBreach: async ({ at, body, params, principal, store }) => ({
    json: await partySays(store, params.id, (breach) => settleBreach(breach, actorOf(principal), at, body.note)),
  }),
})
