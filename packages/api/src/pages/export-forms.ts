/** What a list of breaches can be saved as, by the end of its address. */
export const EXPORT_FORMS = ['csv', 'ndjson', 'json'] as const
export type ExportForm = (typeof EXPORT_FORMS)[number]
