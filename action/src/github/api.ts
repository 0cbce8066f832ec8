import { setTimeout as wait } from 'node:timers/promises'
import { type Answer, backoffMs, type Send } from '@plumbline/client'
import type { Budget } from '../budget.ts'
import { GitHubError, type GitHubErrorKind } from './errors.ts'
import { outcomeOf } from './retry.ts'

/**
 * GitHub's REST API, as little of it as a comment needs. Not `getOctokit`: at each start it loads undici, which doubles
 * the time of a whole run (60 ms, 500 KB), for three calls whose retries have to fit in one budget anyway.
 */
export type GitHub = {
  /** The answer's JSON and the address of the next page. Throws GitHubError for everything that is not 2xx. */
  call: (
    method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
    path: string,
    body?: unknown,
  ) => Promise<{ json: unknown; next: string | null }>
  graphql: (query: string) => Promise<unknown>
}

export type GitHubOptions = {
  /** `https://api.github.com`, or a GitHub Enterprise Server's `/api/v3`. */
  apiUrl: string
  token: string
  budget: Budget
  send: Send
  sleep?: (ms: number) => Promise<unknown>
  random?: () => number
}

type Again = { why: 'rate_limited' | 'unavailable'; waitMs: number | null; status: number | null; said: string }

const ATTEMPT_MS = 10_000
const MAX_BYTES = 32 * 1024 * 1024

const messageOf = (answer: Answer): string => {
  try {
    const body: unknown = JSON.parse(answer.body)
    if (typeof body === 'object' && body !== null && 'message' in body && typeof body.message === 'string')
      return body.message
  } catch {
    // A proxy's page: the status has to do.
  }
  return ''
}

/** What was answered, or that something else than GitHub answered. */
const jsonOf = (answer: Answer, called: string): unknown => {
  try {
    return answer.body === '' ? null : JSON.parse(answer.body)
  } catch {
    throw new GitHubError('other', answer.status, `${called}: ${answer.status} without JSON`)
  }
}

const KINDS: Record<number, GitHubErrorKind> = {
  401: 'unauthorised',
  403: 'forbidden',
  404: 'not_found',
  410: 'not_found',
}

/** The `rel="next"` address; only on the API's own host, because the token goes with it. */
const nextOf = (answer: Answer, base: string): string | null => {
  const link = answer.headers.link
  const next = /<([^>]+)>;\s*rel="next"/.exec(Array.isArray(link) ? link.join(',') : (link ?? ''))?.[1]
  return next !== undefined && URL.canParse(next) && new URL(next).origin === new URL(base).origin ? next : null
}

export const createGitHub = ({
  apiUrl,
  token,
  budget,
  send,
  sleep = wait,
  random = Math.random,
}: GitHubOptions): GitHub => {
  const base = apiUrl.replace(/\/+$/, '')
  const headers = {
    accept: 'application/vnd.github+json',
    authorization: `Bearer ${token}`,
    'user-agent': 'plumbline-action',
    'x-github-api-version': '2022-11-28',
  }

  /** One try: an answer to read, or why to try again. */
  const attempt = async (method: string, url: URL, body: string | null): Promise<{ answer: Answer } | Again> => {
    const timeoutMs = Math.max(1, Math.min(ATTEMPT_MS, Math.ceil(budget.leftMs())))
    const typed = body === null ? headers : { ...headers, 'content-type': 'application/json' }
    let answer: Answer
    try {
      answer = await send({ url, method, headers: typed, body, timeoutMs, maxBytes: MAX_BYTES })
    } catch (error) {
      return {
        why: 'unavailable',
        waitMs: null,
        status: null,
        said: error instanceof Error ? error.message : String(error),
      }
    }
    const outcome = outcomeOf(answer, Date.now())
    if (outcome.kind === 'answer') return { answer }
    return { ...outcome, status: answer.status, said: `${answer.status} ${messageOf(answer)}`.trim() }
  }

  const call: GitHub['call'] = async (method, path, body) => {
    const url = new URL(URL.canParse(path) ? path : base + path)
    const called = `${method} ${url.pathname}`
    const text = body === undefined ? null : JSON.stringify(body)
    for (let failures = 1; ; failures += 1) {
      const tried = await attempt(method, url, text)
      if ('answer' in tried) return read(tried.answer, called)
      const waitMs = Math.max(backoffMs(failures, random()), tried.waitMs ?? 0)
      if (waitMs >= budget.leftMs()) {
        const often = failures === 1 ? 'one attempt' : `${failures} attempts`
        throw new GitHubError(tried.why, tried.status, `${called}: ${tried.said}, after ${often}`)
      }
      await sleep(waitMs)
    }
  }

  const read = (answer: Answer, called: string) => {
    if (answer.status < 200 || answer.status > 299)
      throw new GitHubError(
        KINDS[answer.status] ?? 'other',
        answer.status,
        `${called}: ${answer.status} ${messageOf(answer)}`.trim(),
      )
    return { json: jsonOf(answer, called), next: nextOf(answer, base) }
  }

  // An Enterprise Server has REST at /api/v3 and GraphQL at /api/graphql.
  const graphql: GitHub['graphql'] = async (query) =>
    (await call('POST', `${base.replace(/\/v3$/, '')}/graphql`, { query })).json

  return { call, graphql }
}
