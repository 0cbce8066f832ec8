import { openStore } from '@plumbline/store'
import type { Deps } from './deps.ts'
import { storeLog, writeLine } from './http/log.ts'
import { readTable } from './lambda/config.ts'

/** What each hosted function is made of, and has for as long as its process lives. */
export type Hosted = Pick<Deps, 'store' | 'now' | 'log'>

/**
 * The hosted installation's composition root, as `server.ts` is that of one machine: the same store and log for the
 * functions in `lambda/`, each of which is bundled with nothing but its own part.
 * @throws ConfigMistake
 */
export const openHosted = (): Hosted => ({
  store: openStore({ ...readTable(), log: storeLog(writeLine) }),
  now: Date.now,
  log: writeLine,
})
