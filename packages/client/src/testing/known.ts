import { textAtCommit } from '../change/agreement-file.ts'
import { askGit } from '../change/compared.ts'
import { type Along, openRepository } from '../change/repository.ts'
import { AGREEMENT, type TemporaryRepository } from './repository.ts'

export type AskedOf = { cwd: string; base: string | null; head?: string }

export const AGREEMENT_FILE = 'plumbline.yml'

/** What a gate reads along at most. */
export const EVERYTHING: Along = { ancestors: true, file: AGREEMENT_FILE, compared: true }

/** All that anybody asks of a repository, however it came to be known. */
export const known = async ({ cwd, base, head }: AskedOf, along: Along) => {
  const repository = await openRepository(cwd, base, head ?? null, along)
  if (repository.kind === 'none') return repository
  const { diff, files } = askGit(repository)
  const left = repository.base.kind === 'found' ? repository.base.mergeBase : null
  const text = left === null ? null : await textAtCommit(repository, left, AGREEMENT_FILE)
  const { file: _, asked: __, ...rest } = repository
  return { ...rest, diff: await diff, files: await files, text }
}

/** A base with an agreement, and a change that was edited further on the disk. */
export const change = (repo: TemporaryRepository) => {
  repo.commit({ a: '1\n' })
  const base = repo.commit({ [AGREEMENT_FILE]: AGREEMENT, 'sub/b': '1\n' })
  repo.git('switch', '--quiet', '--create', 'feature')
  const head = repo.commit({ [AGREEMENT_FILE]: 'softer\n', a: '2\n' })
  repo.write({ a: '3\n', untracked: 'x\n' })
  return { cwd: repo.path, base, head }
}
