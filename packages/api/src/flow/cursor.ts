import { seal, unseal } from '../auth/sign.ts'
import type { AppConfig } from '../deps.ts'
import { Refusal } from '../problem/problem.ts'

/** The list a cursor is of: another engagement, other filters or another order make another list. */
export type List = { engagement: string; operation: string; filters: Record<string, unknown> }

const purposeOf = ({ engagement, operation, filters }: List): string => {
  const { cursor: _, limit: __, ...rest } = filters
  const sorted = Object.entries(rest)
    .filter(([, value]) => value !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
  return JSON.stringify(['cursor', engagement, operation, sorted])
}

export const makeCursor = ({ secret }: AppConfig, list: List, position: string | null): string | null =>
  position === null ? null : seal(secret, purposeOf(list), position)

/** @throws Refusal `invalid_cursor` */
export const readCursor = ({ secret }: AppConfig, list: List, cursor: string | undefined): string | null => {
  if (cursor === undefined) return null
  const position = unseal(secret, purposeOf(list), cursor)
  if (position !== null) return position
  throw new Refusal('invalid_cursor', 'Use `next_cursor` as it was given, with the same filters and order.', {
    errors: [{ pointer: '/cursor', code: 'invalid_cursor', detail: 'is not a cursor of this list' }],
  })
}
