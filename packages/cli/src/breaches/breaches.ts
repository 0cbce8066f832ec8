import type { BreachRow } from '@plumbline/client'
import { type EngagementClient, everyRow } from '@plumbline/client'
import type { Colour } from '@plumbline/render'
import type { ApiOptions } from '../commands/options.ts'
import { connect } from '../connection.ts'
import type { Context } from '../context.ts'
import { EXIT, type ExitCode } from '../exit.ts'
import type { Column } from '../output/listing.ts'
import { type OutputOptions, printData, printJson, printListing, wantsJson } from '../output/print.ts'
import { shortTime } from '../output/time.ts'
import { breachText } from './text.ts'

export type ListOptions = ApiOptions &
  OutputOptions & {
    service?: string
    environment?: string
    indicator?: string
    objective?: string
    severity?: string
    status?: string
    agreementVersion?: string
    pr?: string
    from?: string
    to?: string
    sort: string
    limit: number
  }
export type ShowOptions = ApiOptions & OutputOptions
export type AcknowledgeOptions = ApiOptions & OutputOptions & { note?: string }

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
  {
    key: 'agreement_version',
    title: 'Agreement',
    text: ({ agreement_version: version }) => String(version),
    machine: true,
  },
  { key: 'resolved_at', title: 'Resolved', text: ({ resolved_at = '' }) => resolved_at, machine: true },
  { key: 'id', title: 'Breach', text: ({ id }) => id },
]

const PAGE = 100

const rowsOf = async (client: EngagementClient, options: ListOptions): Promise<BreachRow[]> => {
  const filters = {
    service: options.service,
    environment: options.environment,
    indicator: options.indicator,
    objective: options.objective,
    severity: options.severity,
    status: options.status,
    agreement_version: options.agreementVersion,
    pr: options.pr,
    from: options.from,
    to: options.to,
    sort: options.sort,
    limit: Math.min(PAGE, options.limit),
  }
  const rows: BreachRow[] = []
  for await (const row of everyRow((cursor) => client.breaches({ ...filters, cursor }))) {
    rows.push(row)
    if (rows.length === options.limit) break
  }
  return rows
}

export const listBreaches = async (context: Context, options: ListOptions): Promise<ExitCode> => {
  const rows = await rowsOf(connect(context, options), options)
  printListing(
    context,
    options,
    { columns, rows },
    { data: rows },
    'no breaches: nothing that was merged, deployed or closed was breached (with these filters)',
  )
  if (rows.length === options.limit) context.err.write(`the first ${options.limit}; --limit shows more\n`)
  return EXIT.fine
}

export const showBreach = async (context: Context, id: string, options: ShowOptions): Promise<ExitCode> => {
  const breach = await connect(context, options).breach(id)
  if (wantsJson(options)) printJson(context, options, breach)
  else printData(context, options, breachText(breach, context.out.paint))
  return EXIT.fine
}

export const acknowledgeBreach = async (
  context: Context,
  id: string,
  options: AcknowledgeOptions,
): Promise<ExitCode> => {
  const breach = await connect(context, options).acknowledgeBreach(id, options.note)
  if (wantsJson(options)) printJson(context, options, breach)
  else printData(context, options, breachText(breach, context.out.paint))
  context.err.write(`acknowledged; both parties see it\n`)
  return EXIT.fine
}
