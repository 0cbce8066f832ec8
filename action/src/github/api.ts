import { type Answer, AnswerTooLong, type Send } from '@plumbline/client'
import type { Budget } from '../budget.ts'
import { textAt } from '../json.ts'
import { type Again as AgainFor, tryAgain } from '../try-again.ts'
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
  /** What GitHub tells in another media type than JSON, e.g. a diff. Throws likewise. */
  text: (path: string, mediaType: string, maxBytes?: number) => Promise<string>
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

type Again = AgainFor & { why: 'rate_limited' | 'unavailable'; status: number | null }

const JSON_TYPE = 'application/vnd.github+json'
const ATTEMPT_MS = 10_000
const MAX_BYTES = 32 * 1024 * 1024

/** What was answered; undefined where it is no JSON: a proxy's page, say, or half an answer. */
const jsonOf = ({ body }: Answer): unknown => {
  try {
    return body === '' ? null : JSON.parse(body)
  } catch {
    return undefined
  }
}

const messageOf = (answer: Answer): string => textAt(jsonOf(answer), 'message') ?? ''

const KINDS: Record<number, GitHubErrorKind> = {
  401: 'unauthorised',
  403: 'forbidden',
  404: 'not_found',
  410: 'not_found',
}

const kindOf = (answer: Answer): GitHubErrorKind => {
  if (jsonOf(answer) === undefined) return 'not_github'
  if (answer.status === 403 && /\blocked\b/i.test(messageOf(answer))) return 'locked'
  return KINDS[answer.status] ?? 'other'
}

/** The `rel="next"` address; only on the API's own host, because the token goes with it. */
const nextOf = (answer: Answer, base: string): string | null => {
  const link = answer.headers.link
  const next = /<([^>]+)>;\s*rel="next"/.exec(Array.isArray(link) ? link.join(',') : (link ?? ''))?.[1]
  return next !== undefined && URL.canParse(next) && new URL(next).origin === new URL(base).origin ? next : null
}

export const createGitHub = ({ apiUrl, token, budget, send, ...waits }: GitHubOptions): GitHub => {
  const base = apiUrl.replace(/\/+$/, '')
  const headers = {
    authorization: `Bearer ${token}`,
    'user-agent': 'plumbline-action',
    'x-github-api-version': '2022-11-28',
  }

  /** One try: an answer to read, or why to try again. */
  const attempt = async (
    method: string,
    url: URL,
    body: string | null,
    accept: string,
    failures: number,
    maxBytes: number,
  ): Promise<{ done: Answer } | Again> => {
    const timeoutMs = Math.max(1, Math.min(ATTEMPT_MS, Math.ceil(budget.leftMs())))
    const asked = { ...headers, accept }
    const typed = body === null ? asked : { ...asked, 'content-type': 'application/json' }
    let answer: Answer
    try {
      answer = await send({ url, method, headers: typed, body, timeoutMs, maxBytes })
    } catch (error) {
      // It would be as long the next time.
      if (error instanceof AnswerTooLong)
        throw new GitHubError('other', null, `${calledOf(method, url)}: ${error.message}`)
      return {
        why: 'unavailable',
        waitMs: null,
        status: null,
        said: error instanceof Error ? error.message : String(error),
      }
    }
    const outcome = outcomeOf(answer, Date.now(), failures)
    if (outcome.kind === 'answer') return { done: answer }
    return { ...outcome, status: answer.status, said: `${answer.status} ${messageOf(answer)}`.trim() }
  }

  /** Asks until there is an answer, or no time. */
  const ask = (method: string, url: URL, body: string | null, accept: string, maxBytes = MAX_BYTES): Promise<Answer> =>
    tryAgain((failures) => attempt(method, url, body, accept, failures, maxBytes), {
      budget,
      ...waits,
      giveUp: ({ why, status, said, waitMs }, often) => {
        const asked = waitMs === null ? '' : `, to be asked again in ${Math.ceil(waitMs / 1_000)} s`
        return new GitHubError(why, status, `${calledOf(method, url)}: ${said}, after ${often}${asked}`)
      },
    })

  const urlOf = (path: string) => new URL(URL.canParse(path) ? path : base + path)
  const calledOf = (method: string, url: URL) => `${method} ${url.pathname}`

  const call: GitHub['call'] = async (method, path, body) => {
    const url = urlOf(path)
    const answer = await ask(method, url, body === undefined ? null : JSON.stringify(body), JSON_TYPE)
    return read(answer, calledOf(method, url))
  }

  const text: GitHub['text'] = async (path, mediaType, maxBytes) => {
    const url = urlOf(path)
    const answer = await ask('GET', url, null, mediaType, maxBytes)
    if (answer.status < 200 || answer.status > 299) read(answer, calledOf('GET', url))
    return answer.body
  }

  const read = (answer: Answer, called: string) => {
    const json = jsonOf(answer)
    if (json === undefined || answer.status < 200 || answer.status > 299) {
      const said = json === undefined ? 'without JSON' : messageOf(answer)
      throw new GitHubError(kindOf(answer), answer.status, `${called}: ${answer.status} ${said}`.trim())
    }
    return { json, next: nextOf(answer, base) }
  }

  // An Enterprise Server has REST at /api/v3 and GraphQL at /api/graphql.
  const graphql: GitHub['graphql'] = async (query) =>
    (await call('POST', `${base.replace(/\/v3$/, '')}/graphql`, { query })).json

  return { call, text, graphql }
}
