import { textAt } from '../json.ts'
import { shaAt } from '../sha.ts'
import type { ReadChange, Reader, Told } from './read.ts'

/** Judged as asked for by hand: it evaluates and reports, and nothing merges by it. */
export const manual = (_payload: unknown, told: Told): ReadChange => ({
  event: 'manual',
  commitSha: shaAt(told, 'sha'),
  ...(told.ref ? { ref: told.ref } : {}),
})

/** `deployment` and `deployment_status`: the commit that is deployed. GITHUB_SHA is empty where it has no branch. */
export const deployed: Reader = (payload, told) => {
  const ref = textAt(payload, 'deployment', 'ref') ?? told.ref
  return {
    event: 'manual',
    commitSha: shaAt(payload, 'deployment', 'sha') ?? shaAt(told, 'sha'),
    ...(ref ? { ref } : {}),
  }
}

/** A release has a tag, and its payload no commit: `target_commitish` is the branch the tag was to be made on. */
export const released: Reader = (payload, told) => {
  const tag = textAt(payload, 'release', 'tag_name')
  if (textAt(payload, 'action') === 'deleted')
    return { nothing: `the release ${tag ?? ''} was deleted, so there is nothing to judge` }
  return { ...manual(payload, told), ...(tag ? { ref: `refs/tags/${tag}`, tag } : {}) }
}
