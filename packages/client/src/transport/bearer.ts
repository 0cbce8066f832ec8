import type { ApiProblem } from './errors.ts'

/** A key, or how to get a token. */
export type Credential = string | (() => Promise<string | null>) | null

/** What the server says of an identity token that it has seen before. */
export const REPLAYED = 'token_replayed'

export type Bearers = {
  /** For the next attempt; null for none. */
  next: () => Promise<string | null>
  /** Whether an attempt that was refused so deserves another with a fresh token: once in a call. */
  mayReplace: (problem: ApiProblem) => boolean
}

/**
 * The credentials of one call. A token that counts once may have been used up by something on the way that sent the
 * request twice: then a fresh one is tried, once. A key, and a token that comes out the same again, is never sent again.
 */
export const bearersOf = (credential: Credential): Bearers => {
  let used: string | null = null
  let refused: ApiProblem | null = null
  return {
    next: async () => {
      if (typeof credential !== 'function') return credential
      const bearer = await credential()
      if (refused !== null && bearer === used) throw refused
      used = bearer
      return bearer
    },
    mayReplace: (problem) => {
      const again = refused === null && typeof credential === 'function' && problem.code === REPLAYED
      if (again) refused = problem
      return again
    },
  }
}
