/** `2026-11-20 14:05Z` for tables; machines get the whole instant. */
export const shortTime = (iso: string): string => iso.replace('T', ' ').replace(/:\d{2}(\.\d+)?Z$/, 'Z')
