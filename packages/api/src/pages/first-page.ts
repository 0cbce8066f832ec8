import type { Breach, Instant } from '@plumbline/core'
import { statusPage } from '@plumbline/dashboard'
import type { EngagementStore } from '@plumbline/store'
import { type AgreementReader, requireState } from '../flow/agreed.ts'
import { filtered } from '../flow/pages.ts'
import { statusOf } from '../flow/status.ts'

const MOST_BREACHES = 50
const MOST_EVALUATIONS = 10

const isOpen = ({ status }: Breach) => status === 'open' || status === 'acknowledged'

/** Every objective now, what is open, and the last verdicts; who looks changes nothing. */
export const firstPage = async (
  store: EngagementStore,
  agreements: AgreementReader,
  at: Instant,
  example: boolean,
): Promise<string> => {
  const state = await requireState(store)
  const versions = await agreements.accepted(store, state)
  const newest = { after: null, descending: true }
  const [status, breaches, evaluations] = await Promise.all([
    statusOf(store, state, versions, at, undefined),
    filtered(store.breaches, { ...newest, limit: MOST_BREACHES }, isOpen),
    store.evaluations({ ...newest, limit: MOST_EVALUATIONS }),
  ])
  return statusPage({ ...status, example, breaches: breaches.items, evaluations: evaluations.items })
}
