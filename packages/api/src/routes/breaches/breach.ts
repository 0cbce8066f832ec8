import { acknowledgeBreach } from '@plumbline/core'
import { moveBreach } from '../../flow/move-breaches.ts'
import type { Family } from '../../http/route.ts'
import { notFound, Refusal } from '../../problem/problem.ts'

export const breachRoutes = (): Family<'getBreach' | 'acknowledgeBreach'> => ({
  getBreach: async ({ params, store }) => {
    const breach = await store.breach(params.id)
    if (!breach) throw notFound()
    return { json: breach }
  },

  acknowledgeBreach: async ({ at, body, params, principal, store }) => {
    const by = { party: principal.party, key: principal.keyId, name: principal.name }
    const moved = await moveBreach(store, params.id, (breach) => {
      const acknowledged = acknowledgeBreach(breach, by, at, body.note)
      if (acknowledged.ok) return acknowledged.value
      throw new Refusal('wrong_state', `${acknowledged.errors[0]?.detail ?? 'it can’t be acknowledged'}.`)
    })
    if (!moved) throw notFound()
    return { json: moved }
  },
})
