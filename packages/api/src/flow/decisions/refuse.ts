import type { Decision } from '@plumbline/core'
import { Refusal } from '../../problem/problem.ts'

const sentence = (text: string) => `${text.replace(/^./, (first) => first.toUpperCase())}.`

/**
 * What was decided.
 * @throws Refusal `wrong_party`, `wrong_state`, or `invalid_request` with the field that is wrong
 */
export const decided = <T>(result: Decision<T>): T => {
  if (result.ok) return result.value
  const [refusal] = result.errors
  if (!refusal) throw new TypeError('a refusal says why')
  if (!('pointer' in refusal)) throw new Refusal(refusal.code, sentence(refusal.detail))
  const { code, pointer, detail, allowed } = refusal
  throw new Refusal('invalid_request', 'Something in the request is wrong; `errors` says what.', {
    errors: [{ pointer, code, detail, ...(allowed ? { allowed } : {}) }],
  })
}
