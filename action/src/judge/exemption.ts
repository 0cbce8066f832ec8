import { createGitHub } from '../github/api.ts'
import { GitHubError } from '../github/errors.ts'
import { setterOf, standingOf } from '../github/label.ts'
import type { Exempt, Job, Trouble } from '../job.ts'
import type { Judged } from './judge.ts'

/** Of the time that is left, what may be spent on finding out: the comment needs some of it too. */
const SHARE = 0.4

type Claim = { kind: 'none' } | { kind: 'unknown'; why: string } | { kind: 'claim'; exempt: Exempt; author: string }

const NOT_TOLD = 'GitHub does not say who set it'

/** Whether the label stands on the pull request, and who set it: as GitHub says now, never as the job says. */
const claimOf = async (job: Job, number: number, label: string): Promise<Claim> => {
  const { settings, runner, budget, send, mask } = job
  if (settings.token === null) return { kind: 'unknown', why: '`github-token` is empty' }
  const github = createGitHub({
    apiUrl: runner.githubApiUrl,
    token: settings.token,
    budget: budget.share(SHARE),
    send,
  })
  try {
    const { author, labels } = await standingOf(github, runner.repository, number)
    if (!labels.includes(label)) return { kind: 'none' }
    const setBy = await setterOf(github, runner.repository, number, label)
    return setBy === null ? { kind: 'unknown', why: NOT_TOLD } : { kind: 'claim', exempt: { label, setBy }, author }
  } catch (error) {
    if (!(error instanceof GitHubError)) throw error
    return { kind: 'unknown', why: mask(error.message) }
  }
}

const unknown = (label: string, why: string): Trouble => ({
  level: 'warning',
  title: 'Not exempted',
  text: `whether the label ${label} exempts this change is not known: ${why}. Reading it takes \`pull-requests: read\``,
})

const unknownMerge = (label: string, why: string): Trouble => ({
  level: 'warning',
  title: 'Not exempted',
  text: `whether this push is the merge of a pull request that the label ${label} exempts is not known: ${why}`,
})

/**
 * Rule 6: a change that fails passes where someone other than its author set the agreement's label. Asked only where
 * the change fails and the agreement grants any, so that no other build waits for it; then it is judged once more.
 */
export const withExemption = async (
  job: Job,
  judged: Judged,
  again: (job: Job) => Promise<Judged>,
): Promise<Judged> => {
  const { settings } = job
  const label = judged.evaluation?.agreement?.exempt_label
  if (judged.evaluation?.verdict !== 'fail' || label === undefined || settings.exemptReason !== null) return judged
  const isHere = judged.evaluation.local === true
  const change = job.change.event === 'push' && isHere ? await (await import('../merge.ts')).withMerge(job) : job.change
  const { pullRequest, merge } = change
  if (change.event === 'push') {
    if (merge && 'why' in merge) return { ...judged, troubles: [...judged.troubles, unknownMerge(label, merge.why)] }
    // A server knows what the pull request was let through with: a label that was set after the merge lets through
    // nothing. Without one nobody remembers, and the label speaks.
    if (merge === undefined || !isHere) return judged
  }
  if (pullRequest === undefined) return judged

  const claim = await claimOf(job, pullRequest.number, label)
  switch (claim.kind) {
    case 'none':
      return judged
    case 'unknown':
      return pullRequest.labels.includes(label)
        ? { ...judged, troubles: [...judged.troubles, unknown(label, claim.why)] }
        : judged
    case 'claim': {
      const labels = [...new Set([...pullRequest.labels, label])]
      const known = { ...change, pullRequest: { ...pullRequest, author: claim.author, labels } }
      return again({ ...job, change: known, exempt: claim.exempt })
    }
    default:
      return claim satisfies never
  }
}
