import { deployed, manual, released } from './events/manual.ts'
import { mergeGroup } from './events/merge-group.ts'
import { pullRequest } from './events/pull-request.ts'
import { push } from './events/push.ts'
import type { ReadChange, Reader, Told } from './events/read.ts'
import { workflowRun } from './events/workflow-run.ts'
import { textAt } from './json.ts'

/** Which change is judged, as the event's payload tells it. */
export type Change = ReadChange & { commitSha: string; defaultBranch?: string }

export type Context =
  | { kind: 'change'; change: Change }
  /** There is nothing to judge, and that is how it should be. */
  | { kind: 'nothing'; why: string }
  /** The payload does not say what to judge. Guessing would judge the wrong commit. */
  | { kind: 'unclear'; why: string }

const READERS: Record<string, Reader> = {
  pull_request: pullRequest,
  pull_request_target: pullRequest,
  pull_request_review: pullRequest,
  pull_request_review_comment: pullRequest,
  merge_group: mergeGroup,
  push,
  workflow_run: workflowRun,
  deployment: deployed,
  deployment_status: deployed,
  release: released,
}

/** Any other event (`schedule` and `workflow_dispatch` among them) is judged as asked for by hand, never an error. */
export const readChange = (payload: unknown, told: Told): Context => {
  const reader = Object.hasOwn(READERS, told.eventName) ? READERS[told.eventName] : undefined
  const read = (reader ?? manual)(payload, told)
  if ('nothing' in read) return { kind: 'nothing', why: read.nothing }
  const { commitSha, ...rest } = read
  if (commitSha === undefined)
    return { kind: 'unclear', why: `the event \`${told.eventName}\` names no commit to judge` }
  const defaultBranch = textAt(payload, 'repository', 'default_branch')
  return { kind: 'change', change: { ...rest, commitSha, ...(defaultBranch ? { defaultBranch } : {}) } }
}
