import { type AcceptedVersion, formatInstant, type Instant, inForceAt } from '@plumbline/core'
import type { Frame } from '@plumbline/dashboard'
import type { EngagementState, EngagementStore } from '@plumbline/store'
import type { Deps } from '../deps.ts'
import { type AgreementReader, requireState } from '../flow/agreed.ts'
import type { Visitor } from './visitor.ts'

const SIGN_OUT = '/sign-out'

/** What a page is made with: who looks, at which engagement, and when. */
export type Look = {
  deps: Deps
  agreements: AgreementReader
  store: EngagementStore
  visitor: Visitor
  at: Instant
}

/** What is signed in, and how it ends. */
export const signedIn = ({ viewer }: Visitor): Pick<Frame, 'viewer' | 'sign_out'> => ({
  viewer,
  ...(viewer ? { sign_out: SIGN_OUT } : {}),
})

/** What stands around every page, with the agreements it was read from. */
export const frameOf = async ({
  deps,
  agreements,
  store,
  visitor,
  at,
}: Look): Promise<{ frame: Frame; state: EngagementState; versions: AcceptedVersion[] }> => {
  const state = await requireState(store)
  const versions = await agreements.accepted(store, state)
  const current = inForceAt(versions, at)
  const frame: Frame = {
    engagement: state.engagement,
    title: state.title,
    example: state.engagement === deps.openDashboard,
    at: formatInstant(at),
    ledger: state.ledger,
    agreement: current && {
      version: current.version,
      hash: current.hash,
      title: current.terms.title,
      // Only the first page tells the phase; it cites the agreement itself.
      phase: null,
      parties: { client: current.terms.parties.client.name, vendor: current.terms.parties.vendor.name },
      time_zone: current.terms.timeZone,
    },
    ...signedIn(visitor),
  }
  return { frame, state, versions }
}
