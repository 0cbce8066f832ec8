import type { SeriesQuery } from '@plumbline/contract'
import { DAY, type IndicatorInfo, type Instant, indicatorCatalogue, indicatorInfo, type Window } from '@plumbline/core'
import type { AgreementReader } from '../../flow/agreed.ts'
import { requireState } from '../../flow/agreed.ts'
import { readSeries } from '../../flow/series.ts'
import type { Family } from '../../http/route.ts'
import { notFound, Refusal } from '../../problem/problem.ts'

const DEFAULT_SPAN_MS = 30 * DAY
const MAX_SPAN_MS = 3 * 366 * DAY

const wrong = (pointer: string, code: string, detail: string, allowed?: string[]) =>
  new Refusal('invalid_request', `\`${pointer.slice(1)}\` ${detail}.`, {
    errors: [{ pointer, code, detail, ...(allowed ? { allowed } : {}) }],
  })

const windowOf = ({ from, to }: SeriesQuery, now: Instant): Window => {
  const end = to ?? now
  const start = from ?? end - DEFAULT_SPAN_MS
  if (start >= end) throw wrong('/from', 'out_of_range', 'must be earlier than `to`')
  if (end - start > MAX_SPAN_MS) throw wrong('/from', 'out_of_range', 'must be at most three years before `to`')
  return { from: start, to: end }
}

const MAX_SERVICES = 20

const servicesOf = ({ service = [] }: SeriesQuery): string[] => {
  const services = [...new Set(service)]
  if (services.length === 0) throw wrong('/service', 'missing', 'is required')
  if (services.length > MAX_SERVICES)
    throw wrong('/service', 'out_of_range', `must name at most ${MAX_SERVICES} services`)
  return services
}

const requireStatistic = ({ statistic }: SeriesQuery, { statistics }: IndicatorInfo): void => {
  if (statistic !== undefined && !statistics.includes(statistic))
    throw wrong('/statistic', 'not_allowed', 'is not one this indicator has', [...statistics])
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
      now: at,
      versions: await agreements.accepted(store, await requireState(store)),
    }
    const series = await readSeries(store, question, info.scope)
    if (!series) throw notFound()
    return { json: series }
  },
})
