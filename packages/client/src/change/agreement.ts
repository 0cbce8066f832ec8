import { readFile } from 'node:fs/promises'
import { isAbsolute, relative, resolve, sep } from 'node:path'
import { type AgreementMistake, formatMistake, type Note, type ParsedAgreement, parseAgreement } from '@plumbline/core'
import { git } from './git.ts'
import { baseAdvice, type NoRepository, type Repository } from './repository.ts'

export type AgreementRequest = {
  /** Path of the agreement file, relative to `cwd` or absolute. */
  path: string
  cwd: string
  /** From `openRepository`. */
  repository: Repository | NoRepository
  /** The file's text at the base where it was got elsewhere (GitHub's API, in a shallow clone); null: it had none. */
  baseText?: string | null
}

/**
 * The agreement a change is judged by without a server. Rule 16: the text that judges can't be changed by what it
 * judges, so it is read from the merge base; a first agreement only observes.
 */
export type LocalAgreement =
  | {
      kind: 'agreement'
      /** Where the text that judges was read. */
      from: 'merge_base' | 'working_tree'
      text: string
      parsed: ParsedAgreement
      firstIntroduction: boolean
      /** A unified diff of the file where the change edits it. */
      edited: string | null
      /** What a reader must know about the text that judged. */
      notes: Note[]
    }
  /** There is no such file, neither at the base nor on the disk. */
  | { kind: 'missing'; path: string }
  /** `report` is the mistakes as a person reads them, with the lines they stand in. */
  | { kind: 'invalid'; path: string; report: string; mistakes: AgreementMistake[] }

const readText = (path: string): Promise<string | null> =>
  readFile(path, 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) return null
    throw error
  })

/** The path as git names it, or null where it lies outside the repository. */
const inRepository = (repository: Repository, file: string): string | null => {
  const path = relative(repository.root, file)
  return path.startsWith('..') || isAbsolute(path) ? null : path.split(sep).join('/')
}

type AtBase = { kind: 'text'; text: string } | { kind: 'absent' } | { kind: 'unknown'; why: string }

const textAtBase = async ({ repository, baseText }: AgreementRequest, file: string): Promise<AtBase> => {
  if (baseText !== undefined) return baseText === null ? { kind: 'absent' } : { kind: 'text', text: baseText }
  if (repository.kind === 'none') return { kind: 'unknown', why: repository.detail }
  if (repository.base.kind === 'none') return { kind: 'unknown', why: baseAdvice(repository.base) }
  const path = inRepository(repository, file)
  if (path === null) return { kind: 'unknown', why: 'the agreement file lies outside the repository' }
  const { mergeBase } = repository.base
  const read = await git(repository.root, 'cat-file', 'blob', `${mergeBase}:${path}`)
  if (read.ok) return { kind: 'text', text: read.out }
  // Only git's list tells a file that isn't there from one that can't be read.
  const listed = await git(repository.root, 'ls-tree', '--name-only', '-z', mergeBase, '--', path)
  if (!listed.ok) return { kind: 'unknown', why: listed.detail }
  return listed.out === '' ? { kind: 'absent' } : { kind: 'unknown', why: read.detail }
}

const MAX_DIFF = 20_000

/** The change's own edit of the agreement, for the comment; null where git can't show it. */
const editOf = async ({ repository }: AgreementRequest, file: string): Promise<string | null> => {
  if (repository.kind === 'none' || repository.base.kind === 'none') return null
  const path = inRepository(repository, file)
  if (path === null) return null
  const answer = await git(
    repository.root,
    'diff',
    '--no-color',
    '--no-ext-diff',
    '--no-textconv',
    repository.base.mergeBase,
    '--',
    path,
  )
  if (!answer.ok || answer.out === '') return null
  // Only the hunks: the header names nothing a reader of this file doesn't know.
  const hunks = answer.out.slice(Math.max(0, answer.out.indexOf('\n@@') + 1))
  return hunks.length > MAX_DIFF ? `${hunks.slice(0, MAX_DIFF)}\n…` : hunks
}

/** Warnings stay out: they are for whoever writes the agreement, not for whoever runs into a broken one. */
const invalid = (path: string, text: string, found: AgreementMistake[]): LocalAgreement => {
  const mistakes = found.filter(({ severity }) => severity === 'error')
  return {
    kind: 'invalid',
    path,
    mistakes,
    report: mistakes.map((mistake) => formatMistake(text, mistake, path)).join('\n'),
  }
}

const byWorkingTree = (
  path: string,
  text: string | null,
  firstIntroduction: boolean,
  notes: Note[],
): LocalAgreement => {
  if (text === null) return { kind: 'missing', path }
  const parsed = parseAgreement(text)
  if (!parsed.ok) return invalid(path, text, parsed.errors)
  return { kind: 'agreement', from: 'working_tree', text, parsed: parsed.value, firstIntroduction, edited: null, notes }
}

/** Finds the text that judges, and says where it comes from and whether the change touches it. */
export const localAgreement = async (request: AgreementRequest): Promise<LocalAgreement> => {
  const { path } = request
  const file = resolve(request.cwd, path)
  const [base, onDisk] = await Promise.all([textAtBase(request, file), readText(file)])

  if (base.kind === 'unknown')
    return byWorkingTree(path, onDisk, false, [
      { code: 'no_server', detail: `judged by ${path} as it stands in the working tree, because ${base.why}` },
    ])
  if (base.kind === 'absent')
    return byWorkingTree(path, onDisk, true, [
      {
        code: 'first_introduction',
        detail: `this change brings the first ${path}: it is observed, and judges from the next change on`,
      },
    ])

  const edited = base.text !== onDisk
  const proposed = onDisk !== null && edited ? parseAgreement(onDisk) : null
  // An edit that nobody could read would leave every later change without an agreement.
  if (onDisk !== null && proposed && !proposed.ok) return invalid(path, onDisk, proposed.errors)

  const parsed = parseAgreement(base.text)
  if (!parsed.ok) {
    if (!proposed) return invalid(`${path} (at the merge base)`, base.text, parsed.errors)
    return byWorkingTree(path, onDisk, true, [
      {
        code: 'first_introduction',
        detail: `${path} at the merge base is not valid; this change mends it and is only observed`,
      },
    ])
  }
  const detail = onDisk === null ? `It deletes ${path}.` : `The new text of ${path} judges from the next change on.`
  const difference = edited ? await editOf(request, file) : null
  // The comment shows what follows the first line as the difference.
  const notes: Note[] = edited
    ? [{ code: 'agreement_edited', detail: difference === null ? detail : `${detail}\n${difference}` }]
    : []
  return {
    kind: 'agreement',
    from: 'merge_base',
    text: base.text,
    parsed: parsed.value,
    firstIntroduction: false,
    edited: difference,
    notes,
  }
}
