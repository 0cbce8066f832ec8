import type { BreachRow } from '@plumbline/contract'
import type { Breach } from '@plumbline/core'
import { type Cell, csv } from '../http/csv.ts'

const COLUMNS: Record<string, (breach: BreachRow) => Cell> = {
  id: ({ id }) => id,
  opened_at: ({ opened_at }) => opened_at,
  service: ({ service }) => service,
  environment: ({ environment }) => environment,
  objective: ({ objective }) => objective,
  title: ({ title }) => title,
  clause: ({ clause }) => clause,
  indicator: ({ indicator }) => indicator,
  severity: ({ severity }) => severity,
  status: ({ status }) => status,
  contractual: ({ contractual }) => contractual,
  owed_by: ({ owed_by }) => owed_by,
  value: ({ value }) => value,
  display: ({ display }) => display,
  target: ({ target }) => target,
  agreement_version: ({ agreement_version }) => agreement_version,
  window_from: ({ window }) => window?.from,
  window_to: ({ window }) => window?.to,
  pr: ({ pr }) => pr,
  commit_sha: ({ commit_sha }) => commit_sha,
  acknowledged_at: ({ acknowledged_at }) => acknowledged_at,
  resolved_at: ({ resolved_at }) => resolved_at,
}

/** Without what only the breach itself tells: its evidence and timeline. */
export const rowOf = ({ opened_by: _, timeline: __, clock: ___, ...row }: Breach): BreachRow => row

/** The forms of a list that have one line for each row. */
export const BREACH_LINES = {
  'text/csv': (breaches: readonly Breach[]) => csv(COLUMNS, breaches),
  'application/x-ndjson': (breaches: readonly Breach[]) =>
    breaches.map((breach) => `${JSON.stringify(rowOf(breach))}\n`).join(''),
} as const
