import { BREACH_DIMENSIONS, BREACH_STATUSES, EnvironmentName, ServiceName } from '@plumbline/core'
import * as z from 'zod'
import { cursor, instant, limit, list } from './query.ts'

const word = z.string().min(1).max(100)
const number = z
  .string()
  .regex(/^\d{1,9}$/, 'must be a whole number')
  .transform(Number)

/** What breaches are found by, in lists and summaries alike. */
const filters = {
  service: list(ServiceName, 'Service'),
  environment: list(EnvironmentName, 'Environment'),
  indicator: list(word, 'Key of the indicator'),
  objective: list(word, 'Id of the objective in the agreement'),
  severity: list(z.enum(['sev1', 'sev2', 'sev3', 'sev4', 'sev5']), 'Severity of the incident'),
  status: list(z.enum(BREACH_STATUSES), 'Status'),
  agreement_version: list(number, 'Version of the agreement that judged'),
  pr: list(number, 'Number of the pull request'),
  from: instant('Opened at or after'),
  to: instant('Opened before'),
}

export const BreachQuery = z.strictObject({
  ...filters,
  sort: z.enum(['-opened_at', 'opened_at']).default('-opened_at').meta({ description: '`-`: newest first' }),
  limit,
  cursor,
})
export type BreachQuery = z.output<typeof BreachQuery>

export const BreachSummaryQuery = z.strictObject({
  ...filters,
  by: list(
    z.enum(BREACH_DIMENSIONS),
    `What to count by, of ${BREACH_DIMENSIONS.join(', ')}; \`month\` and \`week\` are those of the opening, in the zone of the agreement`,
  ),
})
export type BreachSummaryQuery = z.output<typeof BreachSummaryQuery>
/** The filters alone. */
export type BreachFilters = Omit<BreachSummaryQuery, 'by'>
