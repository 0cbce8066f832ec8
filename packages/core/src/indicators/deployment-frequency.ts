import type { Deployment } from '../facts/deployments.ts'
import { countText } from '../number/count-text.ts'
import { percentile } from '../number/percentile.ts'
import { type Ratio, ratio } from '../number/ratio.ts'
import { coveredMs } from '../time/cover.ts'
import { DAY, type Window } from '../time/instant.ts'
import { clip } from '../time/intervals.ts'
import { inside } from '../time/sorted.ts'
import { localDaysOf } from '../time/window.ts'
import { dayOfWeek } from '../time/zone.ts'
import type { Asks } from './asks.ts'
import { eventsNamed, noData, type WindowIndicator } from './indicator.ts'
import { WINDOW_READS } from './window-reads.ts'

type Day = ReturnType<typeof localDaysOf>[number] & { deployments: number }

/** Deployments by the local day they finished on; both are sorted by time. */
const perDay = (zone: string, window: Window, deployments: Deployment[]): Day[] => {
  let next = 0
  return localDaysOf(zone, window).map((day) => {
    const first = next
    while (next < deployments.length && (deployments[next]?.at ?? 0) < day.to) next++
    return { ...day, deployments: next - first }
  })
}

/** A day partly inside counts as its share of its own length, so that a month is as many days as its calendar shows. */
const daysOf = (days: Day[]): Ratio =>
  days.reduce<Ratio>((sum, { inside, from, to }) => {
    const whole = BigInt(to - from)
    return inside === to - from
      ? { num: sum.num + sum.den, den: sum.den }
      : ratio(sum.num * whole + BigInt(inside) * sum.den, sum.den * whole)
  }, ratio(0))

/** What of a day's time inside the window both parties took out: it is no day on which anybody had to deploy. */
const excludedMs = ({ excluded }: Pick<Asks, 'excluded'>, day: Day, window: Window): number =>
  coveredMs(excluded, clip(day, window))

/** Median of the weeks (from Monday) that lie inside whole; weeks without a deployment count as 0. Null for none. */
const medianPerWeek = (days: Day[]): number | null => {
  const whole = days.filter((day) => day.inside === day.to - day.from)
  const monday = whole.findIndex((day) => dayOfWeek(day.date) === 1)
  if (monday < 0) return null
  const weeks = Array.from({ length: Math.floor((whole.length - monday) / 7) }, (_, week) =>
    whole.slice(monday + week * 7, monday + week * 7 + 7).reduce((sum, day) => sum + day.deployments, 0),
  )
  // Nearest rank: the median is a number of deployments that a week really had.
  return percentile(weeks, 0.5)
}

/** Of a window shorter than a unit what is asked for is no whole number of days. */
const tooYoung = (leastSpanMs: number) => {
  const days = Math.ceil(leastSpanMs / DAY)
  return leastSpanMs < DAY
    ? 'the window has only begun'
    : `less than ${days} ${days === 1 ? 'whole day' : 'days'} of the window has passed`
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
    example: '42 deployments in 30 days: 1.4/day; a service that has deployed before and not in the window: 0.0/day',
  },
  reads: WINDOW_READS['deployment-frequency'],
  measure: ({ window, until, zone, leastSpanMs, services, asks }) => {
    const observed = { from: window.from, to: Math.min(window.to, until) }
    const counted = services
      .flatMap(({ deployments }) => inside(deployments, window))
      .filter((d) => d.live && !d.uncounted)
      .sort((a, b) => a.at - b.at)
    const everDeployed = services.some(
      ({ deployedBefore, deployments: [first] }) => deployedBefore || (first && first.at < window.to),
    )
    if (!everDeployed) return noData('no_events', 'the service has never been deployed')
    const counting = observed.to - observed.from - coveredMs(asks.excluded, observed)
    if (observed.to > observed.from && counting === 0)
      return noData('window_too_young', 'all of the time so far was agreed to be left out')
    if (counting < leastSpanMs) return noData('window_too_young', tooYoung(leastSpanMs))
    const perLocalDay = perDay(zone, observed, counted)
    const days = daysOf(perLocalDay.map((day) => ({ ...day, inside: day.inside - excludedMs(asks, day, observed) })))
    const daysWith = perLocalDay.filter((day) => day.deployments > 0).length
    const perWeek = medianPerWeek(perLocalDay)
    const dayCount = Number(days.num) / Number(days.den)
    return {
      kind: 'measured',
      value: ratio(BigInt(counted.length) * days.den, days.num),
      fraction: { numerator: counted.length, denominator: dayCount },
      samples: counted.length,
      evidence: {
        formula: `${countText(counted.length, 'deployment')} in ${countText(Math.floor(dayCount * 10) / 10, 'day')}, on ${daysWith} of them${perWeek === null ? '' : `; median week ${perWeek}`}`,
        ...eventsNamed(counted.map((d) => d.event)),
      },
    }
  },
}
