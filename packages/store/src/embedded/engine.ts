import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

const HOST = '127.0.0.1'
const READY_POLL_MS = 5
const READY_WITHIN_MS = 10_000
const STOP_WITHIN_MS = 5_000

export const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, HOST)
  await once(server, 'listening')
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, HOST)
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })

/** Starts the engine's program on a port; resolves when it takes connections, null when it ended before. */
export const launch = async (program: string, port: number, database: string): Promise<ChildProcess | null> => {
  // Its greeting would mix with our own output, and our environment holds secrets that are none of its business.
  const child = spawn(program, ['serve', '--host', HOST, '--port', String(port), '--db-path', database], {
    stdio: 'ignore',
    env: {},
  })
  let failure: Error | null = null
  child.once('error', (error) => {
    failure = error
  })
  const startedAt = performance.now()
  while (!(await answers(port))) {
    if (failure) throw failure
    if (child.exitCode !== null || child.signalCode !== null) return null
    if (performance.now() - startedAt > READY_WITHIN_MS) {
      child.kill('SIGKILL')
      throw new Error('the embedded store does not answer')
    }
    await sleep(READY_POLL_MS)
  }
  return child
}

/** Asks it to end, and ends it where it does not. */
export const terminate = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exited = once(child, 'exit')
  child.kill('SIGTERM')
  const deadline = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS)
  await exited
  clearTimeout(deadline)
}

export const endpointAt = (port: number) => `http://${HOST}:${port}`
