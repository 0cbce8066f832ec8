import * as z from 'zod'

/*
 * What entries are made of. The schemas say which fields there are and of what kind, not how long a text may be: an
 * entry once made must stay readable by every later version. No field may hold a secret.
 */

export const PartyName = z.enum(['client', 'vendor'])

/** A party's key, or its person's: its id, and the name the party gave it. Never the key itself. */
export const Actor = z.strictObject({ party: PartyName, key: z.string(), name: z.string() })

/** `engine`: derived from what was recorded and agreed, by rule. */
export const By = z.union([Actor, z.strictObject({ engine: z.literal(true) })])

/** RFC 3339 in UTC, three fractional digits. */
export const At = z.string()

/** `sha256:` and 64 hex digits. */
export const Sha256 = z.string()
