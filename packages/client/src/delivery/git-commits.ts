import { parseInstant } from '@plumbline/core'
import { commitsOf, git } from '../change/git.ts'
import { MAX_COMMITS, type ShippedCommit } from './deployment.ts'

/** What lies between two commits; `left` says how many more there are than one event may name. */
export type Shipped = { kind: 'known'; commits: ShippedCommit[]; left: number } | { kind: 'unknown'; why: string }

/**
 * Of more commits than one event may name the oldest are kept: they waited longest, so that what is left out never
 * makes a figure look better than it is.
 * @param commits oldest first
 */
export const shipped = (commits: readonly ShippedCommit[], total = commits.length): Shipped => {
  const kept = commits.slice(0, MAX_COMMITS)
  return { kind: 'known', commits: kept, left: Math.max(0, total - kept.length) }
}

const LINE = /^([0-9a-f]{40,64}) (\S+) ?(.*)$/

/** `git log base..head` as an event tells it, oldest first; `committed_at` is when the committer made it. */
export const commitsBetween = async (cwd: string, base: string, head: string): Promise<Shipped> => {
  const unknown = (why: string): Shipped => ({ kind: 'unknown', why })
  const [from, to] = await commitsOf(cwd, [base, head])
  if (!from || !to)
    return unknown(`git knows no commit ${(from ? head : base).slice(0, 12)} here; fetch the whole history`)
  // Lines of another form, as a setting of the user may add them, are passed over.
  const log = await git(cwd, 'log', '--reverse', '--format=%H %cI %P', `${from}..${to}`, '--')
  if (!log.ok) return unknown(`git says: ${log.detail}`)
  const commits = log.out.split('\n').flatMap((line): ShippedCommit[] => {
    const [, sha, at, parents = ''] = LINE.exec(line) ?? []
    // A date that nobody can have meant would have the whole event refused.
    if (sha === undefined || at === undefined || parseInstant(at) === null) return []
    return [{ sha, committed_at: at, ...(parents.includes(' ') ? { merge: true } : {}) }]
  })
  return shipped(commits)
}
