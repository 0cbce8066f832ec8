import { at, textAt } from '../json.ts'
import { queuedBy } from '../named.ts'
import { shaAt } from '../sha.ts'
import type { Reader } from './read.ts'

export const mergeGroup: Reader = (payload, told) => {
  const baseSha = shaAt(payload, 'merge_group', 'base_sha')
  const ref = textAt(payload, 'merge_group', 'head_ref')
  const named = queuedBy(ref ?? '', at(payload, 'merge_group', 'head_commit'))
  return {
    event: 'merge_group',
    // GitHub's own SHA of such a run is the group's head too.
    commitSha: shaAt(payload, 'merge_group', 'head_sha') ?? shaAt(told, 'sha'),
    ...(baseSha ? { baseSha } : {}),
    ...(ref ? { ref } : {}),
    ...(named ? { pullRequest: named } : {}),
  }
}
