import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

const ONLY_OWNER = 0o600
const ONLY_OWNER_FOLDER = 0o700

/** A secret that is made on the first start and kept in a file that only its owner may read. */
export const kept = (file: string, make: () => string): string => {
  if (existsSync(file)) return readFileSync(file, 'utf8').trim()
  mkdirSync(dirname(file), { recursive: true, mode: ONLY_OWNER_FOLDER })
  const secret = make()
  writeFileSync(file, `${secret}\n`, { mode: ONLY_OWNER, flag: 'wx' })
  return secret
}
