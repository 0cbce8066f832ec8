import type { Breach } from '@plumbline/core'
import { findAll } from '../flow/breach-list.ts'
import { readBreaches } from '../flow/breach-now.ts'
import { BREACH_LINES, rowOf } from '../flow/breach-rows.ts'
import { Refusal } from '../problem/problem.ts'
import { readPageQuery } from './breach-query.ts'
import type { ExportForm } from './export-forms.ts'
import { frameOf, type Look } from './frame.ts'

const FORMS = {
  csv: 'text/csv',
  ndjson: 'application/x-ndjson',
  json: 'application/json',
} as const satisfies Record<ExportForm, string>

const bodyOf = (form: ExportForm, rows: readonly Breach[], truncatedBefore: string | null): string => {
  const mediaType = FORMS[form]
  return mediaType === 'application/json'
    ? JSON.stringify({ data: rows.map(rowOf), next_cursor: null, truncated_before: truncatedBefore })
    : BREACH_LINES[mediaType](rows)
}

/** Where there are too many for one file, its name says from when on it has them. */
const nameOf = (engagement: string, form: ExportForm, truncatedBefore: string | null): string =>
  `${engagement}-breaches${truncatedBefore === null ? '' : `-opened-since-${truncatedBefore.replaceAll(/[:.]/g, '')}`}.${form}`

/**
 * Everything the filters of the list let through, as a file.
 * @throws Refusal `invalid_request`
 */
export const exportBreaches = async (look: Look, search: URLSearchParams, form: ExportForm): Promise<Response> => {
  const { frame } = await frameOf(look)
  const { filters, mistakes } = readPageQuery(search, frame.agreement?.time_zone ?? 'UTC')
  if (!filters) throw new Refusal('invalid_request', mistakes.join(' '))
  const { rows, truncatedBefore } = await findAll(look.store, filters, (breach) => breach)
  const read = await readBreaches(look.store, look.agreements, look.at, rows)
  return new Response(bodyOf(form, read, truncatedBefore), {
    headers: {
      'Content-Type': `${FORMS[form]}; charset=utf-8`,
      'Content-Disposition': `attachment; filename="${nameOf(frame.engagement, form, truncatedBefore)}"`,
    },
  })
}
