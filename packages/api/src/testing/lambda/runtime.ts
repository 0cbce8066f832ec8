import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'

const BOOTSTRAP = fileURLToPath(new URL('./bootstrap.mjs', import.meta.url))

/** What Lambda passes on of a function's answer, as JSON. */
const MAX_RESPONSE_BYTES = 6 * 1024 * 1024

/** As the caller of a function learns it. */
export type Invoked = { ok: unknown } | { error: { errorType: string; errorMessage: string } }

/** One execution environment: a process that answers one invocation after the other. */
export type LambdaFunction = {
  /** Waits for those before it. */
  invoke: (event: unknown) => Promise<Invoked>
  /** What the function has written, a line each. */
  lines: () => string[]
  pid: () => number | undefined
  stop: () => Promise<void>
}

type Invocation = { id: string; event: unknown; settle: (invoked: Invoked) => void }

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}

/** The Runtime API of one environment: hands out invocations in order, and takes their results. */
const runtimeApi = () => {
  const waiting: Invocation[] = []
  const underWay = new Map<string, Invocation>()
  let idle: ServerResponse | null = null
  let ended: Invoked | null = null

  const handOut = () => {
    const next = idle && waiting.shift()
    if (!idle || !next) return
    underWay.set(next.id, next)
    idle.writeHead(200, { 'lambda-runtime-aws-request-id': next.id, 'content-type': 'application/json' })
    idle.end(JSON.stringify(next.event))
    idle = null
  }

  const end = (why: Invoked) => {
    ended ??= why
    for (const { settle } of [...underWay.values(), ...waiting.splice(0)]) settle(ended)
    underWay.clear()
  }

  const resultOf = (verb: string, text: string): Invoked => {
    if (verb === 'error') return { error: JSON.parse(text) }
    if (Buffer.byteLength(text) <= MAX_RESPONSE_BYTES) return { ok: JSON.parse(text) }
    return { error: { errorType: 'Function.ResponseSizeTooLarge', errorMessage: 'Response payload size exceeded' } }
  }

  const server = createServer(async (request, response) => {
    const [, , , what = '', id = '', verb = ''] = (request.url ?? '').split('/')
    if (what === 'invocation' && id === 'next') {
      idle = response
      return handOut()
    }
    const text = await bodyOf(request)
    if (what === 'init') end({ error: JSON.parse(text) })
    else {
      underWay.get(id)?.settle(resultOf(verb, text))
      underWay.delete(id)
    }
    response.writeHead(202).end()
  })

  let count = 0
  return {
    server,
    end,
    invoke: (event: unknown): Promise<Invoked> => {
      if (ended) return Promise.resolve(ended)
      const { promise, resolve } = Promise.withResolvers<Invoked>()
      waiting.push({ id: `invocation-${++count}`, event, settle: resolve })
      handOut()
      return promise
    },
  }
}

const ended = (child: ChildProcess) => child.exitCode !== null || child.signalCode !== null

/**
 * Runs a bundled function as Lambda does: a process of its own that knows nothing but its folder and its variables,
 * and asks the Runtime API for work. Amazon's own runtime client is built from C++ when it is installed; this stands
 * in for it.
 * @param folder what would be deployed
 */
export const startLambda = async (folder: string, env: Record<string, string>): Promise<LambdaFunction> => {
  const api = runtimeApi()
  api.server.listen(0, '127.0.0.1')
  await once(api.server, 'listening')
  // A server that listens on TCP has an address of this form.
  const { port } = api.server.address() as AddressInfo
  const child = spawn(process.execPath, [BOOTSTRAP], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      AWS_LAMBDA_RUNTIME_API: `127.0.0.1:${port}`,
      LAMBDA_TASK_ROOT: folder,
      _HANDLER: 'index.handler',
      AWS_REGION: 'eu-central-1',
      AWS_ACCESS_KEY_ID: 'plumbline',
      AWS_SECRET_ACCESS_KEY: 'plumbline',
      AWS_SESSION_TOKEN: 'plumbline',
      TZ: ':UTC',
      ...env,
    },
  })
  let written = ''
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (written += text))
  child.once('exit', (code) =>
    api.end({ error: { errorType: 'Runtime.ExitError', errorMessage: `the process ended with ${code}: ${written}` } }),
  )
  return {
    invoke: api.invoke,
    lines: () => written.split('\n').filter((line) => line !== ''),
    pid: () => child.pid,
    stop: async () => {
      if (!ended(child)) {
        const exited = once(child, 'exit')
        child.kill('SIGKILL')
        await exited
      }
      api.server.closeAllConnections()
      api.server.close()
    },
  }
}
