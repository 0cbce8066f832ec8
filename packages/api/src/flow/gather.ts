import {
  type AcceptedVersion,
  areJudged,
  type Baseline,
  type ChangeFact,
  type ChangeSubject,
  carriedForward,
  commitRef,
  DAY,
  type EvaluationInput,
  type FactsNeeded,
  factsNeeded,
  flagsToCarry,
  type GateRequest,
  type Instant,
  indicatorInfo,
  inForceAt,
  isMerge,
  type MeasuredCommit,
  MOST_UNITED,
  observedChangeFacts,
  observedFacts,
  overlapping,
  type PatchLinesOf,
  patchLinesOf,
  productionOf,
  type Standing,
  uploadsOf,
  type WindowFact,
} from '@plumbline/core'
import type { EngagementStore } from '@plumbline/store'
import { openBreachesOf } from './breach-identity.ts'

const PATCH_COVERAGE = 'patch-coverage'

export type Asked = {
  id: string
  at: Instant
  request: GateRequest
  versions: AcceptedVersion[]
  /** What the parties decided about what is judged. */
  standing: Standing
  uncovered?: { path: string; lines: number[] }[] | undefined
}

/** What window objectives of the service are judged on. */
export const historyOf = async (
  store: EngagementStore,
  { versions, request, at }: Pick<Asked, 'versions' | 'request' | 'at'>,
) => {
  const { service } = request
  // Where nothing is judged, the open breaches are read all the same.
  const nothing: FactsNeeded = {
    environments: productionOf(inForceAt(versions, at), service),
    window: { from: at, to: at },
    families: [],
  }
  const needed = factsNeeded(versions, service, at) ?? nothing
  const { environments, window, families } = needed
  const { facts, corrections, openBreaches } = await store.serviceFacts(service, environments, window, families)
  return {
    facts,
    corrections,
    openBreaches: openBreachesOf(service, openBreaches),
    deployedBefore: await hasDeployedBefore(store, service, needed, facts),
  }
}

/**
 * Asked of the store only where deployments decide and the facts at hand don't tell: of what was shipped, whether this
 * is a service's first deployment decides, wherever the facts begin.
 */
export const hasDeployedBefore = (
  store: EngagementStore,
  service: string,
  { environments, window, families }: FactsNeeded,
  facts: readonly Pick<WindowFact, 'kind' | 'reconstructed'>[],
): Promise<boolean> =>
  !families.includes('delivery') ||
  (!families.includes('commits') && facts.some(({ kind, reconstructed }) => kind === 'deployment' && !reconstructed))
    ? Promise.resolve(false)
    : store.deployedBefore(service, environments, window.from, 'observed')

/** Commits that a change may be compared with, nearest first. */
const earlier = ({ base_sha, ancestors = [] }: GateRequest): string[] => [
  ...new Set([...(base_sha ? [base_sha] : []), ...ancestors]),
]

const baseOf = async (store: EngagementStore, request: GateRequest): Promise<EvaluationInput['base']> => {
  const { service, base_sha } = request
  const candidates = earlier(request)
  const found = candidates.length > 0 ? await store.nearestCoverage(service, candidates) : null
  if (!found) return null
  const baseline: Baseline =
    found.commit_sha === base_sha
      ? { kind: 'base', commit_sha: base_sha }
      : { kind: 'ancestor', commit_sha: found.commit_sha, asked_for: base_sha ?? null }
  return { facts: found.facts, baseline }
}

/** Commits read at once where flags are carried forward: the nearest mostly has them. */
const STEP = 4

/** What the base, or its nearest ancestors, measured for flags that this commit did not upload. */
const carriedTo = async (store: EngagementStore, request: GateRequest, head: ChangeFact[]): Promise<ChangeFact[]> => {
  const { service } = request
  const commits = earlier(request)
  const read: MeasuredCommit[] = []
  let carried = carriedForward(request, head, read)
  const isDone = () => flagsToCarry(request, head, carried).length === 0
  while (!isDone() && read.length < commits.length) {
    const next = commits.slice(read.length, read.length + STEP)
    read.push(
      ...(await Promise.all(
        next.map(async (commit) => ({ commit_sha: commit, facts: await store.change(service, { commit }) })),
      )),
    )
    carried = carriedForward(request, head, read)
  }
  return carried
}

/** Is anything agreed that a pull request itself is measured by, and not its commit? */
const judgesPullRequests = ({ versions, at }: Asked): boolean =>
  inForceAt(versions, at)?.terms.objectives.some(({ indicator }) => {
    const info = indicatorInfo(indicator)
    return info?.scope === 'change' && info.events.includes('pull_request')
  }) ?? false

/** A pull request that is merged is told of by then, or long forgotten. */
const MERGED_WITHIN = 90 * DAY

/** Before the merge nobody can have told what a pull request became. */
const mayBeMerged = ({ request: { event, pull_request } }: Asked): boolean =>
  pull_request === undefined && event !== 'pull_request' && event !== 'merge_group'

/** The pull request that became this commit, as a `merged` event told; its size may have come with another one. */
const mergedAs = async (store: EngagementStore, { request, at }: Asked): Promise<ChangeSubject[]> => {
  const window = { from: at - MERGED_WITHIN, to: at + DAY }
  const { facts, corrections } = await store.serviceFacts(request.service, [], window, ['reviews'])
  const commit = commitRef(request.commit_sha)
  // By its commit alone: another repository of the service may have a pull request of that number.
  const found = observedFacts(facts, corrections).findLast(
    (fact) => fact.kind === 'review' && fact.action === 'merged' && fact.mergeCommit === commit,
  )
  return found?.kind === 'review' ? [{ pullRequest: found.pullRequest }] : []
}

/** What the commit was measured at, and what its pull request was. */
const headOf = async (store: EngagementStore, asked: Asked): Promise<ChangeFact[]> => {
  const { service, commit_sha, pull_request } = asked.request
  const read = async (subjects: ChangeSubject[]): Promise<ChangeFact[]> =>
    (await Promise.all(subjects.map((of) => store.change(service, of)))).flat()
  const sized = judgesPullRequests(asked)
  const found = await read([
    { commit: commit_sha },
    ...(pull_request && sized ? [{ pullRequest: pull_request.number }] : []),
  ])
  if (!sized || !mayBeMerged(asked) || found.some(({ kind }) => kind === 'size')) return found
  return [...found, ...(await read(await mergedAs(store, asked)))]
}

/** Does a figure rest on them: where they are judged, and where a merge is remembered, by all that came to it. */
const needsPatchLines = ({ versions, at, request }: Asked, head: ChangeFact[]): boolean =>
  areJudged(uploadsOf(request, head)) &&
  (isMerge(request) ||
    (inForceAt(versions, at)?.terms.objectives.some(({ indicator }) => indicator === PATCH_COVERAGE) ?? false))

/** Which lines the uploads of a commit tell of, where there are several whose lines may be the same. */
const patchLinesIn = async (store: EngagementStore, asked: Asked, found: ChangeFact[]): Promise<PatchLinesOf> => {
  const head = observedChangeFacts(found)
  const uploads = overlapping(head.filter((fact) => fact.kind === 'coverage'))
  if (uploads.length > MOST_UNITED || !needsPatchLines(asked, head)) return new Map()
  const told = await Promise.all(
    uploads.map(async ({ event: ref }) => {
      const [stored] = await store.eventsByRef(ref)
      const lines = stored?.event.type === 'coverage' ? patchLinesOf(stored.event.data) : null
      return lines === null ? [] : [[ref, lines] as const]
    }),
  )
  return new Map(told.flat())
}

/** Everything an evaluation depends on, read at once. */
export const gather = async (store: EngagementStore, asked: Asked): Promise<EvaluationInput> => {
  const { id, at, request, versions, standing, uncovered } = asked
  const measured = headOf(store, asked).then(async (own) => {
    const [carried, patchLines] = await Promise.all([carriedTo(store, request, own), patchLinesIn(store, asked, own)])
    return { head: [...own, ...carried], patchLines }
  })
  const [window, { head, patchLines }, base] = await Promise.all([
    historyOf(store, asked),
    measured,
    baseOf(store, request),
  ])
  return { id, at, request, versions, standing, window, head, base, uncovered, patchLines }
}
