import { createRequire } from 'node:module'
import type { Repository } from './repository.ts'
import type { WorkflowEvent } from './run-workflow.ts'

type Payload = Record<string, unknown>
const examples: { name: string; examples: Payload[] }[] = createRequire(import.meta.url)('@octokit/webhooks-examples')

const isObject = (value: unknown): value is Payload =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** One of GitHub's own examples, with other values at some places. */
const changed = (payload: Payload, other: Payload): Payload => {
  const both = { ...payload, ...other }
  for (const [key, value] of Object.entries(other))
    if (isObject(value) && isObject(payload[key])) both[key] = changed(payload[key], value)
  return both
}

const example = (name: string, action: string | undefined, other: Payload): Payload => {
  const found = examples.find((one) => one.name === name)?.examples.find((one) => one.action === action)
  if (!found) throw new Error(`GitHub gives no example of ${name} ${action ?? ''}`)
  return changed(found, other)
}

const OURS = { id: 1, full_name: 'acme/shop', owner: { login: 'acme' }, private: true, default_branch: 'main' }
export const FORK = { id: 2, full_name: 'mona/shop', name: 'shop', owner: { login: 'mona' } }
/** The commit that GitHub makes to try the merge; no clone of ours has it. */
const MERGE_COMMIT = 'c'.repeat(40)

export const pullRequestEvent = ({ base, head }: Repository, { fromFork = false } = {}): WorkflowEvent => ({
  name: 'pull_request',
  payload: example('pull_request', 'opened', {
    number: 7,
    pull_request: {
      number: 7,
      head: { sha: head, ref: 'feature', repo: fromFork ? FORK : OURS },
      base: { sha: base, ref: 'main', repo: OURS },
    },
    // Forks of private repositories may be given more than to read.
    repository: { ...OURS, private: !fromFork },
  }),
  sha: MERGE_COMMIT,
  ref: 'refs/pull/7/merge',
  fromFork,
})

export const pushEvent = ({ base, head }: Repository): WorkflowEvent => ({
  name: 'push',
  payload: example('push', undefined, {
    ref: 'refs/heads/main',
    before: base,
    after: head,
    deleted: false,
    head_commit: { id: head },
    repository: OURS,
  }),
  sha: head,
  ref: 'refs/heads/main',
})

export const mergeGroupEvent = ({ base, head }: Repository): WorkflowEvent => {
  const ref = `refs/heads/gh-readonly-queue/main/pr-7-${base}`
  return {
    name: 'merge_group',
    payload: example('merge_group', 'checks_requested', {
      merge_group: { head_sha: head, head_ref: ref, base_sha: base, base_ref: 'refs/heads/main' },
      repository: OURS,
    }),
    sha: head,
    ref,
  }
}

/** After a run of a fork's pull request: on the default branch, with rights. */
export const workflowRunEvent = ({ base, head }: Repository, run: number): WorkflowEvent => ({
  name: 'workflow_run',
  payload: example('workflow_run', 'completed', {
    workflow_run: {
      id: run,
      event: 'pull_request',
      head_sha: head,
      head_branch: 'feature',
      head_repository: FORK,
      pull_requests: [],
    },
    repository: OURS,
  }),
  sha: base,
  ref: 'refs/heads/main',
})

/** GitHub has no example of it: it holds the cron line and the repository. */
export const scheduleEvent = ({ head }: Repository, schedule: string): WorkflowEvent => ({
  name: 'schedule',
  payload: { schedule, repository: OURS },
  sha: head,
  ref: 'refs/heads/main',
})

export const dispatchEvent = ({ head }: Repository, inputs: Record<string, string>): WorkflowEvent => ({
  name: 'workflow_dispatch',
  payload: example('workflow_dispatch', undefined, { inputs, ref: 'refs/heads/main', repository: OURS }),
  sha: head,
  ref: 'refs/heads/main',
})

export const issueEvent = ({ base }: Repository, labels: string[]): WorkflowEvent => ({
  name: 'issues',
  payload: example('issues', 'labeled', {
    issue: { number: 12, labels: labels.map((name) => ({ name })), created_at: new Date().toISOString() },
    label: { name: labels[0] ?? '' },
    repository: OURS,
  }),
  sha: base,
  ref: 'refs/heads/main',
})
