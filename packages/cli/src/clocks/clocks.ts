import { type Clock, everyRow } from '@plumbline/client'
import { clean, localTimesAmong } from '@plumbline/render'
import type { ApiOptions } from '../commands/options.ts'
import { connect } from '../connection.ts'
import type { Context } from '../context.ts'
import { EXIT, type ExitCode } from '../exit.ts'
import { type Column, formatListing, type Listing } from '../output/listing.ts'
import {
  formatFor,
  type OutputOptions,
  printData,
  printJson,
  printListing,
  terminalOf,
  wantsJson,
} from '../output/print.ts'
import { clockColumns, clockHead, spanOf } from './text.ts'

export type ClocksOptions = ApiOptions & OutputOptions & { state?: string; service?: string[]; explain?: string }

type Stretch = NonNullable<Clock['explanation']>[number]

const NONE = 'no clock goes on; they are agreed by objectives such as time-to-acknowledge, and run for incidents'

const columnsOf = ({ explanation = [], time_zone: zone }: Clock): Column<Stretch>[] => {
  const at = localTimesAmong(
    explanation.flatMap(({ from, to }) => [from, to]),
    zone,
  )
  return [
    { key: 'from', title: 'From', text: ({ from }) => at(from) },
    { key: 'to', title: 'To', text: ({ to }) => at(to) },
    { key: 'state', title: 'Is', text: ({ state, reason }) => (reason ? `${state}: ${clean(reason, 60)}` : state) },
    {
      key: 'counted',
      title: 'Counts',
      text: ({ counted }) => (counted === 'PT0S' ? '' : spanOf(counted)),
      align: 'right',
    },
    { key: 'total', title: 'In all', text: ({ total }) => spanOf(total), align: 'right' },
  ]
}

export const stretchesOf = (clock: Clock): Listing<Stretch> => ({
  columns: columnsOf(clock),
  rows: clock.explanation ?? [],
})

const all = async (page: Parameters<typeof everyRow<Clock>>[0]): Promise<Clock[]> => {
  const found: Clock[] = []
  for await (const clock of everyRow(page)) found.push(clock)
  return found
}

const explained = async (context: Context, options: ClocksOptions, incident: string): Promise<ExitCode> => {
  const { service, state } = options
  const client = connect(context, options)
  const data = await all((cursor) => client.clocks({ incident, explain: 'true', service, state, limit: 100, cursor }))
  if (wantsJson(options)) {
    printJson(context, options, { data })
    return EXIT.fine
  }
  if (formatFor(context, options) === 'ndjson') {
    printData(context, options, data.map((clock) => `${JSON.stringify(clock)}\n`).join(''))
    return EXIT.fine
  }
  if (data.length === 0) {
    context.err.write(
      `no clock of ${clean(incident, 80)} is known; plumbline events list --type incident shows what is\n`,
    )
    return EXIT.fine
  }
  const terminal = terminalOf(context, options)
  const texts = data.map((clock) =>
    [...clockHead(clock), '', formatListing(stretchesOf(clock), 'table', terminal)].join('\n'),
  )
  printData(context, options, texts.join('\n'))
  return EXIT.fine
}

/** What is due next, and how a clock's time came about. */
export const clocks = async (context: Context, options: ClocksOptions): Promise<ExitCode> => {
  if (options.explain !== undefined) return explained(context, options, options.explain)
  const { service, state } = options
  const client = connect(context, options)
  const data = await all((cursor) => client.clocks({ service, state, limit: 100, cursor }))
  printListing(context, options, { columns: clockColumns, rows: data }, { data }, NONE)
  return EXIT.fine
}
