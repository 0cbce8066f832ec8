/** What a person can cause is returned, not thrown: `core` answers with a value or with every mistake at once. */
export type Result<T, E> = { ok: true; value: T } | { ok: false; errors: E[] }

export const ok = <T>(value: T): { ok: true; value: T } => ({ ok: true, value })
export const refused = <E>(...errors: E[]): { ok: false; errors: E[] } => ({ ok: false, errors })
