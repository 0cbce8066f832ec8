import { type Calendar, formatInstant, type Stretch, spanText } from '@plumbline/core'
import { clean, localTimesAmong } from '@plumbline/render'
import type { Context } from '../context.ts'
import { formatListing, type Listing } from '../output/listing.ts'
import { terminalOf } from '../output/print.ts'

/** Lines that a person follows one by one; what is more is in `--json --explain`. */
const MOST_SHOWN = 200

export const seconds = (ms: number): number => ms / 1_000
export const span = (ms: number) => spanText(String(seconds(ms)))

/** How an explanation travels. */
export const stretchJson = ({ from, to, state, reason, countedMs, totalMs }: Stretch) => ({
  from: formatInstant(from),
  to: formatInstant(to),
  state,
  ...(reason === undefined ? {} : { reason }),
  seconds: seconds(countedMs),
  total_seconds: seconds(totalMs),
})

const listing = (calendar: Calendar, rows: Stretch[]): Listing<Stretch> => {
  const among = rows.flatMap(({ from, to }) => [formatInstant(from), formatInstant(to)])
  const at = localTimesAmong(among, calendar.timeZone)
  const when = (instant: number) => at(formatInstant(instant))
  return {
    columns: [
      { key: 'from', title: 'From', text: ({ from }) => when(from) },
      { key: 'to', title: 'To', text: ({ to }) => when(to) },
      { key: 'state', title: 'Is', text: ({ state, reason }) => (reason ? `${state}: ${clean(reason, 60)}` : state) },
      {
        key: 'seconds',
        title: 'Counts',
        text: ({ countedMs }) => (countedMs > 0 ? span(countedMs) : ''),
        align: 'right',
      },
      { key: 'total', title: 'In all', text: ({ totalMs }) => span(totalMs), align: 'right' },
    ],
    rows,
  }
}

/** The answer in words, and under it how it comes about, stretch by stretch. */
export const explained = (context: Context, calendar: Calendar, answer: string, stretches: Stretch[]): string => {
  const shown = stretches.slice(0, MOST_SHOWN)
  const rest = stretches.length - shown.length
  const terminal = terminalOf(context, {})
  return [
    answer,
    ...(shown.length > 0 ? ['', formatListing(listing(calendar, shown), 'table', terminal).trimEnd()] : []),
    ...(rest > 0 ? [`  and ${rest} more intervals; --json --explain has them all`] : []),
    '',
  ].join('\n')
}
