import { openStore, type Store } from '@plumbline/store'
import { type LogLine, storeLog } from '../http/log.ts'
import { tableNamed } from '../lambda/config.ts'

/**
 * The store of a hosted installation, opened from elsewhere: the same code, without a server. Whoever opens it closes
 * it.
 * @throws ConfigMistake
 */
export const openTable = (named: { table: string; region?: string }, log: (line: LogLine) => void): Store =>
  openStore({ ...tableNamed(named), log: storeLog(log) })
