import { makeKey, parseClaim, sha256 } from '../../auth/token.ts'
import type { Deps } from '../../deps.ts'
import type { Family } from '../../http/route.ts'
import { Refusal } from '../../problem/problem.ts'

const notOpen = () =>
  new Refusal('claim_not_open', 'It was never made, or it was taken already; the operator can tell.')

/** A party trades its claim for its first key, so that nobody else ever held that. */
export const claimRoutes = ({ store, randomBytes }: Deps): Family<'takeClaim'> => ({
  takeClaim: async ({ at, body: { claim, name, role } }) => {
    const parsed = parseClaim(claim)
    if (!parsed)
      throw new Refusal('invalid_request', 'This is no claim, or it was mistyped.', {
        errors: [
          {
            pointer: '/claim',
            code: 'invalid_format',
            detail: 'must be plc_<engagement>_<party>_…, as the operator got it',
          },
        ],
      })
    const { engagement, party } = parsed
    const { token, id, secretHash } = makeKey(party, engagement, randomBytes)
    const taken = await store.forEngagement(engagement).takeClaim(sha256(claim), {
      id,
      party,
      name,
      kind: 'person',
      role: role ?? null,
      scopes: ['admin'],
      secretHash,
      createdAt: at,
      createdBy: 'claim',
      expiresAt: null,
      revokedAt: null,
    })
    if (taken === 'absent') throw notOpen()
    return { json: { engagement, party, id, key: token } }
  },
})
