import { everyRow } from '@plumbline/client'
import type { FrozenBaseline } from '@plumbline/core'
import { connect } from '../connection.ts'
import type { Context } from '../context.ts'
import { EXIT, type ExitCode } from '../exit.ts'
import type { Column } from '../output/listing.ts'
import { printListing } from '../output/print.ts'
import { shortTime } from '../output/time.ts'
import type { AgreementOptions } from './agreement.ts'

export type BaselineOptions = AgreementOptions & { objective?: string; service?: string; phase?: string }

const columns: Column<FrozenBaseline>[] = [
  { key: 'service', title: 'Service', text: ({ service }) => service },
  { key: 'objective', title: 'Objective', text: ({ objective }) => objective },
  { key: 'phase', title: 'Phase', text: ({ phase }) => phase.name },
  { key: 'until', title: 'Until', text: ({ window }) => window.to, shown: ({ window }) => shortTime(window.to) },
  { key: 'n', title: 'n', text: ({ figures }) => String(figures.samples), align: 'right' },
  { key: 'value', title: 'Value', text: ({ figures }) => figures.value?.display ?? '', align: 'right' },
  { key: 'p85', title: 'p85', text: ({ figures }) => figures.p85?.display ?? '', align: 'right' },
  { key: 'suggested', title: 'Suggested', text: ({ suggestion }) => suggestion.target ?? '' },
  { key: 'reason', title: 'Because', text: ({ suggestion }) => suggestion.reason },
]

const NONE = 'nothing is frozen yet: figures are frozen at the end of each phase that has days'

/** What the phases came to, and the targets that speak from it. */
export const listBaselines = async (context: Context, options: BaselineOptions): Promise<ExitCode> => {
  const client = connect(context, options)
  const { objective, service, phase } = options
  const rows: FrozenBaseline[] = []
  for await (const row of everyRow((cursor) => client.baselines({ objective, service, phase, limit: 100, cursor })))
    rows.push(row)
  printListing(context, options, { columns, rows }, { data: rows }, NONE)
  return EXIT.fine
}
