import { resolve } from 'node:path'
import { type AgreementMistake, formatMistake, type Note, type ParsedAgreement, parseAgreement } from '@plumbline/core'
import { type Committed, editSince, inRepository, type OnDisk, readText, textAtCommit } from './agreement-file.ts'
import { checkedOut, commitsOf, gitLine } from './git.ts'
import { baseAdvice, type NoRepository, type Repository } from './repository.ts'

export type AgreementRequest = {
  /** Path of the agreement file, relative to `cwd` or absolute. */
  path: string
  cwd: string
  /** From `openRepository`. */
  repository: Repository | NoRepository
  /** The file's text at the base where it was got elsewhere (GitHub's API, in a shallow clone); null: it had none. */
  baseText?: string | null
  /**
   * Whether the text on the disk judges where nobody knows the base's. Only where no change could have edited it
   * (`isFirst`), or where somebody named this very text to judge by.
   */
  trustDisk: boolean
}

/**
 * The agreement a change is judged by without a server. Rule 16: the text that judges can't be changed by what it
 * judges, so it is read from the merge base, or from the base's tip where it came there since; a first agreement only
 * observes.
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
  /** Nobody knows what the base says, and what the change may have edited must not judge it. */
  | { kind: 'unknown'; path: string; why: string }
  /**
   * `report` is the mistakes as a person reads them, with the lines they stand in; `before` is what judges all the same,
   * where it is the change's own edit that made them. Null: there is no such text.
   */
  | { kind: 'invalid'; path: string; report: string; mistakes: AgreementMistake[]; before: Judging | null }

type Judging = Extract<LocalAgreement, { kind: 'agreement' }>
type Invalid = Extract<LocalAgreement, { kind: 'invalid' }>

/** Where the base has no agreement but its tip does: the change left before it came, and is not the first to bring one. */
const textAtTip = async (repository: Repository, path: string): Promise<Committed> => {
  if (repository.base.kind === 'none') return { kind: 'absent' }
  const { name, mergeBase } = repository.base
  const [tip] = await commitsOf(repository.root, [name])
  if (!tip || tip === mergeBase) return { kind: 'absent' }
  // Of the merge that CI checks out the merge base is the newest there is; the name may say an older one.
  if ((await gitLine(repository.root, 'merge-base', tip, 'HEAD')) !== mergeBase) return { kind: 'absent' }
  return textAtCommit(repository, tip, path)
}

type AtBase = Committed | (Extract<Committed, { kind: 'text' }> & { tip: true })

const textAtBase = async ({ repository, baseText }: AgreementRequest, file: string): Promise<AtBase> => {
  if (baseText !== undefined)
    return baseText === null ? { kind: 'absent' } : { kind: 'text', text: baseText, commit: null }
  if (repository.kind === 'none') return { kind: 'unknown', why: repository.detail }
  if (repository.base.kind === 'none') return { kind: 'unknown', why: baseAdvice(repository.base) }
  const path = inRepository(repository, file)
  if (path === null) return { kind: 'unknown', why: 'the agreement file lies outside the repository' }
  const left = await textAtCommit(repository, repository.base.mergeBase, path)
  if (left.kind !== 'absent') return left
  const tip = await textAtTip(repository, path)
  return tip.kind === 'text' ? { ...tip, tip: true } : tip
}

/** The change's own edit of the agreement, for the comment; null where git can't show it. */
const editOf = async (
  { repository }: AgreementRequest,
  file: string,
  commit: string | null,
): Promise<string | null> => {
  const path = repository.kind === 'none' ? null : inRepository(repository, file)
  return repository.kind === 'none' || commit === null || path === null
    ? null
    : editSince(repository.root, commit, path)
}

/**
 * Whether there is nothing that the change could be compared with: no repository around it, or its very first commit.
 * Of a clone that only lacks the base (too shallow, another name) that is not so.
 */
export const isFirst = async (repository: Repository | NoRepository): Promise<boolean> => {
  if (repository.kind === 'none') return repository.reason !== 'unreadable'
  if (repository.base.kind === 'found' || repository.base.reason !== 'not_named') return false
  return (await checkedOut(repository.root))?.parents.length === 0
}

/** Warnings stay out: they are for whoever writes the agreement, not for whoever runs into a broken one. */
const invalid = (path: string, text: string, found: AgreementMistake[]): Invalid => {
  const mistakes = found.filter(({ severity }) => severity === 'error')
  return {
    kind: 'invalid',
    path,
    mistakes,
    report: mistakes.map((mistake) => formatMistake(text, mistake, path)).join('\n'),
    before: null,
  }
}

const refused = (path: string, why: string): Invalid => ({
  kind: 'invalid',
  path,
  mistakes: [],
  report: `${path}: ${why}`,
  before: null,
})

const byWorkingTree = (path: string, disk: OnDisk, firstIntroduction: boolean, notes: Note[]): LocalAgreement => {
  if (disk.kind === 'absent') return { kind: 'missing', path }
  if (disk.kind === 'refused') return refused(path, disk.why)
  const { text } = disk
  const parsed = parseAgreement(text)
  if (!parsed.ok) return invalid(path, text, parsed.errors)
  return { kind: 'agreement', from: 'working_tree', text, parsed: parsed.value, firstIntroduction, edited: null, notes }
}

/** What a reader must know of an edit: that there is one, and what it is where git shows it. */
const editNotes = async (
  request: AgreementRequest,
  file: string,
  base: Extract<AtBase, { kind: 'text' }>,
  disk: OnDisk,
  isValid: boolean,
): Promise<{ edited: string | null; notes: Note[] }> => {
  const { path } = request
  const tip: Note[] =
    'tip' in base
      ? [{ code: 'no_server', detail: `judged by ${path} at the tip of the base, which got it after this change left` }]
      : []
  if (disk.kind === 'text' ? disk.text === base.text : 'tip' in base) return { edited: null, notes: tip }
  const deleted = base.commit === null ? `What is checked out has no ${path}.` : `It deletes ${path}.`
  const judges = isValid ? 'judges from the next change on' : 'is not valid, and would judge nothing'
  const detail = disk.kind === 'absent' ? deleted : `The new text of ${path} ${judges}.`
  const edited = await editOf(request, file, base.commit)
  // The comment shows what follows the first line as the difference.
  return {
    edited,
    notes: [...tip, { code: 'agreement_edited', detail: edited === null ? detail : `${detail}\n${edited}` }],
  }
}

/** Finds the text that judges, and says where it comes from and whether the change touches it. */
export const localAgreement = async (request: AgreementRequest): Promise<LocalAgreement> => {
  const { path } = request
  const file = resolve(request.cwd, path)
  const [base, disk] = await Promise.all([textAtBase(request, file), readText(file)])

  if (base.kind === 'unknown')
    return request.trustDisk
      ? byWorkingTree(path, disk, false, [
          { code: 'no_server', detail: `judged by ${path} as it stands in the working tree, because ${base.why}` },
        ])
      : { kind: 'unknown', path, why: base.why }
  if (base.kind === 'absent')
    return byWorkingTree(path, disk, true, [
      {
        code: 'first_introduction',
        detail: `this change brings the first ${path}: it is observed, and judges from the next change on`,
      },
    ])

  const proposed = disk.kind === 'text' && disk.text !== base.text ? parseAgreement(disk.text) : null
  // An edit that nobody could read would leave every later change without an agreement.
  const wrong =
    disk.kind === 'refused'
      ? refused(path, disk.why)
      : disk.kind === 'text' && proposed && !proposed.ok
        ? invalid(path, disk.text, proposed.errors)
        : null

  const parsed = parseAgreement(base.text)
  if (!parsed.ok) {
    if (wrong) return wrong
    if (!proposed) return invalid(`${path} (at the merge base)`, base.text, parsed.errors)
    return byWorkingTree(path, disk, true, [
      {
        code: 'first_introduction',
        detail: `${path} at the merge base is not valid; this change mends it and is only observed`,
      },
    ])
  }
  const judging: Judging = {
    kind: 'agreement',
    from: 'merge_base',
    text: base.text,
    parsed: parsed.value,
    firstIntroduction: false,
    ...(await editNotes(request, file, base, disk, wrong === null)),
  }
  return wrong ? { ...wrong, before: judging } : judging
}
