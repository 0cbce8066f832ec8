import { isAbsolute, relative, resolve, sep } from 'node:path'
import { type GitObject, objectsOf } from './git.ts'
import { isPlain } from './place.ts'

export const MAX_ANCESTORS = 20

/** A commit that the change may have left. */
type Left = {
  commit: string
  /** First parents, nearest first, at most 20; null where nobody asked. */
  ancestors: string[] | null
  /** The file that was asked for, as it was there. */
  file: { path: string; text: string } | null
}

/** Commits, by what names them; null for none. */
export type Named = {
  checkedOut: string | null
  /** Its first parent. */
  before: string | null
  /** What it merges into that, where it is a merge. */
  merged: string | null
  /** The commit the change is reported under, where one was named. */
  reported: string | null
  /** The base, by the first of its names that is a commit. */
  base: { name: string; tip: string } | null
  left: Left[]
}

/** What is asked of each commit that the change may have left. */
type More = { ancestors: boolean; file: string | null }

/** Path as git takes it below `cwd`; null for what lies elsewhere. */
const below = (cwd: string, file: string | null): string | null => {
  const path = file === null ? '' : relative(cwd, resolve(cwd, file))
  return path === '' || path.startsWith('..') || isAbsolute(path) ? null : path.split(sep).join('/')
}

const commitIn = (found: GitObject | null | undefined): string | null => (found?.type === 'commit' ? found.sha : null)

/**
 * Everything that is asked for by name, from one process. Also what only the commit is asked for that the change left:
 * it is known later, and nearly always one of two.
 * @param bases names of the base, of which the first that is a commit counts
 */
export const namedOf = async (
  cwd: string,
  head: string | null,
  bases: readonly string[],
  more: More,
): Promise<Named> => {
  const path = below(cwd, more.file)
  const singles = ['HEAD', 'HEAD^1', 'HEAD^2', head ?? 'HEAD', ...bases].map((name) => `${name}^{commit}`)
  // The first parent of the merge that CI checks out; or the base itself, where nothing came to it meanwhile.
  const likely = ['HEAD~1', ...bases.slice(0, 1).filter(isPlain)]
  const parents = Array.from({ length: more.ancestors ? MAX_ANCESTORS : 0 }, (_, i) => i + 1)
  const groups = likely.map((name) => [`${name}^{commit}`, ...parents.map((nth) => `${name}~${nth}^{commit}`)])
  // A clone without blobs fetches what it is asked for, so only one is; and one that it can't get ends the process.
  const likeliest = head === null ? likely.length - 1 : 0
  const file = path === null ? [] : [`${likely[likeliest]}:./${path}`]
  const found = await objectsOf(cwd, [...singles, ...groups.flat(), ...file])

  const [checkedOut = null, before = null, merged = null, reported = null, ...tips] = found
    .splice(0, singles.length)
    .map(commitIn)
  const chains = groups.map(({ length }) => found.splice(0, length))
  const [blob] = found
  const left = chains.flatMap(([first, ...chain], i): Left[] => {
    const commit = commitIn(first)
    if (commit === null) return []
    const isAsked = i === likeliest && path !== null && blob?.type === 'blob'
    return [
      {
        commit,
        file: isAsked ? { path, text: blob.text } : null,
        // Parents end where the history does.
        ancestors: more.ancestors ? chain.flatMap((one) => commitIn(one) ?? []) : null,
      },
    ]
  })
  const base = bases.flatMap((name, i) => (tips[i] ? [{ name, tip: tips[i] }] : []))[0] ?? null
  return { checkedOut, before, merged, reported, base, left }
}
