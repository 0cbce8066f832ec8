import { everyRow, type ReceivedEvent } from '@plumbline/client'
import type { ApiOptions } from '../commands/options.ts'
import { connect } from '../connection.ts'
import type { Context } from '../context.ts'
import { EXIT, type ExitCode } from '../exit.ts'
import type { Column } from '../output/listing.ts'
import { type OutputOptions, printData, printJson, printListing, wantsJson } from '../output/print.ts'
import { oneLine } from '../output/text.ts'
import { shortTime } from '../output/time.ts'
import { sinceOf } from '../since.ts'
import { told } from './told.ts'

export type ListOptions = ApiOptions &
  OutputOptions & {
    type?: string
    service?: string
    since?: string
    from?: string
    to?: string
    sort: string
    limit: number
  }
export type ShowOptions = ApiOptions & OutputOptions & { source?: string }

const columns: Column<ReceivedEvent>[] = [
  { key: 'time', title: 'Happened', text: ({ event }) => event.time, shown: ({ event }) => shortTime(event.time) },
  { key: 'type', title: 'Type', text: ({ event }) => event.type },
  { key: 'service', title: 'Service', text: ({ event }) => event.service },
  { key: 'environment', title: 'Environment', text: ({ event }) => event.environment ?? '', machine: true },
  { key: 'says', title: 'Says', text: ({ event }) => told(event) },
  { key: 'party', title: 'Sent by', text: ({ received_from: { party } }) => party },
  { key: 'id', title: 'Id', text: ({ event }) => event.id, machine: true },
  { key: 'source', title: 'Source', text: ({ event }) => event.source, machine: true },
  { key: 'received_at', title: 'Received', text: ({ received_at }) => received_at, machine: true },
  { key: 'counted_in', title: 'Counted in', text: ({ counted_in }) => counted_in.join(' '), machine: true },
  { key: 'reference', title: 'Reference', text: ({ reference }) => reference },
]

const PAGE = 100

export const listEvents = async (context: Context, options: ListOptions): Promise<ExitCode> => {
  const { type, service, since, to, sort } = options
  const from = since === undefined ? options.from : sinceOf(since, context.now())
  const client = connect(context, options)
  const query = { type, service, from, to, sort, limit: Math.min(PAGE, options.limit) }
  const rows: ReceivedEvent[] = []
  for await (const row of everyRow((cursor) => client.events({ ...query, cursor }))) {
    rows.push(row)
    if (rows.length === options.limit) break
  }
  printListing(
    context,
    options,
    // One event a line, as it was sent: `plumbline ingest` takes them back.
    { columns, rows, line: ({ event }) => event },
    { data: rows },
    'no events (with these filters); `plumbline ingest FILE` sends some, and so does the Action',
  )
  if (rows.length === options.limit) context.err.write(`the first ${options.limit}; --limit shows more\n`)
  return EXIT.fine
}

const eventText = (found: ReceivedEvent): string =>
  [
    `${found.event.type} · ${found.event.service} · ${found.event.time}`,
    '',
    `id          ${found.event.id}`,
    `source      ${found.event.source}`,
    `reference   ${found.reference}`,
    `received    ${found.received_at} from the ${found.received_from.party}, key ${found.received_from.key_id}`,
    `counted in  ${found.counted_in.join(', ') || 'nothing yet'}`,
    '',
    ...JSON.stringify(found.event.data, null, 2).split('\n'),
  ]
    .map(oneLineKeepingIndent)
    .join('\n')
    .concat('\n')

const oneLineKeepingIndent = (line: string) => `${/^ */.exec(line)?.[0] ?? ''}${oneLine(line.trimStart())}`

/** `id`: the event's own with `--source`, or the reference that evidence gives. */
export const showEvent = async (context: Context, id: string, options: ShowOptions): Promise<ExitCode> => {
  const found = await connect(context, options).event(id, options.source)
  if (wantsJson(options)) printJson(context, options, found)
  else printData(context, options, eventText(found))
  return EXIT.fine
}
