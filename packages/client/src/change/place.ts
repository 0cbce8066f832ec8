import { git } from './git.ts'
import type { NoRepository } from './repository.ts'

/** Where HEAD and a revision met, all as full SHAs. */
type Met = { head: string; tip: string; mergeBase: string }

export type Place = { kind: 'place'; root: string; shallow: boolean; met: Met | null }

/** Names that mean nothing else wherever git takes a revision: no option, range or path. All others go in by stdin. */
export const isPlain = (name: string): boolean => /^\w[\w./-]*$/.test(name) && !name.includes('..')

/** Git's own words only where they tell more than that there is nothing (a folder it doesn't trust, say). */
const repositoryTrouble = (detail: string): NoRepository =>
  /not a git repository/i.test(detail)
    ? { kind: 'none', reason: 'not_a_repository', detail: 'there is no git repository here' }
    : { kind: 'none', reason: 'unreadable', detail: `git says: ${detail}` }

const PLACE = ['rev-parse', '--show-toplevel', '--is-shallow-repository']

/** Of several places where two met, `git merge-base` chooses: here they count as none. */
const metIn = (lines: string): Met | null => {
  const [, tip, head, mergeBase] = /^(\w+)\n(\w+)\n\^(\w+)\n$/.exec(lines) ?? []
  return tip === undefined || head === undefined || mergeBase === undefined ? null : { head, tip, mergeBase }
}

/**
 * Where the repository around `cwd` lies, and where HEAD left a revision: from one process, for it is known before the
 * rest and costs a step of its own otherwise.
 * @param revision that must be plain; `met` is null where it isn't, or where the two never met in this clone
 */
export const placeOf = async (cwd: string, revision: string): Promise<Place | NoRepository> => {
  const meeting = isPlain(revision) ? ['--revs-only', `HEAD...${revision}^{commit}`] : []
  const first = await git(cwd, ...PLACE, ...meeting)
  // A history that git can't walk is no trouble of the place.
  const answer = first.ok || first.missing || meeting.length === 0 ? first : await git(cwd, ...PLACE)
  if (!answer.ok)
    return answer.missing
      ? { kind: 'none', reason: 'no_git', detail: 'git is not installed' }
      : repositoryTrouble(answer.detail)
  // The folder's name may hold anything, line ends too; what follows it can't look like more of it.
  const [, root = cwd, shallow, met = ''] =
    /^([\s\S]+?)\r?\n(true|false)\r?\n((?:\^?[0-9a-f]+\n)*)$/.exec(answer.out) ?? []
  return { kind: 'place', root, shallow: shallow === 'true', met: metIn(met) }
}
