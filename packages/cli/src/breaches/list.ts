import { type BreachRow, everyRow } from '@plumbline/client'
import type { Colour } from '@plumbline/render'
import { connect } from '../connection.ts'
import type { Context } from '../context.ts'
import { EXIT, type ExitCode } from '../exit.ts'
import type { Column } from '../output/listing.ts'
import { printListing } from '../output/print.ts'
import { createProgress } from '../output/progress.ts'
import { shortTime } from '../output/time.ts'
import { type FilterOptions, nothingFound, queryOf } from './filters.ts'

export type ListOptions = FilterOptions & { sort: string; limit?: number }

const TONES: Partial<Record<BreachRow['status'], Colour>> = { open: 'red', acknowledged: 'yellow', resolved: 'green' }

const columns: Column<BreachRow>[] = [
  {
    key: 'opened_at',
    title: 'Opened',
    text: ({ opened_at }) => opened_at,
    shown: ({ opened_at }) => shortTime(opened_at),
  },
  {
    key: 'status',
    title: 'Status',
    text: ({ status }) => status,
    shown: ({ status, contractual }) => (contractual ? status : `${status}, observed`),
    tone: ({ status }) => TONES[status] ?? null,
  },
  { key: 'service', title: 'Service', text: ({ service }) => service },
  { key: 'environment', title: 'Environment', text: ({ environment }) => environment, machine: true },
  { key: 'objective', title: 'Objective', text: ({ objective }) => objective },
  { key: 'indicator', title: 'Indicator', text: ({ indicator }) => indicator, machine: true },
  { key: 'severity', title: 'Severity', text: ({ severity = '' }) => severity, machine: true },
  { key: 'value', title: 'Value', text: ({ value }) => (value === null ? '' : String(value)), machine: true },
  { key: 'display', title: 'Measured', text: ({ display }) => display, align: 'right' },
  { key: 'target', title: 'Target', text: ({ target }) => target, align: 'right' },
  { key: 'contractual', title: 'Contractual', text: ({ contractual }) => (contractual ? 'yes' : 'no'), machine: true },
  { key: 'owed_by', title: 'Owed by', text: ({ owed_by }) => owed_by },
  {
    key: 'commit_sha',
    title: 'Change',
    text: ({ commit_sha: sha = '' }) => sha,
    shown: ({ commit_sha: sha = '', pr }) => (pr === undefined ? sha.slice(0, 7) : `#${pr}`),
  },
  { key: 'pr', title: 'Pull request', text: ({ pr }) => String(pr ?? ''), machine: true },
  {
    key: 'agreement_version',
    title: 'Agreement',
    text: ({ agreement_version: version }) => String(version),
    machine: true,
  },
  {
    key: 'acknowledged_at',
    title: 'Acknowledged',
    text: ({ acknowledged_at = '' }) => acknowledged_at,
    machine: true,
  },
  { key: 'resolved_at', title: 'Resolved', text: ({ resolved_at = '' }) => resolved_at, machine: true },
  { key: 'id', title: 'Breach', text: ({ id }) => id },
]

const PAGE = 100

/** Page after page to the end, or until as many as were asked for are there; `more` tells whether it was cut. */
const rowsOf = async (
  context: Context,
  options: ListOptions,
): Promise<{ rows: BreachRow[]; query: ReturnType<typeof queryOf>; more: boolean }> => {
  const client = connect(context, options)
  const query = queryOf(context, options)
  const most = options.limit ?? Number.POSITIVE_INFINITY
  const progress = createProgress(context.err, 'reading breaches', () => performance.now())
  const rows: BreachRow[] = []
  try {
    const page = { ...query, sort: options.sort, limit: PAGE }
    for await (const row of everyRow((cursor) => client.breaches({ ...page, cursor }))) {
      if (rows.length === most) return { rows, query, more: true }
      rows.push(row)
      progress.at(rows.length, null)
    }
    return { rows, query, more: false }
  } finally {
    progress.end()
  }
}

export const listBreaches = async (context: Context, options: ListOptions): Promise<ExitCode> => {
  const { rows, query, more } = await rowsOf(context, options)
  printListing(context, options, { columns, rows }, { data: rows }, nothingFound(query))
  if (more) context.err.write(`the first ${rows.length}; there are more\n`)
  return EXIT.fine
}
