import type { GateEvent, Result } from '@plumbline/core'
import { at, textAt } from './json.ts'
import { mergedBy, type Named, queuedBy } from './named.ts'

/** Which change is judged, as the event's payload tells it. */
export type Change = {
  event: GateEvent
  commitSha: string
  /** What it is compared with; absent on a first push. */
  baseSha?: string
  ref?: string
  defaultBranch?: string
  /** Branch the commit is on, for the measurements' record. */
  branch?: string
  /** The one whose event it is, or that a merge names. */
  pullRequest?: Named
}

/** What the runner says beside the payload. */
export type Told = { eventName: string; sha: string; ref: string }

const shaAt = (value: unknown, ...path: string[]): string | undefined => {
  const found = textAt(value, ...path)
  // 40 zeros stand for "no commit": the branch is new, or gone.
  return found !== undefined && /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(found) && !/^0+$/.test(found) ? found : undefined
}

type Read = Omit<Change, 'commitSha' | 'defaultBranch'> & { commitSha: string | undefined }
type Reader = (payload: unknown, told: Told) => Read

const pullRequest: Reader = (payload) => {
  const number = at(payload, 'pull_request', 'number') ?? at(payload, 'number')
  const labels = at(payload, 'pull_request', 'labels')
  const ref = textAt(payload, 'pull_request', 'head', 'ref')
  const baseSha = shaAt(payload, 'pull_request', 'base', 'sha')
  return {
    event: 'pull_request',
    // Not GITHUB_SHA: that is the merge commit GitHub makes for the test, which nobody wrote.
    commitSha: shaAt(payload, 'pull_request', 'head', 'sha'),
    ...(baseSha ? { baseSha } : {}),
    ...(ref ? { ref, branch: ref } : {}),
    ...(typeof number === 'number'
      ? {
          pullRequest: {
            number,
            title: textAt(payload, 'pull_request', 'title') ?? '',
            author: textAt(payload, 'pull_request', 'user', 'login') ?? '',
            labels: (Array.isArray(labels) ? labels : []).flatMap((label) => textAt(label, 'name') ?? []),
          },
        }
      : {}),
  }
}

const mergeGroup: Reader = (payload) => {
  const baseSha = shaAt(payload, 'merge_group', 'base_sha')
  const ref = textAt(payload, 'merge_group', 'head_ref')
  const named = queuedBy(ref ?? '', at(payload, 'merge_group', 'head_commit'))
  return {
    event: 'merge_group',
    commitSha: shaAt(payload, 'merge_group', 'head_sha'),
    ...(baseSha ? { baseSha } : {}),
    ...(ref ? { ref } : {}),
    ...(named ? { pullRequest: named } : {}),
  }
}

const push: Reader = (payload, told) => {
  const ref = textAt(payload, 'ref') ?? told.ref
  const baseSha = shaAt(payload, 'before')
  const branch = /^refs\/heads\/(.+)$/.exec(ref)?.[1]
  const named = mergedBy(at(payload, 'head_commit'))
  return {
    event: 'push',
    // An annotated tag's `after` names the tag object; the commit stands beside it.
    commitSha: ref.startsWith('refs/tags/') ? shaAt(payload, 'head_commit', 'id') : shaAt(payload, 'after'),
    ref,
    ...(baseSha ? { baseSha } : {}),
    ...(branch ? { branch } : {}),
    ...(named ? { pullRequest: named } : {}),
  }
}

const manual: Reader = (_payload, told) => ({
  event: 'manual',
  commitSha: shaAt(told, 'sha'),
  ...(told.ref ? { ref: told.ref } : {}),
})

const READERS: Record<string, Reader> = {
  pull_request: pullRequest,
  pull_request_target: pullRequest,
  merge_group: mergeGroup,
  push,
}

/** Any other event is judged as asked for by hand: it evaluates and reports, and nothing merges by it. */
export const readChange = (payload: unknown, told: Told): Result<Change, string> => {
  const reader = Object.hasOwn(READERS, told.eventName) ? READERS[told.eventName] : undefined
  const { commitSha, ...rest } = (reader ?? manual)(payload, told)
  if (commitSha === undefined) {
    const why =
      rest.event === 'push'
        ? 'the push names no commit (a deleted branch?): run the gate with `if: github.event.deleted != true`'
        : `the event \`${told.eventName}\` names no commit to judge`
    return { ok: false, errors: [why] }
  }
  const defaultBranch = textAt(payload, 'repository', 'default_branch')
  return { ok: true, value: { ...rest, commitSha, ...(defaultBranch ? { defaultBranch } : {}) } }
}
