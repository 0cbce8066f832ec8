import { isArbiterClaim, makeKey, parseClaim, sha256 } from '../../auth/token.ts'
import type { Deps } from '../../deps.ts'
import { decide } from '../../flow/decide.ts'
import type { Family } from '../../http/route.ts'
import { Refusal } from '../../problem/problem.ts'
import { notOpen, takeArbiterClaim } from './arbiter.ts'
import { keyEntry, type PartyKey } from './entries.ts'

/** A party trades its claim for its first key, so that nobody else ever held that. */
export const claimRoutes = (deps: Deps): Family<'takeClaim'> => ({
  takeClaim: async ({ at, body }) => {
    if (isArbiterClaim(body.claim)) return { json: await takeArbiterClaim(deps, body, at) }
    const { claim, name, role } = body
    const { store, randomBytes } = deps
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
    const key: PartyKey = {
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
    }
    const own = store.forEngagement(engagement)
    const read = await own.state()
    if (!read) throw notOpen()
    const claimHash = sha256(claim)
    await decide(
      own,
      ({ claims }) => {
        if (claims[party] !== claimHash) throw notOpen()
        const { [party]: _, ...others } = claims
        return {
          value: null,
          state: { claims: others },
          decided: [{ at, body: { type: 'claimed', ...keyEntry(key) } }],
          writes: [{ kind: 'add_key', key }],
        }
      },
      read,
    )
    return { json: { engagement, party, id, key: token } }
  },
})
