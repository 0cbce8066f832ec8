import { git } from './git.ts'
import type { Repository } from './repository.ts'

/**
 * The change as a unified diff without context, from a commit to what lies on the disk: its line numbers are those of
 * the reports, also where a build step or a person has edited since the commit. Every file is taken for text: `-diff`
 * in `.gitattributes`, or one zero byte, would hide all lines of a source that git calls binary then.
 * @param since as git takes it: nothing from outside that could be an option
 */
export const diffSince = async (cwd: string, ...since: string[]): Promise<string | null> => {
  const answer = await git(
    cwd,
    ...['-c', 'core.quotepath=off', '-c', 'diff.relative=false', 'diff', '--text', '--no-color', '--no-ext-diff'],
    ...['--no-textconv', '--ignore-submodules', '--unified=0', '--find-renames', '--src-prefix=a/', '--dst-prefix=b/'],
    ...since,
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

/** @param cwd anywhere in the repository: all of it is told of */
export const filesOf = async (cwd: string): Promise<Files> => {
  const options = ['--cached', '--others', '--exclude-standard', '--full-name', '-t', '-z']
  const answer = await git(cwd, 'ls-files', ...options, '--', ':/')
  const entries = answer.ok ? answer.out.split('\0').filter(Boolean) : []
  // Each path has a letter before it, which is `?` where git doesn't follow it.
  const paths = (untracked: boolean) =>
    entries.filter((entry) => entry.startsWith('? ') === untracked).map((entry) => entry.slice(2))
  return { tracked: paths(false), untracked: paths(true) }
}

/** Files that are no longer as they were checked out: a diff that was made elsewhere has other line numbers. */
export const editedFiles = async (repository: Repository): Promise<string[]> => {
  const options = ['--name-only', '--ignore-submodules', '-z']
  const answer = await git(repository.root, '-c', 'diff.relative=false', 'diff', ...options, 'HEAD')
  return answer.ok ? answer.out.split('\0').filter(Boolean) : []
}

/** What git knows of a change that only a coverage report makes worth knowing. */
export type Asked = { diff: Promise<string | null>; files: Promise<Files> }

/**
 * Asks before it is known where the change left its base: git finds that out by itself (not before 2.30, which answers
 * nothing). Whoever asks must see that it is the same place.
 * @param base a plain name
 */
export const askAhead = (cwd: string, base: string | null): Asked => ({
  diff: base === null ? Promise.resolve(null) : diffSince(cwd, '--merge-base', `${base}^{commit}`),
  files: filesOf(cwd),
})

/** Asks now, for whoever needs it later: git is at work while the reports are read. */
export const askGit = ({ root, base, asked }: Repository): Asked =>
  asked ?? {
    diff: base.kind === 'none' ? Promise.resolve(null) : diffSince(root, base.mergeBase),
    files: filesOf(root),
  }
