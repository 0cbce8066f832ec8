import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { openRepository, remoteRepository } from '@plumbline/client/change'
import { formatMistake, parseAgreement } from '@plumbline/core'
import type { Context } from '../context.ts'
import { EXIT, type ExitCode, Failure, usage } from '../exit.ts'
import { agreementFile, type Repository, workflowFile } from './files.ts'
import { answersFrom, type Given } from './questions.ts'

export type InitOptions = Given & { yes?: boolean; force?: boolean }

const AGREEMENT = 'plumbline.yml'
const WORKFLOW = '.github/workflows/plumbline.yml'

const repositoryAt = async (cwd: string): Promise<Repository> => {
  const [found, remote] = await Promise.all([openRepository(cwd, null), remoteRepository(cwd)])
  const base = found.kind === 'repository' && found.base.name !== null ? found.base.name : 'main'
  return { name: remote, branch: base.endsWith('^') ? 'main' : base.replace(/^origin\//, '') }
}

/** Writes both files or neither. */
export const init = async (context: Context, { yes, force, ...given }: InitOptions): Promise<ExitCode> => {
  const there = [AGREEMENT, WORKFLOW].filter((file) => existsSync(resolve(context.cwd, file)))
  if (there.length > 0 && !force)
    throw usage(
      `${there.join(' and ')} ${there.length > 1 ? 'exist' : 'exists'} already; nothing was written`,
      '--force overwrites',
    )

  const answers = await answersFrom(context, given, yes === true)
  const repository = await repositoryAt(context.cwd)
  const agreement = agreementFile(answers, repository, context.now())
  const parsed = parseAgreement(agreement)
  if (!parsed.ok)
    throw new Failure(
      EXIT.usage,
      `these answers make no valid agreement; nothing was written\n${parsed.errors.map((mistake) => formatMistake(agreement, mistake, AGREEMENT)).join('\n')}`,
    )

  for (const [file, text] of [
    [AGREEMENT, agreement],
    [WORKFLOW, workflowFile(answers, repository)],
  ] as const) {
    const path = resolve(context.cwd, file)
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, text)
    context.out.write(`${file}\n`)
  }
  context.err.write(
    [
      '',
      'Next:',
      `  1. Read ${AGREEMENT} with the other side and change the numbers; plumbline validate checks it.`,
      '  2. plumbline gate --coverage coverage/lcov.info judges your change here and now.',
      `  3. In ${WORKFLOW}, name where your Plumbline lives, and commit both files: the first change is only observed.`,
      '',
    ].join('\n'),
  )
  return EXIT.fine
}
