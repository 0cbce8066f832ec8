import { formatInstant } from '@plumbline/core'
import type { Context } from 'hono'
import type { Deps } from '../deps.ts'
import { views } from '../pages/later.ts'
import { page } from '../pages/page.ts'
import { problemOf, problemResponse, type Refusal } from '../problem/problem.ts'
import { preferred } from './accept.ts'
import type { AppEnv } from './env.ts'
import { describeError } from './log.ts'

/** People who followed a link see a page; everything under /v1, and every call of the contract, is for programs. */
const wantsPage = ({ req, get }: Context<AppEnv>): boolean =>
  !req.path.startsWith('/v1/') &&
  get('operation') === undefined &&
  preferred(req.header('accept') ?? '', ['application/problem+json', 'text/html']) === 'text/html'

/** What we did not expect goes to the log with its cause; the answer says only that it is there. */
const logFault = ({ log, now }: Deps, refusal: Refusal, requestId: string): void => {
  if (refusal.code !== 'internal' && refusal.code !== 'unavailable') return
  const error = refusal.cause === undefined ? {} : { error: describeError(refusal.cause) }
  log({ level: 'error', time: formatInstant(now()), message: refusal.code, request_id: requestId, ...error })
}

/** The one place where a refusal becomes an answer. */
export const refuse = async (deps: Deps, context: Context<AppEnv>, refusal: Refusal): Promise<Response> => {
  const requestId = context.get('requestId')
  logFault(deps, refusal, requestId)
  if (!wantsPage(context)) return problemResponse(refusal, requestId, deps.config.publicUrl)
  const problem = problemOf(refusal, requestId)
  const { problemPage } = await views()
  const answer = page(problemPage(problem), problem.status)
  for (const [name, value] of Object.entries(refusal.headers)) answer.headers.set(name, value)
  return answer
}
