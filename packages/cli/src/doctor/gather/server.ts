import { createSend, type Send } from '@plumbline/client'
import type { Context } from '../../context.ts'
import { VERSION } from '../../version.ts'
import type { Asked, ServerFacts } from '../facts.ts'

const TIMEOUT_MS = 10_000
const MAX_BYTES = 4 * 1024 * 1024

type Call = { method: 'GET' | 'POST'; path: string; key?: string; body?: unknown }

const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

const fieldOf = (json: unknown, name: string): string | null => {
  const value = typeof json === 'object' && json !== null ? Reflect.get(json, name) : null
  return typeof value === 'string' ? value : null
}

const whyNot = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error)
  const code = 'code' in error ? error.code : null
  if (code === 'ECONNREFUSED') return 'nothing listens there'
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'no such host is known'
  return error.message || String(code)
}

const asker =
  (send: Send, url: string, timeoutMs: number) =>
  async ({ method, path, key, body }: Call): Promise<Asked> => {
    try {
      const answer = await send({
        url: new URL(`${url.replace(/\/+$/, '')}${path}`),
        method,
        headers: {
          accept: 'application/json',
          'user-agent': `plumbline-cli/${VERSION}`,
          ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        body: body === undefined ? null : JSON.stringify(body),
        timeoutMs,
        maxBytes: MAX_BYTES,
      })
      const json = jsonOf(answer.body)
      const at = Date.parse(answer.headers.date ?? '')
      return {
        kind: 'answered',
        status: answer.status,
        code: fieldOf(json, 'code'),
        detail: fieldOf(json, 'detail') ?? '',
        json,
        date: Number.isNaN(at) ? null : at,
      }
    } catch (error) {
      return { kind: 'failed', detail: whyNot(error) }
    }
  }

const isHttp = (url: string): boolean => URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)

/**
 * Asks a server once for each thing, and never for anything that changes something: an empty list of events, and a gate
 * about nothing, are refused or answered after the key was looked at and before anything is done.
 */
export const gatherServer = async (
  { inputs }: Context,
  url: string,
  engagement: string | null,
  timeoutSeconds: number | undefined,
): Promise<ServerFacts> => {
  const key = inputs.apiKey
  const nothing = { ready: null, agreements: null, current: null, mayAdminister: null, maySend: null, mayGate: null }
  const facts = { url, badUrl: !isHttp(url), engagement, key }
  if (facts.badUrl) return { ...facts, ...nothing }
  const ask = asker(createSend(inputs.proxy), url, timeoutSeconds === undefined ? TIMEOUT_MS : timeoutSeconds * 1_000)
  const ready = await ask({ method: 'GET', path: '/readyz' })
  if (ready.kind === 'failed' || ready.status !== 200 || key === null || engagement === null)
    return { ...facts, ...nothing, ready }
  const base = `/v1/engagements/${encodeURIComponent(engagement)}`
  const [agreements, current, mayAdminister, maySend, mayGate] = await Promise.all([
    ask({ method: 'GET', path: `${base}/agreements`, key }),
    ask({ method: 'GET', path: `${base}/agreements/current`, key }),
    ask({ method: 'GET', path: `${base}/keys`, key }),
    ask({ method: 'POST', path: `${base}/events`, key, body: [] }),
    ask({ method: 'POST', path: `${base}/gate`, key, body: {} }),
  ])
  return { ...facts, ready, agreements, current, mayAdminister, maySend, mayGate }
}
