import type { Query } from '@plumbline/client'
import type { ApiOptions } from '../commands/options.ts'
import type { Context } from '../context.ts'
import type { OutputOptions } from '../output/print.ts'
import { sinceOf } from '../since.ts'

/** What breaches are found by; values with commas are alternatives, as the API has them. */
export type FilterOptions = ApiOptions &
  OutputOptions & {
    service?: string
    environment?: string
    indicator?: string
    objective?: string
    severity?: string
    status?: string
    agreementVersion?: string
    pr?: string
    since?: string
    from?: string
    to?: string
  }

export const queryOf = (context: Context, options: FilterOptions): Query => ({
  service: options.service,
  environment: options.environment,
  indicator: options.indicator,
  objective: options.objective,
  severity: options.severity,
  status: options.status,
  agreement_version: options.agreementVersion,
  pr: options.pr,
  from: options.since === undefined ? options.from : sinceOf(options.since, context.now()),
  to: options.to,
})

/** Where nothing was found: what to do next. */
export const nothingFound = (query: Query): string =>
  Object.values(query).some((value) => value !== undefined)
    ? 'no breaches with these filters; plumbline breaches shows every one there is'
    : 'no breaches so far: one opens when a window or a merged change misses what was agreed; plumbline status shows how it stands'
