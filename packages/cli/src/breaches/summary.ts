import type { BreachSummary } from '@plumbline/client'
import type { BreachDimension } from '@plumbline/core'
import { connect } from '../connection.ts'
import type { Context } from '../context.ts'
import { EXIT, type ExitCode } from '../exit.ts'
import type { Column } from '../output/listing.ts'
import { formatFor, printListing } from '../output/print.ts'
import { type FilterOptions, nothingFound, queryOf } from './filters.ts'

export type SummaryOptions = FilterOptions & { by: string }

type Row = Pick<BreachSummary['groups'][number], 'key'> & BreachSummary['total']

const number = (key: string, title: string, read: (row: Row) => number | string | null): Column<Row> => ({
  key,
  title,
  text: (row) => String(read(row) ?? ''),
  align: 'right',
})

/** `PT36H12M` as people say it. */
const said = (duration: string | null): string =>
  (duration ?? '')
    .replace(/^PT/, '')
    .replace(/(\d)([HMS])(?=\d|$)/g, (_, digit: string, unit: string) => `${digit} ${unit.toLowerCase()} `)
    .trim()

const keyColumn = (dimension: BreachDimension): Column<Row> => ({
  key: dimension,
  title: dimension.replace('_', ' ').replace(/^./, (first) => first.toUpperCase()),
  text: ({ key }) => String(key[dimension] ?? ''),
  shown: ({ key }) => String(key[dimension] === undefined ? 'all' : (key[dimension] ?? '–')),
})

const columnsOf = (by: readonly BreachDimension[]): Column<Row>[] => [
  ...by.map(keyColumn),
  number('breaches', 'Breaches', ({ breaches }) => breaches),
  number('open', 'Not over', ({ open }) => open),
  number('resolved', 'Resolved', ({ resolved }) => resolved),
  { ...number('set_aside', 'Set aside', ({ set_aside }) => set_aside), machine: true },
  number('contractual', 'Contractual', ({ contractual }) => contractual),
  { ...number('contractual_open', 'Contractual, not over', ({ contractual_open: open }) => open), machine: true },
  { ...number('mean_time_to_resolve', 'Mean', ({ time_to_resolve }) => time_to_resolve.mean), machine: true },
  {
    ...number('median_time_to_resolve', 'Median to resolve', ({ time_to_resolve }) => time_to_resolve.median),
    shown: ({ time_to_resolve }) => said(time_to_resolve.median),
  },
  number('stopped_at_the_gate', 'Stopped at the gate', ({ stopped_at_the_gate: stopped }) => stopped),
]

const isForPeople = (format: string) => format === 'table' || format === 'md'

/** Nothing is left out unsaid. */
const sayWhatIsMissing = ({ err }: Context, summary: BreachSummary): void => {
  const { truncated_before: before, stopped_truncated_before: stopped, groups_left_out: groups } = summary
  if (before !== null)
    err.write(`only what was opened since ${before} is counted, there is too much; --to ${before} counts the rest\n`)
  if (stopped !== null) err.write(`what was stopped at the gate is counted since ${stopped} only\n`)
  if (groups > 0) err.write(`${groups} more groups are left out; count by less, or filter\n`)
}

export const summariseBreaches = async (context: Context, options: SummaryOptions): Promise<ExitCode> => {
  const query = queryOf(context, options)
  const summary = await connect(context, options).breachSummary({ ...query, by: options.by })
  const { by, groups, total } = summary
  const all: Row = { key: {}, ...total }
  // Those who read a table want the sum under it; a program would count it twice.
  const rows = groups.length === 0 ? [] : [...groups, ...(isForPeople(formatFor(context, options)) ? [all] : [])]
  printListing(context, options, { columns: columnsOf(by), rows }, summary, nothingFound(query))
  sayWhatIsMissing(context, summary)
  return EXIT.fine
}
