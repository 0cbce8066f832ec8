import type { Deployment } from '../facts/deployments.ts'
import { type Ratio, ratio } from '../number/ratio.ts'
import { DAY, type Window, within } from '../time/instant.ts'
import { localDays } from '../time/window.ts'
import { addDays, dayOfWeek, localDate, localMidnight } from '../time/zone.ts'
import { EVIDENCE_LIMIT } from './change-fail-rate.ts'
import { noData, type WindowIndicator } from './indicator.ts'

const daysAsRatio = (zone: string, window: Window): Ratio => {
  const { whole, shares } = localDays(zone, window)
  return shares.reduce<Ratio>(
    (sum, part) => ratio(sum.num * BigInt(part.den) + BigInt(part.num) * sum.den, sum.den * BigInt(part.den)),
    ratio(whole),
  )
}

/** Median of the deployments in each week of the window that lies inside it whole; weeks without one count as 0. */
const medianPerWeek = (zone: string, window: Window, deployments: Deployment[]): number | null => {
  const counts: number[] = []
  const first = localDate(zone, window.from)
  const firstMonday =
    localMidnight(zone, first) < window.from || dayOfWeek(first) !== 1 ? addDays(first, 8 - dayOfWeek(first)) : first
  for (let monday = firstMonday; ; monday = addDays(monday, 7)) {
    const week = { from: localMidnight(zone, monday), to: localMidnight(zone, addDays(monday, 7)) }
    if (week.to > window.to) break
    counts.push(deployments.filter((deployment) => within(week, deployment.at)).length)
  }
  // Nearest rank: the median is a number of deployments that a week really had.
  return counts.sort((a, b) => a - b)[Math.ceil(counts.length / 2) - 1] ?? null
}

export const deploymentFrequency: WindowIndicator = {
  info: {
    key: 'deployment-frequency',
    title: 'Deployment frequency',
    unit: '/day',
    direction: 'higher',
    scope: 'window',
    describes: 'period',
    events: ['deployment'],
    formula: 'successful production deployments / local days of the window so far, a day partly inside as its share',
    statistics: [],
    default_statistic: null,
    counter: ['change-fail-rate'],
    source: 'DORA deployment frequency, as a rate and never floored; a redeploy of the same version counts once',
    example: '42 deployments in 30 days: 1.4/day; a service that has deployed before and not in the window: 0/day',
  },
  measure: ({ window, until, zone, leastSpanMs, deployments, deployedBefore }) => {
    const observed = { from: window.from, to: Math.min(window.to, until) }
    const counted = deployments.filter((d) => within(window, d.at) && d.status === 'success' && !d.uncounted)
    const everDeployed = deployedBefore || deployments.some((d) => d.at < window.to && d.status === 'success')
    if (!everDeployed) return noData('no_events', 'the service has never been deployed')
    if (observed.to - observed.from < leastSpanMs)
      return noData(
        'window_too_young',
        `less than ${leastSpanMs / DAY} whole ${leastSpanMs === DAY ? 'day' : 'days'} of the window has passed`,
      )
    const days = daysAsRatio(zone, observed)
    const daysWith = new Set(counted.map((d) => localDate(zone, d.at))).size
    const perWeek = medianPerWeek(zone, observed, counted)
    const dayCount = Number(days.num) / Number(days.den)
    return {
      kind: 'measured',
      value: ratio(BigInt(counted.length) * days.den, days.num),
      fraction: { numerator: counted.length, denominator: dayCount },
      samples: counted.length,
      evidence: {
        formula: `${counted.length} deployments in ${Math.floor(dayCount * 10) / 10} days, on ${daysWith} of them${perWeek === null ? '' : `; median week ${perWeek}`}`,
        events: counted.slice(0, EVIDENCE_LIMIT).map((d) => d.event),
        ...(counted.length > EVIDENCE_LIMIT ? { more: counted.length - EVIDENCE_LIMIT } : {}),
      },
    }
  },
}
