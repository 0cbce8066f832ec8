import type { VersionRefusal } from '@plumbline/core'
import { notFound, Refusal } from '../../problem/problem.ts'

const sentence = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`

/** Why a version did not move, as a problem. */
export const refuse = ([refusal]: readonly VersionRefusal[]): Refusal => {
  if (!refusal) return notFound()
  const detail = sentence(refusal.message)
  switch (refusal.code) {
    case 'not_found':
      return notFound()
    case 'wrong_engagement':
      return new Refusal('invalid_agreement', detail, {
        errors: [{ pointer: '/engagement', code: refusal.code, detail: refusal.message }],
      })
    case 'own_proposal':
    case 'not_own_proposal':
      return new Refusal('wrong_party', detail)
    case 'hash_mismatch':
      return new Refusal('hash_mismatch', detail, {
        errors: [{ pointer: '/hash', code: 'hash_mismatch', detail: refusal.message }],
      })
    case 'already_proposed':
    case 'wrong_state':
    case 'newer_accepted':
      return new Refusal('wrong_state', detail)
    default:
      return refusal.code satisfies never
  }
}
