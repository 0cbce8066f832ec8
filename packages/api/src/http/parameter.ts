import type { Instant } from '@plumbline/core'
import { Refusal } from '../problem/problem.ts'

/** A query parameter that has the right form and still can't be answered. */
export const wrongParameter = (name: string, code: string, detail: string, allowed?: string[]): Refusal =>
  new Refusal('invalid_request', `\`${name}\` ${detail}.`, {
    errors: [{ pointer: `/${name}`, code, detail, ...(allowed ? { allowed } : {}) }],
  })

/**
 * A period holds something only where it begins before it ends; an open side is no mistake.
 * @throws Refusal `invalid_request`
 */
export const requirePeriod = ({ from, to }: { from?: Instant | undefined; to?: Instant | undefined }): void => {
  if (from !== undefined && to !== undefined && from >= to)
    throw wrongParameter('from', 'out_of_range', 'must be earlier than `to`')
}
