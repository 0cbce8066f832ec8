import { appendToLedger, LEDGER_START, NOTHING_STANDS } from '@plumbline/core'
import type { EngagementState } from '@plumbline/store'
import { makeClaim, sha256 } from '../../auth/token.ts'
import type { Deps } from '../../deps.ts'
import type { Family } from '../../http/route.ts'
import { Refusal } from '../../problem/problem.ts'

/** The operator makes an engagement and hands each party its claim; it never holds a key of either. */
export const engagementRoutes = ({ store, randomBytes }: Deps): Family<'createEngagement'> => ({
  createEngagement: async ({ at, body: { engagement, title } }) => {
    const claims = {
      client: makeClaim(engagement, 'client', randomBytes),
      vendor: makeClaim(engagement, 'vendor', randomBytes),
    }
    const body = { type: 'engagement_created', engagement, title } as const
    const { entries, head } = appendToLedger(LEDGER_START, [{ at, body }])
    const state: EngagementState = {
      engagement,
      title,
      createdAt: at,
      revision: 1,
      versions: [],
      claims: { client: sha256(claims.client), vendor: sha256(claims.vendor) },
      ledger: head,
      standing: NOTHING_STANDS,
      sealedUntil: 0,
    }
    const created = await store.forEngagement(engagement).createEngagement(state, entries)
    if (created === 'exists') throw new Refusal('engagement_exists', `There is an engagement ${engagement} already.`)
    return { json: { engagement, title, claims } }
  },
})
