import type { Breach } from '@plumbline/core'
import { statusPage } from '@plumbline/dashboard'
import { requireState } from '../flow/agreed.ts'
import { filtered } from '../flow/pages.ts'
import { statusOf } from '../flow/status.ts'
import { type Look, signedIn } from './frame.ts'
import { page } from './page.ts'

const MOST_BREACHES = 50
const MOST_EVALUATIONS = 10

const isOpen = ({ status }: Breach) => status === 'open' || status === 'acknowledged'

/** Every objective now, what is open, and the last verdicts; who looks changes nothing. */
export const firstPage = async ({ deps, store, agreements, at, visitor }: Look): Promise<Response> => {
  const state = await requireState(store)
  const versions = await agreements.accepted(store, state)
  const newest = { after: null, descending: true }
  const [status, breaches, evaluations] = await Promise.all([
    statusOf(store, state, versions, at, undefined),
    filtered(store.breaches, { ...newest, limit: MOST_BREACHES }, isOpen),
    store.evaluations({ ...newest, limit: MOST_EVALUATIONS }),
  ])
  const view = {
    ...status,
    breaches: breaches.items,
    more_breaches: breaches.next !== null,
    open_breaches: status.services.reduce((sum, { open_breaches: open }) => sum + open.length, 0),
    evaluations: evaluations.items,
  }
  return page(
    statusPage({
      ...view,
      example: state.engagement === deps.openDashboard,
      ledger: state.ledger,
      ...signedIn(visitor),
    }),
  )
}
