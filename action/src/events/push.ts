import { at, textAt } from '../json.ts'
import { mergedBy } from '../named.ts'
import { shaAt } from '../sha.ts'
import type { Reader } from './read.ts'

const branchOf = (ref: string): string | undefined => /^refs\/heads\/(.+)$/.exec(ref)?.[1]

export const push: Reader = (payload, told) => {
  const ref = textAt(payload, 'ref') ?? told.ref
  const after = textAt(payload, 'after')
  if (at(payload, 'deleted') === true || (after !== undefined && /^0+$/.test(after)))
    return { nothing: `${ref} was deleted, so there is no commit to judge` }
  const baseSha = shaAt(payload, 'before')
  const branch = branchOf(ref)
  const named = mergedBy(at(payload, 'head_commit'))
  const tagged = ref.startsWith('refs/tags/')
  return {
    event: 'push',
    // An annotated tag's `after` names the tag object; the commit stands beside it.
    commitSha: (tagged ? shaAt(payload, 'head_commit', 'id') : shaAt(payload, 'after')) ?? shaAt(told, 'sha'),
    ref,
    ...(baseSha ? { baseSha } : {}),
    ...(branch ? { branch } : {}),
    ...(named ? { pullRequest: named } : {}),
  }
}
