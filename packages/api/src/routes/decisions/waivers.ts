import { type WaiverMove, waiverAt } from '@plumbline/core'
import { actorOf } from '../../auth/principal.ts'
import type { Deps } from '../../deps.ts'
import type { AgreementReader } from '../../flow/agreed.ts'
import { newId } from '../../flow/decisions/ids.ts'
import { askForWaiver, decideWaiver } from '../../flow/decisions/waivers.ts'
import type { Family } from '../../http/route.ts'
import { notFound } from '../../problem/problem.ts'
import { among, listRecords } from './list.ts'
import type { MoveCall } from './move-call.ts'

type Moves = 'approveWaiver' | 'rejectWaiver' | 'withdrawWaiver' | 'revokeWaiver'

const moving =
  (move: WaiverMove) =>
  async ({ at, body, params, principal, store }: MoveCall) => ({
    json: await decideWaiver(store, params.id, move, actorOf(principal), at, body.note),
  })

export const waiverRoutes = (
  deps: Deps,
  agreements: AgreementReader,
): Family<Moves | 'listWaivers' | 'requestWaiver' | 'getWaiver'> => ({
  listWaivers: ({ at, query, store }) =>
    listRecords(deps.config, store, 'waiver', query, {
      now: (waiver) => waiverAt(waiver, at),
      keeps: ({ status, objective, service, breach }) =>
        among(query.status, status) &&
        among(query.objective, objective) &&
        among(query.service, service) &&
        (query.breach === undefined || (breach !== null && query.breach.includes(breach))),
    }),

  requestWaiver: async ({ at, body, principal, store }) => ({
    json: await askForWaiver(store, agreements, body, newId(deps, 'wv', at), actorOf(principal), at),
  }),

  getWaiver: async ({ at, params, store }) => {
    const waiver = await store.keptRecord('waiver', params.id)
    if (!waiver) throw notFound()
    return { json: waiverAt(waiver, at) }
  },

  approveWaiver: moving('approve'),
  rejectWaiver: moving('reject'),
  withdrawWaiver: moving('withdraw'),
  revokeWaiver: moving('revoke'),
})
