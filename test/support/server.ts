import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const CLI = fileURLToPath(new URL('../../packages/cli/bin/plumbline.js', import.meta.url))

export type ServerProcess = {
  url: string
  operatorKey: string
  /** Milliseconds from starting the process to its first answer. */
  startedInMs: number
  /** Ends the server at once: alone, or with what it started, as a power cut would. */
  kill: (what: 'server' | 'everything') => Promise<void>
  /** Ends it as a person would. */
  stop: () => Promise<void>
}

const OPERATOR_KEY = 'the-operator-key-of-an-end-to-end-test'

/** The address that `serve` prints once it answers. */
const addressOf = async (child: ChildProcess): Promise<string> => {
  const lines: string[] = []
  for (const stream of [child.stdout, child.stderr]) {
    if (stream) createInterface({ input: stream }).on('line', (line) => lines.push(line))
  }
  for (;;) {
    const address = lines.map((line) => /https?:\/\/127\.0\.0\.1:\d+/.exec(line)?.[0]).find(Boolean)
    if (address) return address
    if (child.exitCode !== null) throw new Error(`serve ended with ${child.exitCode}:\n${lines.join('\n')}`)
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

/** Starts the built `plumbline serve` as a user would, in a process group of its own. */
export const startServerProcess = async (
  dataDir: string,
  more: Record<string, string> = {},
): Promise<ServerProcess> => {
  const began = performance.now()
  const child = spawn(process.execPath, [CLI, 'serve', '--port', '0', '--data', dataDir], {
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, PLUMBLINE_OPERATOR_KEY: OPERATOR_KEY, ...more },
  })
  const ended = once(child, 'exit')
  const url = await addressOf(child)
  await fetch(`${url}/readyz`)
  const startedInMs = performance.now() - began
  return {
    url,
    operatorKey: OPERATOR_KEY,
    startedInMs,
    kill: async (what) => {
      if (child.pid !== undefined) process.kill(what === 'everything' ? -child.pid : child.pid, 'SIGKILL')
      await ended
    },
    stop: async () => {
      child.kill('SIGTERM')
      await ended
    },
  }
}

type Party = 'client' | 'vendor'

/** Asks a server in JSON; throws what it answered where that is no success. */
export const ask = async <T>(url: string, key: string, path: string, body?: unknown): Promise<T> => {
  const response = await fetch(`${url}${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { authorization: `Bearer ${key}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  if (!response.ok) throw new Error(`${path} answered ${response.status}: ${text}`)
  return JSON.parse(text) as T
}

/** Makes an engagement and takes both claims; answers the admin key of each party. */
export const makeEngagement = async (server: ServerProcess, engagement: string): Promise<Record<Party, string>> => {
  const { claims } = await ask<{ claims: Record<Party, string> }>(server.url, server.operatorKey, '/v1/engagements', {
    engagement,
    title: 'Acme and Northwind',
  })
  const take = async (party: Party) => {
    const { key } = await ask<{ key: string }>(server.url, '', '/v1/claims', {
      claim: claims[party],
      name: `${party} admin`,
      role: 'admin',
    })
    return key
  }
  return { client: await take('client'), vendor: await take('vendor') }
}
