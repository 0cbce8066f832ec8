import { readFile, stat } from 'node:fs/promises'
import { isAbsolute, relative, sep } from 'node:path'
import { git, objectsOf } from './git.ts'
import type { Repository } from './repository.ts'

/** What lies on the disk. `refused`: something is there that is no agreement file; why, in words. */
export type OnDisk = { kind: 'text'; text: string } | { kind: 'absent' } | { kind: 'refused'; why: string }

/** Bytes of an agreement at most; its parser has the same bound, but only for what is already in memory. */
export const MAX_AGREEMENT_BYTES = 256 * 1024

/** Looked at before it is read: a link to a device never ends, and a file may have any size. */
export const readText = async (path: string): Promise<OnDisk> => {
  try {
    const found = await stat(path)
    if (!found.isFile()) return { kind: 'refused', why: 'it is not a regular file' }
    if (found.size > MAX_AGREEMENT_BYTES)
      return {
        kind: 'refused',
        why: `the file has ${Math.ceil(found.size / 1024)} KiB; an agreement has at most ${MAX_AGREEMENT_BYTES / 1024} KiB`,
      }
    return { kind: 'text', text: await readFile(path, 'utf8') }
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error
    return error.code === 'ENOENT' || error.code === 'ENOTDIR'
      ? { kind: 'absent' }
      : { kind: 'refused', why: error.message }
  }
}

/** The path as git names it, or null where it lies outside the repository. */
export const inRepository = (repository: Repository, file: string): string | null => {
  const path = relative(repository.root, file)
  return path.startsWith('..') || isAbsolute(path) ? null : path.split(sep).join('/')
}

/** `commit`: where git has it; null where the text was got elsewhere. */
export type Committed =
  | { kind: 'text'; text: string; commit: string | null }
  | { kind: 'absent' }
  | { kind: 'unknown'; why: string }

export const textAtCommit = async (
  { root, base, file }: Repository,
  commit: string,
  path: string,
): Promise<Committed> => {
  if (file?.path === path && base.kind === 'found' && base.mergeBase === commit)
    return { kind: 'text', text: file.text, commit }
  const [found] = await objectsOf(root, [`${commit}:${path}`])
  if (found?.type === 'blob') return { kind: 'text', text: found.text, commit }
  // What lies there is no commit's, and may be another text for each who looks.
  if (found?.type === 'link') return { kind: 'unknown', why: `it is a link out of the repository, to ${found.text}` }
  // A link that leads nowhere is a text that nobody can read as an agreement.
  const read = await git(root, 'cat-file', 'blob', `${commit}:${path}`)
  if (read.ok) return { kind: 'text', text: read.out, commit }
  // Only git's list tells a file that isn't there from one that can't be read.
  const listed = await git(root, 'ls-tree', '--name-only', '-z', commit, '--', path)
  if (!listed.ok) return { kind: 'unknown', why: listed.detail }
  return listed.out === '' ? { kind: 'absent' } : { kind: 'unknown', why: read.detail }
}

const MAX_DIFF = 20_000

/** How the file differs from a commit's, in hunks, for the comment; null where git can't show it. */
export const editSince = async (root: string, commit: string, path: string): Promise<string | null> => {
  const answer = await git(root, 'diff', '--no-color', '--no-ext-diff', '--no-textconv', commit, '--', path)
  if (!answer.ok || answer.out === '') return null
  // Only the hunks: the header names nothing a reader of this file doesn't know.
  const hunks = answer.out.slice(Math.max(0, answer.out.indexOf('\n@@') + 1))
  return hunks.length > MAX_DIFF ? `${hunks.slice(0, MAX_DIFF)}\n…` : hunks
}
