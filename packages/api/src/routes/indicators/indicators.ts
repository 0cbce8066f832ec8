import type { SeriesQuery } from '@plumbline/contract'
import { DAY, type IndicatorInfo, type Instant, indicatorCatalogue, indicatorInfo, type Window } from '@plumbline/core'
import type { AgreementReader } from '../../flow/agreed.ts'
import { requireState } from '../../flow/agreed.ts'
import { readSeries } from '../../flow/series.ts'
import { requirePeriod, wrongParameter } from '../../http/parameter.ts'
import type { Family } from '../../http/route.ts'
import { notFound } from '../../problem/problem.ts'

const DEFAULT_SPAN_MS = 30 * DAY
const MAX_SPAN_MS = 3 * 366 * DAY
const EPOCH = 0

/** Calendars know no months of a year with a sign or five digits, and nothing was measured there. */
const windowOf = ({ from, to }: SeriesQuery, now: Instant): Window => {
  const end = to ?? now
  const start = from ?? end - DEFAULT_SPAN_MS
  requirePeriod({ from: start, to: end })
  if (start < EPOCH) throw wrongParameter('from', 'out_of_range', 'must not be before 1970')
  if (end - start > MAX_SPAN_MS) throw wrongParameter('from', 'out_of_range', 'must be at most three years before `to`')
  if (end - now > MAX_SPAN_MS) throw wrongParameter('to', 'out_of_range', 'must be at most three years ahead')
  return { from: start, to: end }
}

const MAX_SERVICES = 20

const servicesOf = ({ service = [] }: SeriesQuery): string[] => {
  const services = [...new Set(service)]
  if (services.length === 0) throw wrongParameter('service', 'missing', 'is required')
  if (services.length > MAX_SERVICES)
    throw wrongParameter('service', 'out_of_range', `must name at most ${MAX_SERVICES} services`)
  return services
}

const requireStatistic = ({ statistic }: SeriesQuery, { statistics }: IndicatorInfo): void => {
  if (statistic !== undefined && !statistics.includes(statistic))
    throw wrongParameter('statistic', 'not_allowed', 'is not one this indicator has', [...statistics])
}

export const indicatorRoutes = (agreements: AgreementReader): Family<'listIndicators' | 'getSeries'> => ({
  listIndicators: async () => ({ json: { data: indicatorCatalogue, next_cursor: null } }),

  getSeries: async ({ at, params, query, store }) => {
    const info = indicatorInfo(params.key)
    if (!info) throw notFound()
    requireStatistic(query, info)
    const question = {
      indicator: info.key,
      services: servicesOf(query),
      environments: query.environment,
      window: windowOf(query, at),
      bucket: query.bucket,
      statistic: query.statistic,
      now: at,
      versions: await agreements.accepted(store, await requireState(store)),
    }
    const series = await readSeries(store, question, info.scope)
    if (!series) throw notFound()
    return { json: series }
  },
})
