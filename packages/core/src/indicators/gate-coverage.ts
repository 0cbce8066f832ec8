import type { CommitRef, EventRef } from '../events/identity.ts'
import type { Deployment } from '../facts/deployments.ts'
import type { CommitsFact, GateFact } from '../facts/facts.ts'
import type { ServiceHistory } from '../facts/history.ts'
import { countText } from '../number/count-text.ts'
import { onceFor } from '../remember.ts'
import type { Instant, Window } from '../time/instant.ts'
import { inside } from '../time/sorted.ts'
import { EVIDENCE_LIMIT, eventsNamed, leftOut, noData, share, type WindowIndicator } from './indicator.ts'
import { WINDOW_READS } from './window-reads.ts'

/** Asked while the change could still be mended. */
const isBeforeMerge = ({ on }: GateFact) => on === 'pull_request' || on === 'merge_group'

type Gates = {
  /** When a gate before the merge first judged a commit. */
  ofCommit: ReadonlyMap<CommitRef, Instant>
  /** Commits that pull requests became whose gate came before their merge. */
  merged: ReadonlySet<CommitRef>
  /** When pull requests became their commits. */
  mergedAt: ReadonlyMap<CommitRef, Instant>
  /** Commits that a push left as the tip of a branch. */
  tips: ReadonlySet<CommitRef>
  /** Commits by what stands for them where a deployment names no version. */
  byVersion: ReadonlyMap<string, CommitRef>
  /** What each event says was shipped. */
  told: ReadonlyMap<EventRef, CommitsFact>
}

/** Every point of a series asks the same history. */
const gatesOf = onceFor(({ gates, reviews, commits }: ServiceHistory): Gates => {
  const ofCommit = new Map<CommitRef, Instant>()
  const ofPullRequest = new Map<number, Instant>()
  // Sorted by time, so that the first gate of each is kept.
  for (const { commit, pullRequest, at } of gates.filter(isBeforeMerge)) {
    if (!ofCommit.has(commit)) ofCommit.set(commit, at)
    if (pullRequest !== null && !ofPullRequest.has(pullRequest)) ofPullRequest.set(pullRequest, at)
  }
  const merges = reviews.flatMap(({ action, mergeCommit, pullRequest, at }) =>
    action === 'merged' && mergeCommit !== null ? [{ commit: mergeCommit, pullRequest, at }] : [],
  )
  const gated = merges.filter(({ pullRequest, at }) => (ofPullRequest.get(pullRequest) ?? Infinity) <= at)
  return {
    ofCommit,
    merged: new Set(gated.map(({ commit }) => commit)),
    mergedAt: new Map(merges.map(({ commit, at }) => [commit, at])),
    tips: new Set(gates.filter(({ on }) => on === 'push').map(({ commit }) => commit)),
    byVersion: new Map(gates.map(({ version, commit }) => [version, commit])),
    told: new Map(commits.map((fact) => [fact.event, fact])),
  }
})

type Verdict = { gated: true } | { gated: false; commit: CommitRef | null }

/**
 * Were all commits of a deployment gated before the merge? A merge commit stands for what it merged: where every one
 * that the deployment names was gated, commits that never were the tip of a push came in with them.
 */
const verdictOf = (deployment: Deployment, facts: CommitsFact[], gates: Gates): Verdict => {
  const isGated = (commit: CommitRef) =>
    gates.merged.has(commit) ||
    (gates.ofCommit.get(commit) ?? Infinity) <= (gates.mergedAt.get(commit) ?? deployment.at)
  const last = facts.find(({ event }) => event === deployment.event)
  const own = last?.commit ?? gates.byVersion.get(deployment.version) ?? facts.at(-1)?.commit
  // Whichever of its events names them: another that names none takes none away.
  const commits = facts.flatMap((fact) => fact.commits)
  if (commits.length === 0) {
    if (own === undefined) return { gated: false, commit: null }
    return isGated(own) ? { gated: true } : { gated: false, commit: own }
  }
  const merges = commits.filter(({ merge }) => merge)
  const mergesGated = merges.length > 0 && merges.every(({ sha }) => isGated(sha))
  const left = commits.find(({ sha }) => !isGated(sha) && (!mergesGated || gates.tips.has(sha)))
  return left ? { gated: false, commit: left.sha } : { gated: true }
}

const judged = (service: ServiceHistory, window: Window) => {
  const gates = gatesOf(service)
  const factsOf = ({ events }: Deployment) => events.flatMap((event) => gates.told.get(event) ?? [])
  return inside(service.deployments, window).map((deployment) => ({
    deployment,
    verdict: verdictOf(deployment, factsOf(deployment), gates),
  }))
}

export const gateCoverage: WindowIndicator = {
  info: {
    key: 'gate-coverage',
    title: 'Deployments gated before the merge',
    unit: '%',
    direction: 'higher',
    scope: 'window',
    describes: 'period',
    events: ['deployment', 'pull_request'],
    formula:
      'production deployments whose commits were all gated on their pull request or merge group before the merge / production deployments of the window',
    statistics: [],
    default_statistic: null,
    counter: ['bypassed-gates'],
    source:
      'The gates, the commits that deployments name (else the deployed one), and what pull requests say they became; unknown commits are not gated',
    example: '19 of 20 deployments shipped only gated commits: 95.0 %',
  },
  reads: WINDOW_READS['gate-coverage'],
  measure: ({ window, services }) => {
    const all = services.flatMap((service) => judged(service, window))
    const counted = all.filter(({ deployment }) => !deployment.uncounted)
    if (counted.length === 0) return noData('no_events', 'no production deployment in the window')
    const ungated = counted.flatMap(({ deployment, verdict }) =>
      verdict.gated ? [] : [{ deployment: deployment.event, commit: verdict.commit }],
    )
    const gated = counted.length - ungated.length
    return {
      kind: 'measured',
      value: share(gated, counted.length),
      fraction: { numerator: gated, denominator: counted.length },
      samples: counted.length,
      evidence: {
        formula: `${gated} of ${countText(counted.length, 'deployment')} shipped only commits that were gated before the merge`,
        ...eventsNamed(counted.map(({ deployment }) => deployment.event)),
        ...(ungated.length > 0 ? { ungated: ungated.slice(0, EVIDENCE_LIMIT) } : {}),
        ...leftOut(
          all.flatMap(({ deployment: { event, uncounted } }) => (uncounted ? [{ event, reason: uncounted }] : [])),
        ),
      },
    }
  },
}
