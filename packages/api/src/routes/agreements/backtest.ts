import type { AgreementBacktest } from '@plumbline/contract'
import { type AcceptedVersion, inForceAt, localMidnight, statusAt, type VersionRecord } from '@plumbline/core'
import { mayDo } from '../../auth/principal.ts'
import { type AgreementReader, requireState } from '../../flow/agreed.ts'
import { backtest } from '../../flow/backtest.ts'
import type { Family } from '../../http/route.ts'
import { notFound } from '../../problem/problem.ts'

export const backtestRoutes = (agreements: AgreementReader): Family<'backtestAgreement'> => ({
  backtestAgreement: async ({ at, params, principal, query, store }) => {
    const state = await requireState(store)
    const { versions: records, standing } = state
    const record = records.find(({ version }) => version === params.version)
    if (!record) throw notFound()
    const [{ terms }, accepted] = await Promise.all([
      agreements.parsed(store, record),
      agreements.accepted(store, state),
    ])
    const midnight = localMidnight(terms.timeZone, terms.effectiveFrom)
    const { version: number, hash, in_force_from: from } = record
    const version: AcceptedVersion = {
      version: number,
      hash,
      terms,
      inForceFrom: from ?? Math.max(midnight, at),
      baselines: standing.baselines,
    }
    const statuses = statusAt(records, at)
    const side = (one: Pick<VersionRecord, 'version' | 'hash'>) => ({
      version: one.version,
      hash: one.hash,
      status: statuses.get(one.version) ?? ('proposed' as const),
    })
    const inForce = inForceAt(accepted, at)
    const beside = records.find((one) => one.version === inForce?.version && one !== record)
    const money = mayDo(principal, 'finance:read')
    const found = await backtest(store, { state, version, accepted, days: query.days, now: at, money })
    const json: AgreementBacktest = { ...side(record), against: beside ? side(beside) : null, ...found }
    return { json }
  },
})
