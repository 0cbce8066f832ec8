import { at, textAt } from '../json.ts'
import { shaAt } from '../sha.ts'
import type { Reader } from './read.ts'

/** `pull_request`, and the events whose payload tells of one in the same way: reviews and their comments. */
export const pullRequest: Reader = (payload) => {
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
    ...(textAt(payload, 'pull_request', 'state') === 'closed' ? { closed: true } : {}),
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
