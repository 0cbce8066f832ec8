import {
  baseAdvice,
  type MeasuredChange,
  measureChange,
  type NoRepository,
  openPullRequest,
  openRepository,
  type Repository,
} from '@plumbline/client/change'
import type { Evaluation } from '@plumbline/core'
import { apiUrlOf } from '../connection.ts'
import type { Context } from '../context.ts'
import { EXIT, type ExitCode, misconfigured, usage } from '../exit.ts'
import type { GateOptions } from './options.ts'
import { printVerdict } from './print.ts'

export type Measuring = { repository: Repository | NoRepository; measure: (service: string) => Promise<MeasuredChange> }

export type Judged = {
  evaluation: Evaluation
  change: MeasuredChange
  markdown: string | null
  /** What this change makes of the agreement file, where nobody could judge by it; the text from before it has judged. */
  wrong: string | null
}

const say = (context: Context, text: string) => context.err.write(`plumbline: ${text}\n`)

/** What the change is compared with, said where a person didn't say it. */
const sayBase = (context: Context, repository: Repository | NoRepository): void => {
  if (repository.kind === 'none' || repository.base.kind === 'none' || !repository.base.guessed) return
  const { name, mergeBase } = repository.base
  say(context, `compared with ${name} (${mergeBase.slice(0, 7)}), because no --base was given`)
}

const exitCode = ({ evaluation, change, wrong }: Judged): ExitCode => {
  if (evaluation.verdict === 'fail') return EXIT.no
  // Neither a report that was named and can't be read nor an agreement that nobody could judge by leaves all well.
  return change.reports.unreadable.length > 0 || wrong !== null ? EXIT.configuration : EXIT.fine
}

/** Measures the change, has it judged here or by the server, and prints the verdict. */
export const gate = async (context: Context, options: GateOptions): Promise<ExitCode> => {
  const { cwd } = context
  const remote = apiUrlOf(context, options) !== null
  if (!remote && (options.expect !== undefined || options.finalize || options.carryForward !== undefined))
    throw usage(
      'several uploads are united on a server, nowhere else',
      'give --api-url, or leave --expect, --finalize and --carry-forward out',
    )
  const repository = await openRepository(cwd, options.base ?? null, options.commit ?? null)
  if (!remote && options.base !== undefined && repository.kind === 'repository' && repository.base.kind === 'none')
    throw misconfigured(`can’t compare with ${options.base}`, baseAdvice(repository.base))
  sayBase(context, repository)

  const reports = [...(options.coverage ?? []), ...(options.tests ?? []), ...(options.findings ?? [])]
  if (reports.length === 0 && !options.finalize)
    say(context, 'no reports were named; give --coverage, --tests or --findings')
  const { pr: number, source } = options
  const measuring: Measuring = {
    repository,
    measure: async (service) => {
      const at = context.now()
      return measureChange({
        cwd,
        repository,
        reports,
        baseReports: options.baseCoverage ?? [],
        service,
        source,
        at,
        branch: options.ref ?? null,
        flag: options.flag ?? null,
        // No report knows how big the change is, and no checks of a commit do.
        pullRequest:
          number === undefined || options.event !== 'pull_request'
            ? null
            : await openPullRequest({ repository, number, service, source, at }),
        ...(options.commit === undefined ? {} : { commitSha: options.commit }),
      })
    },
  }

  const judged = remote
    ? await (await import('./remote.ts')).judgeRemotely(context, options, measuring)
    : await (await import('./local.ts')).judgeHere(context, options, measuring)
  // The server could not be reached, and the caller wants to go on without it.
  if (judged === null) return EXIT.fine
  printVerdict(context, options, judged.evaluation, judged.markdown)
  if (judged.wrong !== null) say(context, judged.wrong)
  return exitCode(judged)
}
