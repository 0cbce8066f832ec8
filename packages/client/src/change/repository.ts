import { commitOf, git, gitLine } from './git.ts'

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
  /** Tracked files differ from `head`: reports and diff are of what lies on the disk. */
  dirty: boolean
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
export type NoRepository = { kind: 'none'; reason: 'no_git' | 'not_a_repository' | 'no_commits'; detail: string }

const isShallow = async (cwd: string) => (await gitLine(cwd, 'rev-parse', '--is-shallow-repository')) === 'true'

/** The branch this one most likely left: origin's default, else a local main or master. */
const guessBase = async (cwd: string): Promise<string | null> => {
  const remote = await gitLine(cwd, 'symbolic-ref', '--quiet', '--short', 'refs/remotes/origin/HEAD')
  for (const name of [remote, 'origin/main', 'origin/master', 'main', 'master'])
    if (name !== null && (await commitOf(cwd, name)) !== null) return name
  return null
}

const findBase = async (
  cwd: string,
  asked: string | null,
  head: string,
  shallow: boolean,
): Promise<Repository['base']> => {
  const name = asked ?? (await guessBase(cwd))
  if (name === null) return { kind: 'none', name, reason: 'not_named' }
  const tip = await commitOf(cwd, name)
  if (tip === null) return { kind: 'none', name, reason: shallow ? 'shallow' : 'unknown' }

  const meeting = await gitLine(cwd, 'merge-base', tip, head)
  if (meeting === null) return { kind: 'none', name, reason: shallow ? 'shallow' : 'unrelated' }
  // On the default branch itself nobody means "nothing changed": the last commit is the change.
  const onIt = asked === null && meeting === head
  const mergeBase = onIt ? await commitOf(cwd, `${head}^1`) : meeting
  if (mergeBase === null) return { kind: 'none', name, reason: shallow ? 'shallow' : 'not_named' }

  const line = await git(cwd, 'rev-list', '--first-parent', `--max-count=${MAX_ANCESTORS + 1}`, mergeBase)
  const ancestors = line.ok ? line.out.split('\n').filter(Boolean).slice(1) : []
  return { kind: 'found', name: onIt ? `${head.slice(0, 7)}^` : name, guessed: asked === null, mergeBase, ancestors }
}

/** Git's own words only where they tell more than that there is nothing (a folder it doesn't trust, say). */
const repositoryTrouble = (detail: string): string =>
  /not a git repository/i.test(detail) ? 'there is no git repository here' : `git says: ${detail}`

/**
 * Looks at the repository around `cwd`.
 * @param base revision the change is compared with, e.g. `origin/main` or a SHA; null: a guess, said in `guessed`
 * @param head commit the change is reported under; null: HEAD. The working tree is what is measured either way
 */
export const openRepository = async (
  cwd: string,
  base: string | null,
  head: string | null = null,
): Promise<Repository | NoRepository> => {
  const top = await git(cwd, 'rev-parse', '--show-toplevel')
  if (!top.ok)
    return top.missing
      ? { kind: 'none', reason: 'no_git', detail: 'git is not installed' }
      : { kind: 'none', reason: 'not_a_repository', detail: repositoryTrouble(top.detail) }
  const root = top.out.replace(/\r?\n$/, '')
  const checkedOut = await commitOf(root, 'HEAD')
  if (checkedOut === null) return { kind: 'none', reason: 'no_commits', detail: 'the repository has no commit yet' }

  const [shallow, changes, reported] = await Promise.all([
    isShallow(root),
    git(root, 'status', '--porcelain', '--untracked-files=no', '--ignore-submodules'),
    head === null ? checkedOut : commitOf(root, head),
  ])
  return {
    kind: 'repository',
    root,
    head: reported ?? head ?? checkedOut,
    shallow,
    dirty: changes.ok && changes.out !== '',
    base: await findBase(root, base, checkedOut, shallow),
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

/**
 * The change as a unified diff without context, from the merge base to what lies on the disk: its line numbers are
 * those of the reports, also where a build step or a person has edited since the commit.
 */
export const diffOf = async (repository: Repository): Promise<string | null> => {
  if (repository.base.kind === 'none') return null
  const answer = await git(
    repository.root,
    ...['-c', 'core.quotepath=off', 'diff', '--no-color', '--no-ext-diff', '--no-textconv', '--no-relative'],
    ...['--ignore-submodules', '--unified=0', '--find-renames', '--src-prefix=a/', '--dst-prefix=b/'],
    repository.base.mergeBase,
    '--',
  )
  return answer.ok ? answer.out : null
}

/** Every file that git follows, relative to the root: what a path in a report can mean. */
export const trackedFiles = async (repository: Repository): Promise<string[]> => {
  const answer = await git(repository.root, 'ls-files', '-z')
  return answer.ok ? answer.out.split('\0').filter(Boolean) : []
}

/** Files that git does not follow yet, relative to the root: none of their lines is in the diff. */
export const untrackedFiles = async (repository: Repository): Promise<string[]> => {
  const answer = await git(repository.root, 'ls-files', '--others', '--exclude-standard', '-z')
  return answer.ok ? answer.out.split('\0').filter(Boolean) : []
}

/** `owner/name` of the origin remote, from any form of address; null where there is none. */
export const remoteRepository = async (cwd: string): Promise<string | null> => {
  const url = await gitLine(cwd, 'config', '--get', 'remote.origin.url')
  return url?.match(/[/:]([A-Za-z0-9_.-]+\/[A-Za-z0-9_.-]+?)(?:\.git)?\/?$/)?.[1] ?? null
}
