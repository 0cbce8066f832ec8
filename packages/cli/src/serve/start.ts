import { type RunningServer, type ServerOptions, startServer } from '@plumbline/api'
import { type Failure, misconfigured } from '../exit.ts'

type Known = { code?: unknown; name: string; message: string }

const LOOPBACK = new Set(['127.0.0.1', '::1', 'localhost'])
export const isLoopback = (host: string): boolean => LOOPBACK.has(host) || host.startsWith('127.')

/** Why a server could not start, as a person who is new to it can use it; null where it is nothing we know. */
const known = (error: Known, { dataDir, port, host }: ServerOptions): Failure | null => {
  if (error.name === 'DataFolderInUse') return misconfigured(error.message)
  if (error.name === 'NoEngine' || error.name === 'ConfigMistake') return misconfigured(error.message)
  switch (error.code) {
    case 'EADDRINUSE':
      return misconfigured(
        `port ${port} is in use on ${host}`,
        'stop what listens there, or give --port 0 for any free one',
      )
    case 'EADDRNOTAVAIL':
      return misconfigured(
        `${host} is no address of this machine`,
        '--host 127.0.0.1 is this machine alone, 0.0.0.0 every network',
      )
    case 'EACCES':
    case 'EPERM':
      return misconfigured(
        `not allowed: ${error.message}`,
        `look at the rights of ${dataDir}, or take a port above 1023`,
      )
    case 'ENOTDIR':
    case 'EEXIST':
      return misconfigured(`${dataDir} is no folder`, 'give another one with --data')
    case 'ENOSPC':
      return misconfigured(`no space left for ${dataDir}`)
    default:
      return null
  }
}

const explained = (error: unknown, options: ServerOptions): unknown =>
  (error instanceof Error ? known(error, options) : null) ?? error

/** @throws Failure */
export const start = async (options: ServerOptions): Promise<RunningServer> => {
  try {
    return await startServer(options)
  } catch (error) {
    throw explained(error, options)
  }
}

const inUse = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'

/** As `start`; where the port is taken, another one will do. */
export const startAnywhere = async (options: ServerOptions, say: (text: string) => void): Promise<RunningServer> => {
  try {
    return await startServer(options)
  } catch (error) {
    if (!inUse(error)) throw explained(error, options)
    say(`port ${options.port} is in use, so another one was taken`)
    return start({ ...options, port: 0 })
  }
}
