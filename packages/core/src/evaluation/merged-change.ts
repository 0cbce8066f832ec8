import type { Terms } from '../agreement/terms.ts'
import { type CommitRef, commitRef } from '../events/identity.ts'
import type { GateFact, WindowFact } from '../facts/facts.ts'
import type { GateRequest } from './gate.ts'

type Agreed = Pick<Terms, 'services'> | null
type Asks = Pick<GateRequest, 'service' | 'event' | 'commit_sha' | 'pull_request'>

/** Here a change is not named by whoever asks: it is on its way out, or was let through already. */
const isAfterMerge = ({ event }: Pick<GateRequest, 'event'>) => event === 'push' || event === 'deployment'

/**
 * The pull request that became a commit, as `merged` events told. Null where several are told to be that one commit, or
 * one to be several commits: what contradicts itself proves nothing.
 * @param facts that count
 */
export const pullRequestOf = (facts: readonly WindowFact[], commit: CommitRef): number | null => {
  const merges = facts.flatMap((fact) =>
    fact.kind === 'review' && fact.action === 'merged' && fact.mergeCommit !== null
      ? [{ commit: fact.mergeCommit, pullRequest: fact.pullRequest }]
      : [],
  )
  const [number, ...others] = new Set(merges.filter((one) => one.commit === commit).map((one) => one.pullRequest))
  if (number === undefined || others.length > 0) return null
  return merges.every((one) => one.pullRequest !== number || one.commit === commit) ? number : null
}

/** A number names a pull request within one repository. Neither a gate nor an event says which one it is of. */
const isNumbered = (terms: Agreed, service: string) => (terms?.services.get(service)?.repositories.length ?? 0) <= 1

/**
 * Which change is asked about, by one name from its first gate to its deployment: its pull request, else its commit;
 * its commit, too, where the service has several repositories. A push or a deployment that names a pull request is not
 * taken at its word, for whoever pushes writes that.
 * @param facts of reviews, that count
 * @param terms in force; null where nothing is agreed
 */
export const changeOf = (
  request: Asks,
  facts: readonly WindowFact[],
  terms: Agreed,
): { name: string; pullRequest: number | null } => {
  const { service, commit_sha, pull_request: named } = request
  const told = () => (isAfterMerge(request) ? pullRequestOf(facts, commitRef(commit_sha)) : (named?.number ?? null))
  const pullRequest = isNumbered(terms, service) ? told() : null
  return { name: `${service} ${pullRequest === null ? commit_sha : `pr-${pullRequest}`}`, pullRequest }
}

const BEFORE_MERGE: readonly GateFact['on'][] = ['pull_request', 'manual']

/**
 * Whether what a pull request had been let through with counts no more: its last gate failed it all the same, because
 * the label is gone, for example; or passed it without, because it was mended.
 * @param facts of gates, in order of time
 */
export const isWithdrawn = (facts: readonly WindowFact[], pullRequest: number): boolean => {
  const last = facts.findLast(
    (fact): fact is GateFact =>
      fact.kind === 'gate' && fact.pullRequest === pullRequest && BEFORE_MERGE.includes(fact.on),
  )
  return last !== undefined && (last.verdict === 'fail' || last.blockedBy.length === 0)
}
