import { answerDispute, disputeAt, withdrawDispute } from '@plumbline/core'
import { actorOf, speakerOf } from '../../auth/principal.ts'
import type { Deps } from '../../deps.ts'
import type { AgreementReader } from '../../flow/agreed.ts'
import { disputeBreach, ruleOnBreach, sayInDispute } from '../../flow/decisions/disputes.ts'
import { newId } from '../../flow/decisions/ids.ts'
import type { Family } from '../../http/route.ts'
import { notFound } from '../../problem/problem.ts'
import { among, listRecords } from './list.ts'

type Disputes = 'listDisputes' | 'getDispute' | 'disputeBreach' | 'answerDispute' | 'ruleOnBreach' | 'withdrawDispute'

export const disputeRoutes = (
  deps: Pick<Deps, 'config' | 'randomBytes'>,
  agreements: AgreementReader,
): Family<Disputes> => ({
  listDisputes: ({ at, query, store }) =>
    listRecords(deps.config, store, 'dispute', query, {
      now: (dispute) => disputeAt(dispute, at),
      keeps: ({ status, objective, service, breach }) =>
        among(query.status, status) &&
        among(query.objective, objective) &&
        among(query.service, service) &&
        among(query.breach, breach),
    }),

  getDispute: async ({ at, params, store }) => {
    const dispute = await store.keptRecord('dispute', params.id)
    if (!dispute) throw notFound()
    return { json: disputeAt(dispute, at) }
  },

  disputeBreach: async ({ at, body, params, principal, store }) => {
    const asked = { breach: params.id, id: newId(deps, 'dp', at), text: body.text }
    return { json: await disputeBreach(store, agreements, asked, actorOf(principal), at) }
  },

  answerDispute: async ({ at, body, params, principal, store }) => ({
    json: await sayInDispute(store, params.id, at, (dispute) =>
      answerDispute(dispute, body.text, actorOf(principal), at),
    ),
  }),

  ruleOnBreach: async ({ at, body, params, principal, store }) => ({
    json: await ruleOnBreach(store, agreements, { ...body, breach: params.id }, speakerOf(principal), at),
  }),

  withdrawDispute: async ({ at, body, params, principal, store }) => ({
    json: await sayInDispute(store, params.id, at, (dispute) =>
      withdrawDispute(dispute, actorOf(principal), at, body.note),
    ),
  }),
})
