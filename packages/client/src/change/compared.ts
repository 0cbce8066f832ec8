import { git } from './git.ts'
import type { Repository } from './repository.ts'

/**
 * The change as a unified diff without context, from the merge base to what lies on the disk: its line numbers are
 * those of the reports, also where a build step or a person has edited since the commit. Every file is taken for text:
 * `-diff` in `.gitattributes`, or one zero byte, would hide all lines of a source that git calls binary then.
 */
export const diffOf = async (repository: Repository): Promise<string | null> => {
  if (repository.base.kind === 'none') return null
  const answer = await git(
    repository.root,
    ...['-c', 'core.quotepath=off', 'diff', '--text', '--no-color', '--no-ext-diff', '--no-textconv'],
    ...['--no-relative', '--ignore-submodules', '--unified=0', '--find-renames', '--src-prefix=a/', '--dst-prefix=b/'],
    repository.base.mergeBase,
    '--',
  )
  return answer.ok ? answer.out : null
}

/** Paths relative to the root, as git writes them. */
export type Files = {
  /** Every file that git follows: what a path in a report can mean. */
  tracked: string[]
  /** Files that git does not follow yet: none of their lines is in the diff. */
  untracked: string[]
}

export const filesOf = async (repository: Repository): Promise<Files> => {
  const options = ['--cached', '--others', '--exclude-standard', '-t', '-z']
  const answer = await git(repository.root, 'ls-files', ...options)
  const entries = answer.ok ? answer.out.split('\0').filter(Boolean) : []
  // Each path has a letter before it, which is `?` where git doesn't follow it.
  const paths = (untracked: boolean) =>
    entries.filter((entry) => entry.startsWith('? ') === untracked).map((entry) => entry.slice(2))
  return { tracked: paths(false), untracked: paths(true) }
}

/** Files that are no longer as they were checked out: a diff that was made elsewhere has other line numbers. */
export const editedFiles = async (repository: Repository): Promise<string[]> => {
  const answer = await git(repository.root, 'diff', '--name-only', '--no-relative', '--ignore-submodules', '-z', 'HEAD')
  return answer.ok ? answer.out.split('\0').filter(Boolean) : []
}

/** What git knows of a change that only a coverage report makes worth knowing. */
export type Asked = { diff: Promise<string | null>; files: Promise<Files> }

/** Asks now, for whoever needs it later: git is at work while the reports are read. */
export const askGit = (repository: Repository): Asked => ({ diff: diffOf(repository), files: filesOf(repository) })
