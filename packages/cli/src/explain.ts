import { ApiProblem, ApiUnavailable, BadBaseUrl } from '@plumbline/client/errors'
import { CommanderError } from 'commander'
import { EXIT, type ExitCode, Failure } from './exit.ts'
import { mistakeText } from './output/mistake.ts'
import { oneLine } from './output/text.ts'

type Explanation = { exit: ExitCode; lines: string[] }

const problemExit = ({ status, code }: ApiProblem): ExitCode => {
  if (status === 401 || status === 403) return EXIT.unauthorised
  if (code === 'not_plumbline') return EXIT.configuration
  return status >= 500 ? EXIT.unavailable : EXIT.usage
}

const problemNext = ({ status, code }: ApiProblem): string | null => {
  if (status === 401) return 'set PLUMBLINE_API_KEY to a key of this engagement'
  if (code === 'scope_missing') return 'use a key with that scope; plumbline keys list shows what yours may do'
  if (status === 404) return 'look at --engagement (or PLUMBLINE_ENGAGEMENT) and at the name you gave'
  return null
}

const ofProblem = (problem: ApiProblem): Explanation => {
  const mistakes = problem.errors.slice(0, 20).map((mistake) => {
    const where = mistake.line === undefined ? mistake.pointer : `${mistake.line}:${mistake.column ?? 1}`
    return `  ${oneLine(`${where}${where ? '  ' : ''}${mistakeText(mistake)}`)}`
  })
  const next = problemNext(problem)
  const request = problem.requestId && problem.status >= 500 ? [`  request ${oneLine(problem.requestId)}`] : []
  return {
    exit: problemExit(problem),
    lines: [oneLine(problem.message), ...mistakes, ...request, ...(next ? [`  ${next}`] : [])],
  }
}

/** Every way a command can end badly, in words and as an exit code. */
export const explain = (error: unknown): Explanation => {
  if (error instanceof Failure)
    return { exit: error.exit, lines: [error.message, ...(error.next === null ? [] : [`  ${error.next}`])] }
  if (error instanceof ApiProblem) return ofProblem(error)
  if (error instanceof ApiUnavailable)
    return {
      exit: EXIT.unavailable,
      lines: [`${error.message} (${error.attempts} attempt${error.attempts === 1 ? '' : 's'})`],
    }
  if (error instanceof BadBaseUrl) return { exit: EXIT.configuration, lines: [error.message] }
  // Commander has said what is wrong with the usage already.
  if (error instanceof CommanderError) return { exit: error.exitCode === 0 ? EXIT.fine : EXIT.usage, lines: [] }
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return {
    exit: EXIT.configuration,
    lines: ['this should not have happened; please report it with what follows', detail],
  }
}
