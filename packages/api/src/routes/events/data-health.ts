import { DAY } from '@plumbline/core'
import type { Deps } from '../../deps.ts'
import { type AgreementReader, requireState } from '../../flow/agreed.ts'
import { readDataHealth } from '../../flow/data-health.ts'
import { requirePeriod } from '../../http/parameter.ts'
import type { Family } from '../../http/route.ts'

const DEFAULT_DAYS = 30

export const dataHealthRoutes = (
  { catchUp, store: installation }: Deps,
  agreements: AgreementReader,
): Family<'getDataHealth'> => ({
  getDataHealth: async ({ at, query, principal, store }) => {
    const to = query.to ?? at
    const from = query.from ?? to - DEFAULT_DAYS * DAY
    requirePeriod({ from, to })
    await catchUp?.()
    const state = await requireState(store)
    const versions = await agreements.accepted(store, state)
    const completeUntil = await installation.receivedUntil()
    const { standing } = state
    const question = { window: { from, to }, now: at, versions, services: query.service, completeUntil, standing }
    const health = await readDataHealth(store, question)
    return { json: { engagement: principal.engagement, ...health } }
  },
})
