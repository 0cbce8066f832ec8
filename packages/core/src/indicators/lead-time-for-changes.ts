import type { CommitRef } from '../events/identity.ts'
import type { ServiceHistory } from '../facts/history.ts'
import type { ShippedCommit, Shipping } from '../facts/shipping.ts'
import { onceFor } from '../remember.ts'
import { DAY, type Instant, type Window } from '../time/instant.ts'
import { inside } from '../time/sorted.ts'
import { type Cases, ended, measureCases, together } from './cases.ts'
import { leftOut, noData, type WindowIndicator } from './indicator.ts'
import { MEDIAN, STATISTICS } from './statistic.ts'
import { WINDOW_READS } from './window-reads.ts'

const READS = WINDOW_READS['lead-time-for-changes']

/** A shipping, and when each of its commits was last named by one before it; never: long before anything. */
type Told = { at: Instant; shipping: Shipping; commits: { commit: ShippedCommit; namedBefore: Instant }[] }

/** Every window asks the same history. */
const toldOf = onceFor((shippings: readonly Shipping[]): readonly Told[] => {
  const last = new Map<CommitRef, Instant>()
  return shippings.map((shipping) => ({
    at: shipping.at,
    shipping,
    commits: shipping.commits.map((commit) => {
      const namedBefore = last.get(commit.sha) ?? Number.NEGATIVE_INFINITY
      last.set(commit.sha, Math.max(namedBefore, commit.namedAt))
      return { commit, namedBefore }
    }),
  }))
})

/** One case for each commit that went live for the first time inside the window. */
const firstShipped = (window: Window, { shippings, deployedBefore }: ServiceHistory): Cases => {
  const reach = window.from - READS.daysBefore * DAY
  // What a service had before its first deployment nobody was waiting for.
  const first = deployedBefore ? undefined : shippings[0]
  const found: Cases = { cases: [], notCounted: [] }
  for (const { shipping, commits } of inside(toldOf(shippings), window)) {
    const news = commits.filter(({ commit, namedBefore }) => commit.namedAt >= reach && namedBefore < reach)
    if (news.length === 0) continue
    if (shipping === first) {
      found.notCounted.push({ event: shipping.event, reason: 'first_deployment' })
      continue
    }
    for (const { commit } of news) {
      if (commit.merge) continue
      const one = ended(commit.at, shipping.at, {
        events: [shipping.event],
        commit: commit.sha,
        happened: shipping.at,
      })
      found.cases.push(...one.cases)
      found.notCounted.push(...one.notCounted)
    }
  }
  return found
}

export const leadTimeForChanges: WindowIndicator = {
  info: {
    key: 'lead-time-for-changes',
    title: 'Lead time for changes',
    unit: 's',
    direction: 'lower',
    scope: 'window',
    describes: 'period',
    events: ['deployment'],
    formula:
      'deployment finished − commit time, over the commits first shipped by successful production deployments of the window (first among those and the 90 days before); merge commits and the first deployment of a service left out',
    statistics: [...STATISTICS],
    default_statistic: MEDIAN,
    counter: ['change-fail-rate', 'deployment-rework-rate'],
    source:
      'DORA lead time for changes, over commits and never over medians of days; commits of failed and cancelled deployments go out with the next success',
    example: 'commits that waited 1 h, 2 h, 5 h and 30 h: median 2 h, p95 30 h',
  },
  reads: READS,
  measure: (input) => {
    const found = together(input.services.map((service) => firstShipped(input.window, service)))
    const measured = found.cases.length > 0 ? measureCases(input, found, 'commit') : null
    if (measured?.kind === 'measured') return measured
    // Who was watching says nothing about commits: none that counts is no data.
    const { evidence, ...nothing } = noData('no_events', 'no commit went live for the first time in the window')
    return { ...nothing, evidence: { ...(measured?.evidence ?? leftOut(found.notCounted)), ...evidence } }
  },
}
