import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

const POLL_MS = 10
const PATIENCE_MS = 5_000

/** Notes which process is the engine, so that it can be found when ours was killed and left it running. */
export const noteEngine = (file: string, pid: number) => writeFileSync(file, `${pid}\n`, { mode: 0o600 })

export const forgetEngine = (file: string) => rmSync(file, { force: true })

const notedPid = (file: string): number | null => {
  try {
    const pid = Number.parseInt(readFileSync(file, 'utf8'), 10)
    return pid > 1 ? pid : null
  } catch {
    return null
  }
}

/** Is it an engine with this database? Process ids are used again, so the number alone proves nothing. */
const isOurEngine = (pid: number, database: string): boolean => {
  try {
    const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')
    return (words[0] ?? '').endsWith('dynoxide') && words.includes(database)
  } catch {
    return false
  }
}

/** Ends an engine that outlived its process: two on one database would be one too many. The caller holds the folder. */
export const endOrphan = async (file: string, database: string): Promise<void> => {
  const pid = notedPid(file)
  const startedAt = performance.now()
  let asked = false
  while (pid !== null && isOurEngine(pid, database)) {
    const impatient = performance.now() - startedAt > PATIENCE_MS
    if (!asked || impatient) process.kill(pid, impatient ? 'SIGKILL' : 'SIGTERM')
    asked = true
    await sleep(POLL_MS)
  }
  forgetEngine(file)
}
