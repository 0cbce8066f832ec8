/** Forms a list can be printed in. Apart from what prints them, so that declaring an option loads nothing. */
export const FORMATS = ['table', 'tsv', 'csv', 'ndjson', 'md'] as const
export type Format = (typeof FORMATS)[number]
