import type { Clock } from '@plumbline/client'
import { clean, localTime } from '@plumbline/render'
import type { ApiOptions } from '../commands/options.ts'
import { connect } from '../connection.ts'
import type { Context } from '../context.ts'
import { EXIT, type ExitCode } from '../exit.ts'
import { formatListing, type Listing } from '../output/listing.ts'
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

const stretchesOf = ({ explanation = [], time_zone: zone }: Clock): Listing<Stretch> => ({
  columns: [
    { key: 'from', title: 'From', text: ({ from }) => localTime(from, zone) },
    { key: 'to', title: 'To', text: ({ to }) => localTime(to, zone) },
    { key: 'state', title: 'Is', text: ({ state, reason }) => (reason ? `${state}: ${clean(reason, 60)}` : state) },
    {
      key: 'counted',
      title: 'Counts',
      text: ({ counted }) => (counted === 'PT0S' ? '' : spanOf(counted)),
      align: 'right',
    },
    { key: 'total', title: 'In all', text: ({ total }) => spanOf(total), align: 'right' },
  ],
  rows: explanation,
})

const explained = async (context: Context, options: ClocksOptions, incident: string): Promise<ExitCode> => {
  const { service, state } = options
  const answer = await connect(context, options).clocks({ incident, explain: 'true', service, state })
  if (wantsJson(options)) {
    printJson(context, options, answer)
    return EXIT.fine
  }
  if (formatFor(context, options) === 'ndjson') {
    printData(context, options, answer.data.map((clock) => `${JSON.stringify(clock)}\n`).join(''))
    return EXIT.fine
  }
  if (answer.data.length === 0) {
    context.err.write(
      `no clock of ${clean(incident, 80)} is known; plumbline events list --type incident shows what is\n`,
    )
    return EXIT.fine
  }
  const terminal = terminalOf(context, options)
  const texts = answer.data.map((clock) =>
    [...clockHead(clock), '', formatListing(stretchesOf(clock), 'table', terminal)].join('\n'),
  )
  printData(context, options, texts.join('\n'))
  return EXIT.fine
}

/** What is due next, and how a clock's time came about. */
export const clocks = async (context: Context, options: ClocksOptions): Promise<ExitCode> => {
  if (options.explain !== undefined) return explained(context, options, options.explain)
  const { service, state } = options
  const answer = await connect(context, options).clocks({ service, state, limit: 100 })
  printListing(context, options, { columns: clockColumns, rows: answer.data }, answer, NONE)
  if (answer.more > 0) context.err.write(`and ${answer.more} more; --service or --state shows fewer\n`)
  return EXIT.fine
}
