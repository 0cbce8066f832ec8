import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { test } from 'vitest'

const FOLDER = fileURLToPath(new URL('../../../../../shared/cases/', import.meta.url))

type CaseFile = { cases: { id: string }[] }

/**
 * Runs a table of facts that nobody here wrote. Where the folder is absent one test says so and is skipped, so that
 * a run without these facts never looks like a run with them.
 */
export const withCases = <T extends { id: string }>(file: string, body: (cases: T[]) => void) => {
  const path = `${FOLDER}${file}`
  if (existsSync(path)) return body((JSON.parse(readFileSync(path, 'utf8')) as CaseFile).cases as T[])
  process.stderr.write(`SKIPPED: ${file} is not beside this checkout; its facts were not checked\n`)
  test.skip(`facts of ${file} (the folder with the cases is absent)`, () => {})
}
