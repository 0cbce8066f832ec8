import { commitsOf, git, gitLine } from './git.ts'

const MAX_ANCESTORS = 20

/** Why there is no commit to compare with. */
export type NoBase =
  /** Nobody named one, and nothing here tells (no origin/HEAD, main or master; or the first commit). */
  | 'not_named'
  /** The name says nothing to this clone. */
  | 'unknown'
  /** The clone is too shallow to know where the change began: fetch more of the history. */
  | 'shallow'
  /** The two histories never met. */
  | 'unrelated'

/** What git knows about the change in a working tree. All SHAs are full. */
export type Repository = {
  kind: 'repository'
  /** Top folder of the working tree; paths in diffs are relative to it. */
  root: string
  head: string
  shallow: boolean
  base:
    | {
        kind: 'found' /** As asked for or guessed, e.g. `origin/main`. */
        name: string
        guessed: boolean /** Where the change left the base. */
        mergeBase: string /** First parents of the merge base, nearest first, at most 20. */
        ancestors: string[]
      }
    | { kind: 'none'; name: string | null; reason: NoBase }
}

/** No repository to ask: judged from the files alone. */
export type NoRepository = {
  kind: 'none'
  reason: 'no_git' | 'not_a_repository' | 'no_commits' | 'unreadable'
  detail: string
}

type Commits = {
  checkedOut: string | null
  /** Its first parent. */
  before: string | null
  /** What it merges into that, where it is a merge. */
  merged: string | null
  /** The commit the change is reported under, where one was named. */
  reported: string | null
  /** The base, by the name it was found under. */
  base: { name: string; tip: string } | null
}

/** Everything that is asked for by name, in one process. The base is the first of its names that is a commit. */
const namedCommits = async (cwd: string, head: string | null, bases: readonly string[]): Promise<Commits> => {
  const [checkedOut = null, before = null, merged = null, reported = null, ...tips] = await commitsOf(cwd, [
    'HEAD',
    'HEAD^1',
    'HEAD^2',
    head ?? 'HEAD',
    ...bases,
  ])
  const found = bases.flatMap((name, i) => (tips[i] ? [{ name, tip: tips[i] }] : []))
  return { checkedOut, before, merged, reported, base: found[0] ?? null }
}

const ORIGIN_HEAD = 'refs/remotes/origin/HEAD'

/** The branch this one most likely left: origin's default, else a local main or master. */
const GUESSES = [ORIGIN_HEAD, 'origin/main', 'origin/master', 'main', 'master']

/** As people know it: `origin/main` for what origin's HEAD stands for. */
const shownName = async (cwd: string, name: string): Promise<string> =>
  name === ORIGIN_HEAD ? ((await gitLine(cwd, 'symbolic-ref', '--quiet', '--short', name)) ?? 'origin/HEAD') : name

/** Where the change left its base, by what names the base. */
const meetingOf = async (
  cwd: string,
  asked: string | null,
  head: string,
  { base, before, merged, reported }: Commits,
  shallow: boolean,
): Promise<{ name: string; mergeBase: string } | { name: string | null; reason: NoBase }> => {
  // CI checks out the change merged into its base, which may have moved on since somebody was told of it: what was
  // merged meanwhile is nobody's change here.
  if (asked !== null && before !== null && merged !== null && merged === reported)
    return { name: asked, mergeBase: before }
  if (base === null) return { name: asked, reason: asked === null ? 'not_named' : shallow ? 'shallow' : 'unknown' }
  const name = await shownName(cwd, base.name)

  const meeting = await gitLine(cwd, 'merge-base', base.tip, head)
  if (meeting === null) return { name, reason: shallow ? 'shallow' : 'unrelated' }
  // On the default branch itself nobody means "nothing changed": the last commit is the change.
  if (asked !== null || meeting !== head) return { name, mergeBase: meeting }
  if (before === null) return { name, reason: shallow ? 'shallow' : 'not_named' }
  return { name: `${head.slice(0, 7)}^`, mergeBase: before }
}

const findBase = async (
  cwd: string,
  asked: string | null,
  head: string,
  commits: Commits,
  shallow: boolean,
  withAncestors: boolean,
): Promise<Repository['base']> => {
  const met = await meetingOf(cwd, asked, head, commits, shallow)
  if ('reason' in met) return { kind: 'none', ...met }
  if (!withAncestors) return { kind: 'found', guessed: asked === null, ...met, ancestors: [] }
  const line = await git(cwd, 'rev-list', '--first-parent', `--max-count=${MAX_ANCESTORS + 1}`, met.mergeBase)
  const ancestors = line.ok ? line.out.split('\n').filter(Boolean).slice(1) : []
  return { kind: 'found', guessed: asked === null, ...met, ancestors }
}

/** Git's own words only where they tell more than that there is nothing (a folder it doesn't trust, say). */
const repositoryTrouble = (detail: string): NoRepository =>
  /not a git repository/i.test(detail)
    ? { kind: 'none', reason: 'not_a_repository', detail: 'there is no git repository here' }
    : { kind: 'none', reason: 'unreadable', detail: `git says: ${detail}` }

/**
 * Looks at the repository around `cwd`.
 * @param base revision the change is compared with, e.g. `origin/main` or a SHA; null: a guess, said in `guessed`
 * @param head commit the change is reported under; null: HEAD. The working tree is what is measured either way
 * @param withAncestors only a server looks coverage up by them; without, there are none, and one process less
 */
export const openRepository = async (
  cwd: string,
  base: string | null,
  head: string | null = null,
  withAncestors = true,
): Promise<Repository | NoRepository> => {
  const [place, commits] = await Promise.all([
    git(cwd, 'rev-parse', '--is-shallow-repository', '--show-toplevel'),
    namedCommits(cwd, head, base === null ? GUESSES : [base]),
  ])
  if (!place.ok)
    return place.missing
      ? { kind: 'none', reason: 'no_git', detail: 'git is not installed' }
      : repositoryTrouble(place.detail)
  // The folder comes last: its name may hold anything, line ends too.
  const [, isShallow, root = cwd] = /^(.*)\n([\s\S]+?)\r?\n$/.exec(place.out) ?? []
  const shallow = isShallow?.trim() === 'true'
  const { checkedOut, reported } = commits
  if (checkedOut === null) return { kind: 'none', reason: 'no_commits', detail: 'the repository has no commit yet' }
  return {
    kind: 'repository',
    root,
    head: reported ?? head ?? checkedOut,
    shallow,
    base: await findBase(root, base, checkedOut, commits, shallow, withAncestors),
  }
}

/** One sentence for a person: why lines could not be compared, and the command that mends it. */
export const baseAdvice = (base: Extract<Repository['base'], { kind: 'none' }>): string => {
  switch (base.reason) {
    case 'shallow':
      return `this clone is too shallow to find where the change left ${base.name ?? 'its base'}; check out with fetch-depth: 0, or run git fetch --unshallow`
    case 'unknown':
      return `git knows no “${base.name}” here; fetch it, or name another base`
    case 'unrelated':
      return `this change and ${base.name} have no common history`
    case 'not_named':
      return 'there is no commit to compare with; name one as the base'
    default:
      return base.reason satisfies never
  }
}

/** `owner/name` of the origin remote, from any form of address; null where there is none. */
export const remoteRepository = async (cwd: string): Promise<string | null> => {
  const url = await gitLine(cwd, 'config', '--get', 'remote.origin.url')
  return url?.match(/[/:]([A-Za-z0-9_.-]+\/[A-Za-z0-9_.-]+?)(?:\.git)?\/?$/)?.[1] ?? null
}
