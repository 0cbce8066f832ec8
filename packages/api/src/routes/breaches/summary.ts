import type { BreachSummary } from '@plumbline/contract'
import { type BreachCounts, type BreachDimension, HOUR, inForceAt, MINUTE, summariseBreaches } from '@plumbline/core'
import type { AgreementReader } from '../../flow/agreed.ts'
import { requireState } from '../../flow/agreed.ts'
import { findAll } from '../../flow/breach-list.ts'
import { findStops } from '../../flow/stopped.ts'
import { preferred } from '../../http/accept.ts'
import { type Cell, csv } from '../../http/csv.ts'
import { requirePeriod } from '../../http/parameter.ts'
import type { Family } from '../../http/route.ts'

const MAX_GROUPS = 1_000

type Group = BreachSummary['groups'][number]

/** `PT36H12M`: hours and smaller, because a day means three things. */
const isoDuration = (ms: number): string => {
  const [hours, minutes, rest] = [Math.floor(ms / HOUR), Math.floor((ms % HOUR) / MINUTE), ms % MINUTE]
  const seconds = rest % 1000 === 0 ? String(rest / 1000) : (rest / 1000).toFixed(3)
  const parts = [hours > 0 ? `${hours}H` : '', minutes > 0 ? `${minutes}M` : '', rest > 0 ? `${seconds}S` : ''].join('')
  return `PT${parts || '0S'}`
}

const countsOf = ({ resolution: { samples, mean, median }, ...counts }: BreachCounts): Omit<Group, 'key'> => ({
  ...counts,
  time_to_resolve: {
    samples,
    mean: mean === null ? null : isoDuration(mean),
    median: median === null ? null : isoDuration(median),
  },
})

/** One line a group, or one for all where nothing is counted by; each says where counting stopped. */
const asCsv = ({ by, groups, total, truncated_before, stopped_truncated_before }: BreachSummary): string =>
  csv<Group>(
    {
      ...Object.fromEntries(by.map((dimension) => [dimension, ({ key }: Group): Cell => key[dimension]])),
      breaches: ({ breaches }) => breaches,
      open: ({ open }) => open,
      resolved: ({ resolved }) => resolved,
      set_aside: ({ set_aside }) => set_aside,
      contractual: ({ contractual }) => contractual,
      contractual_open: ({ contractual_open }) => contractual_open,
      mean_time_to_resolve: ({ time_to_resolve }) => time_to_resolve.mean,
      median_time_to_resolve: ({ time_to_resolve }) => time_to_resolve.median,
      stopped_at_the_gate: ({ stopped_at_the_gate }) => stopped_at_the_gate,
      truncated_before: () => truncated_before,
      stopped_truncated_before: () => stopped_truncated_before,
    },
    by.length === 0 ? [{ ...total, key: {} }] : groups,
  )

export const breachSummaryRoutes = (agreements: AgreementReader): Family<'summariseBreaches'> => ({
  summariseBreaches: async ({ at, accept, query, store }) => {
    requirePeriod(query)
    const { by: asked = [], ...filters } = query
    const by: BreachDimension[] = [...new Set(asked)]
    const state = await requireState(store)
    const versions = await agreements.accepted(store, state)
    const [found, stopped] = await Promise.all([
      findAll(store, filters, ({ opened_by: _, timeline: __, ...row }) => row),
      findStops(store, versions, filters, { at, createdAt: state.createdAt }),
    ])
    const zone = (inForceAt(versions, at) ?? versions.at(-1))?.terms.timeZone ?? 'UTC'
    const { total, groups } = summariseBreaches(found.rows, stopped.stops, by, zone)
    const summary: BreachSummary = {
      time_zone: zone,
      by,
      total: countsOf(total),
      groups: groups.slice(0, MAX_GROUPS).map(({ key, counts }) => ({ key, ...countsOf(counts) })),
      groups_left_out: Math.max(0, groups.length - MAX_GROUPS),
      truncated_before: found.truncatedBefore,
      stopped_truncated_before: stopped.truncatedBefore,
    }
    const headers = { Vary: 'Accept' }
    return preferred(accept, ['application/json', 'text/csv']) === 'text/csv'
      ? { text: asCsv(summary), mediaType: 'text/csv', headers }
      : { json: summary, headers }
  },
})
