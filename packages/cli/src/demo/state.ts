import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { misconfigured } from '../exit.ts'

/** What a second start must know of the first; holds the parties' keys, so only its owner may read it. */
export type DemoState = {
  format: 1
  /** UTC midnight of the example's first day, in milliseconds. */
  firstDay: number
  claims?: { client: string; vendor: string }
  keys: { client?: string; vendor?: string; ci?: string }
  /** Versions of the agreement that are in force or waiting to be. */
  agreements: number
  /** Last day whose events are all sent. */
  doneThrough: number
}

const FILE = 'demo.json'
const ONLY_OWNER = 0o600

export const demoFile = (dataDir: string): string => join(dataDir, FILE)

/** @throws Failure where the file is there and can't be used */
export const readState = (dataDir: string): DemoState | null => {
  let text: string
  try {
    text = readFileSync(demoFile(dataDir), 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
  try {
    const state: unknown = JSON.parse(text)
    // Written by `writeState` alone, whole or not at all; the format tells whether by this version of it.
    if (typeof state === 'object' && state !== null && 'format' in state && state.format === 1)
      return state as DemoState
  } catch {}
  throw misconfigured(`${demoFile(dataDir)} is not readable`, `remove the folder ${dataDir} to begin a new example`)
}

/** Whole or not at all: a process may end at any moment. */
export const writeState = (dataDir: string, state: DemoState): void => {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const file = demoFile(dataDir)
  writeFileSync(`${file}.new`, `${JSON.stringify(state, null, 2)}\n`, { mode: ONLY_OWNER })
  renameSync(`${file}.new`, file)
}
