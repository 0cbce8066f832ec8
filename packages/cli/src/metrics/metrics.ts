import type { Series } from '@plumbline/client'
import { type IndicatorInfo, indicatorCatalogue, indicatorInfo } from '@plumbline/core'
import type { ApiOptions } from '../commands/options.ts'
import { connect } from '../connection.ts'
import type { Context } from '../context.ts'
import { EXIT, type ExitCode, usage } from '../exit.ts'
import type { Column } from '../output/listing.ts'
import { type OutputOptions, printData, printJson, printListing, wantsJson } from '../output/print.ts'
import { shortTime } from '../output/time.ts'
import { sinceOf } from '../since.ts'

export type MetricsOptions = ApiOptions &
  OutputOptions & {
    service?: string[]
    environment?: string
    since?: string
    from?: string
    to?: string
    bucket: string
    statistic?: string
  }

const catalogueColumns: Column<IndicatorInfo>[] = [
  { key: 'key', title: 'Indicator', text: ({ key }) => key },
  { key: 'unit', title: 'Unit', text: ({ unit }) => unit },
  { key: 'direction', title: 'Better', text: ({ direction }) => direction },
  { key: 'scope', title: 'Judged per', text: ({ scope }) => scope },
  { key: 'title', title: 'Measures', text: ({ title }) => title },
  { key: 'formula', title: 'Formula', text: ({ formula }) => formula, machine: true },
]

type Point = Series['points'][number]
const number = (value: number | undefined): string => (value === undefined ? '' : String(value))

const seriesColumns: Column<Point>[] = [
  { key: 'from', title: 'From', text: ({ from }) => from, shown: ({ from }) => shortTime(from) },
  { key: 'to', title: 'To', text: ({ to }) => to, shown: ({ to }) => shortTime(to) },
  { key: 'value', title: 'Value', text: ({ value }) => (value === null ? '' : String(value)), machine: true },
  {
    key: 'display',
    title: 'Value',
    text: ({ display }) => display,
    shown: (point) => point.display || (point.no_data_reason ?? 'no data').replaceAll('_', ' '),
    align: 'right',
  },
  { key: 'samples', title: 'Samples', text: ({ samples }) => String(samples), align: 'right' },
  { key: 'numerator', title: 'Numerator', text: ({ numerator }) => number(numerator), machine: true },
  { key: 'denominator', title: 'Denominator', text: ({ denominator }) => number(denominator), machine: true },
  { key: 'no_data_reason', title: 'No data', text: (point) => point.no_data_reason ?? '', machine: true },
  {
    key: 'counter',
    title: 'Read with',
    text: ({ counter }) => counter.map(({ indicator, display }) => `${indicator} ${display}`).join('; '),
  },
]

const known = (key: string): IndicatorInfo => {
  const found = indicatorInfo(key)
  if (found) return found
  throw usage(`there is no indicator “${key}”`, `there is ${indicatorCatalogue.map((one) => one.key).join(', ')}`)
}

const UNIT_WORDS: Partial<Record<IndicatorInfo['unit'], string>> = {
  s: 'a duration, in s, m or h; seconds in the answers of the API',
  any: 'any unit of a target',
  money: 'a currency',
}

const BETTER: Record<IndicatorInfo['direction'], string> = {
  higher: 'higher is better',
  lower: 'lower is better',
  band: 'a band is best',
  either: 'better as agreed',
}

/** All percentiles at once: fifty names would tell no more. */
const statisticWords = ({ statistics, default_statistic: usual }: IndicatorInfo): string => {
  const others = statistics.filter((name) => !/^p\d\d$/.test(name))
  const all = [...others.slice(0, -1), 'p50 to p99', ...others.slice(-1)].join(', ')
  return usual === null ? all : `${all}; ${usual} unless agreed`
}

const explanation = (info: IndicatorInfo): string =>
  `${[
    `${info.key}: ${info.title}`,
    '',
    `  measured as   ${info.formula}`,
    `  unit          ${UNIT_WORDS[info.unit] ?? info.unit}; ${BETTER[info.direction]}`,
    `  judged per    ${info.scope}`,
    ...(info.statistics.length > 0 ? [`  statistic     ${statisticWords(info)}`] : []),
    `  from events   ${info.events.length > 0 ? info.events.join(', ') : 'none: the gates themselves'}`,
    ...(info.counter.length > 0 ? [`  read with     ${info.counter.join(', ')}`] : []),
    `  source        ${info.source}`,
    `  for example   ${info.example}`,
  ].join('\n')}\n`

const series = async (context: Context, key: string, options: MetricsOptions): Promise<ExitCode> => {
  const answer = await connect(context, options).series(key, {
    service: options.service,
    environment: options.environment,
    from: options.since === undefined ? options.from : sinceOf(options.since, context.now()),
    to: options.to,
    bucket: options.bucket,
    statistic: options.statistic,
  })
  printListing(
    context,
    options,
    { columns: seriesColumns, rows: answer.points },
    answer,
    'no values in this time; send events with plumbline ingest',
  )
  return EXIT.fine
}

export const metrics = async (
  context: Context,
  key: string | undefined,
  options: MetricsOptions,
): Promise<ExitCode> => {
  if (key === undefined) {
    if (options.service !== undefined)
      throw usage('which indicator of the service?', 'plumbline metrics lists their keys')
    const rows = [...indicatorCatalogue]
    printListing(context, options, { columns: catalogueColumns, rows }, { data: rows }, '')
    return EXIT.fine
  }
  const info = known(key)
  if (options.service !== undefined) return series(context, key, options)
  if (wantsJson(options)) printJson(context, options, info)
  else printData(context, options, explanation(info))
  return EXIT.fine
}
