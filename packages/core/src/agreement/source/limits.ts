/** An agreement is a few pages; these bounds keep the answer to anything else short. */
export const MAX_BYTES = 256 * 1024
export const MAX_TOKENS = 60_000
export const MAX_DEPTH = 20
/** Nobody mends more than these at once. */
export const MAX_MISTAKES = 100
