import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Connection, ensureTable, startEmbedded } from '@plumbline/store'
import { type FunctionName, STREAM_ACTIONS, TABLE_ACTIONS } from '../../../../../infra/permissions.ts'
import { type Guard, startGuard } from './guard.ts'
import { type Front, serveLambda } from './http.ts'
import { type LambdaFunction, startLambda } from './runtime.ts'

/** What is deployed as a function; `node build.ts` makes it. */
export const bundleOf = (name: FunctionName): string =>
  fileURLToPath(new URL(`../../../dist/lambda/${name}`, import.meta.url))

export const OPERATOR_KEY = 'operator-key-of-the-hosted-tests'

/** What our infrastructure gives each function. */
const environmentOf = (name: FunctionName, endpoint: string, table: string): Record<string, string> => ({
  PLUMBLINE_TABLE: table,
  PLUMBLINE_DYNAMODB_ENDPOINT: endpoint,
  ...(name === 'api' ? { PLUMBLINE_OPERATOR_KEY: OPERATOR_KEY, PLUMBLINE_SECRET: 's'.repeat(64) } : {}),
})

export type Hosted = {
  connection: Connection
  /** Another environment of a function; `more` goes before what our infrastructure gives it. */
  start: (name: FunctionName, more?: Record<string, string>) => Promise<LambdaFunction>
  /** The API behind a URL, in two environments that take turns. */
  serve: (front?: Front) => Promise<string>
  /** What functions asked for and our infrastructure doesn’t allow them. */
  refused: readonly string[]
  stop: () => Promise<void>
}

/** The hosted installation on one machine: its functions as they are deployed, and the embedded engine for a table. */
export const startHosted = async (): Promise<Hosted> => {
  const dataDir = await mkdtemp(join(tmpdir(), 'plumbline-hosted-'))
  const embedded = await startEmbedded({ dataDir })
  const { connection } = embedded
  await ensureTable(connection)
  const ends: (() => Promise<void>)[] = []
  const guards = new Map<FunctionName, Promise<Guard>>()
  const guarded = (name: FunctionName): Promise<Guard> => {
    const guard =
      guards.get(name) ??
      startGuard(connection.endpoint ?? '', [...TABLE_ACTIONS[name], ...STREAM_ACTIONS[name]], refused)
    guards.set(name, guard)
    return guard
  }
  const refused: string[] = []
  const start: Hosted['start'] = async (name, more = {}) => {
    const guard = await guarded(name)
    const started = await startLambda(bundleOf(name), {
      ...environmentOf(name, guard.endpoint, connection.table),
      ...more,
    })
    ends.push(started.stop)
    return started
  }
  return {
    connection,
    start,
    serve: async (front) => {
      const served = await serveLambda([await start('api'), await start('api')], front)
      ends.push(served.stop)
      return served.url
    },
    refused,
    stop: async () => {
      for (const end of ends) await end()
      for (const guard of guards.values()) (await guard).stop()
      await embedded.stop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}
