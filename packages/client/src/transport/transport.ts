import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { type Answer, AnswerTooLong, AttemptTimeout, createSend, type Send } from './attempt.ts'
import { backoffMs, RETRIED_STATUSES, retryAfterMs } from './backoff.ts'
import { bearersOf, type Credential } from './bearer.ts'
import { ApiProblem, ApiUnavailable, BadBaseUrl, type UnavailableReason } from './errors.ts'
import { problemOf } from './problem.ts'

/** The same request is still being answered, by an earlier attempt whose answer was lost: ask again in a moment. */
const UNDER_WAY = 'idempotency_key_in_use'

/** What the transport asks of the world; tests give their own. */
export type Surroundings = {
  send: Send
  /** Monotonic milliseconds. */
  nowMs: () => number
  /** Wall clock in milliseconds, only for a `Retry-After` that is a date. */
  wallMs: () => number
  sleep: (ms: number) => Promise<unknown>
  random: () => number
}

export type TransportOptions = {
  /** The installation's address, e.g. `https://plumbline.acme.example`; a path before `/v1` is kept. */
  baseUrl: string
  /**
   * Bearer credential, or how to get one. It is asked for each attempt anew, because an identity token counts once:
   * an answer that was lost has used it up. What it throws ends the call as it is.
   */
  credential?: Credential
  /** For the whole call, all attempts and waits; default 30 s. */
  budgetMs?: number
  /** For one attempt; default 10 s. */
  attemptMs?: number
  /** Longest answer taken in bytes; default 16 MiB. */
  maxBytes?: number
  userAgent?: string
  /** Told before each wait: for a line on stderr. */
  onRetry?: (retry: { failures: number; waitMs: number; because: string }) => void
  surroundings?: Partial<Surroundings>
}

export type Call = {
  method: 'GET' | 'POST' | 'DELETE'
  /** From `/v1` on. */
  path: string
  query?: Record<string, string | number | readonly string[] | undefined>
  body?: unknown
  /** Text sent as it is, in place of `body`. */
  raw?: { contentType: string; text: string }
  accept?: string
  /** The request names itself (events by id, a gate by its run): no key is made for it. */
  selfIdentifying?: boolean
}

export type Transport = { origin: string; call(call: Call): Promise<Answer> }

const baseOf = (text: string): URL => {
  const url = URL.canParse(text) ? new URL(text) : null
  if (!url || (url.protocol !== 'http:' && url.protocol !== 'https:'))
    throw new BadBaseUrl(`“${text}” is no http(s) address; give one like https://plumbline.acme.example`)
  if (url.username || url.password) throw new BadBaseUrl('the API’s address must not hold a user name or password')
  return url
}

const address = (base: URL, { path, query = {} }: Call): URL => {
  const url = new URL(base)
  url.pathname = base.pathname.replace(/\/+$/, '') + path
  url.hash = ''
  url.search = ''
  for (const [name, value] of Object.entries(query))
    for (const one of Array.isArray(value) ? value : [value])
      if (one !== undefined) url.searchParams.append(name, String(one))
  return url
}

/** What went wrong without an answer, in words; the address tells the rest. */
const networkDetail = (error: unknown, origin: string): string => {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code === 'ECONNREFUSED') return `nothing listens at ${origin}`
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return `the name in ${origin} can’t be resolved`
  if (error instanceof AttemptTimeout) return `${origin} didn’t answer in time`
  return `the connection to ${origin} failed${code ? ` (${code})` : error instanceof Error ? `: ${error.message}` : ''}`
}

type Failure = { reason: UnavailableReason; detail: string; waitMs: number | null; cause?: unknown }

/** Sends, and sends again inside one budget for what may pass. Every other answer below 400 is returned, above thrown. */
export const createTransport = (options: TransportOptions): Transport => {
  const base = baseOf(options.baseUrl)
  const { origin } = base
  const { budgetMs = 30_000, attemptMs = 10_000, maxBytes = 16 * 1024 * 1024, credential = null, onRetry } = options
  const world: Surroundings = {
    send: createSend(),
    nowMs: () => performance.now(),
    wallMs: Date.now,
    sleep: wait,
    random: Math.random,
    ...options.surroundings,
  }

  const headersOf = (call: Call): Record<string, string> => {
    const contentType = call.raw?.contentType ?? (call.body === undefined ? null : 'application/json')
    const headers: Record<string, string> = { accept: call.accept ?? 'application/json' }
    if (options.userAgent) headers['user-agent'] = options.userAgent
    if (contentType) headers['content-type'] = contentType
    if (call.method !== 'GET' && !call.selfIdentifying) headers['idempotency-key'] = randomUUID()
    return headers
  }

  const failureOf = (answer: Answer): Failure => ({
    reason: answer.status === 429 ? 'rate_limited' : 'server',
    detail:
      answer.status === 429
        ? `${origin} asks for fewer requests`
        : `${origin} answers ${answer.status}: it is not available just now`,
    waitMs: retryAfterMs(answer.headers['retry-after'], world.wallMs()),
  })

  const call = async (wanted: Call): Promise<Answer> => {
    const startedAt = world.nowMs()
    const left = () => budgetMs - (world.nowMs() - startedAt)
    const url = address(base, wanted)
    const fixed = headersOf(wanted)
    const body = wanted.raw?.text ?? (wanted.body === undefined ? null : JSON.stringify(wanted.body))
    const bearers = bearersOf(credential)

    for (let attempts = 1; ; attempts += 1) {
      const bearer = await bearers.next()
      const headers = bearer ? { ...fixed, authorization: `Bearer ${bearer}` } : fixed
      let failure: Failure
      try {
        const timeoutMs = Math.max(1, Math.min(attemptMs, Math.ceil(left())))
        const answer = await world.send({ url, method: wanted.method, headers, body, timeoutMs, maxBytes })
        if (answer.status >= 200 && answer.status < 300) return answer
        if (!RETRIED_STATUSES.has(answer.status)) {
          const problem = problemOf(answer, origin)
          if (!bearers.mayReplace(problem) && problem.code !== UNDER_WAY) throw problem
          failure = { reason: 'server', detail: problem.message, waitMs: null }
        } else failure = failureOf(answer)
      } catch (error) {
        if (error instanceof ApiProblem || error instanceof AnswerTooLong) throw error
        const reason = error instanceof AttemptTimeout ? 'timeout' : 'network'
        failure = { reason, detail: networkDetail(error, origin), waitMs: null, cause: error }
      }
      const waitMs = Math.max(backoffMs(attempts, world.random()), failure.waitMs ?? 0)
      if (waitMs >= left()) throw new ApiUnavailable({ ...failure, attempts, origin })
      onRetry?.({ failures: attempts, waitMs, because: failure.detail })
      await world.sleep(waitMs)
    }
  }

  return { origin, call }
}
