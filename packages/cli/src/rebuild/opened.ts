import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { openTable, type RunningServer } from '@plumbline/api'
import type { Context } from '../context.ts'
import { misconfigured } from '../exit.ts'
import { start } from '../serve/start.ts'

export type Place = { data: string; table?: string; region?: string }

/** A store that nobody else of this process has, where it is in words, and how it is given back. */
export type Opened = { store: RunningServer['store']; where: string; close: () => Promise<void> }

const named = (table: string, region: string | undefined) => {
  try {
    return openTable({ table, ...(region === undefined ? {} : { region }) }, () => {})
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'ConfigMistake') throw error
    throw misconfigured(
      error.message,
      'a table on AWS needs --region and the AWS_ variables of who may read and write it',
    )
  }
}

/** @throws Failure */
export const opened = async (context: Context, { data, table, region }: Place): Promise<Opened> => {
  if (table !== undefined) {
    const store = named(table, region)
    return { store, where: `the table ${table}`, close: async () => store.close() }
  }
  const dataDir = resolve(context.cwd, data)
  if (!existsSync(dataDir))
    throw misconfigured(`there is no data in ${data}`, '--data names the folder that plumbline serve uses')
  const server = await start({ dataDir, port: 0, log: () => {}, ticks: () => false })
  return { store: server.store, where: data, close: () => server.stop() }
}
