import { execFile } from 'node:child_process'
import { rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const run = promisify(execFile)

/** The end-to-end tests run what users run, so their bundles are built from the sources first. */
export const setup = async () => {
  // What they were compiled to is of the bundles before.
  rmSync(here('../node_modules/.cache/plumbline-tests'), { recursive: true, force: true })
  await Promise.all(
    ['../packages/cli/build.ts', '../packages/api/build.ts', '../action/build.ts'].map((script) =>
      run(process.execPath, [here(script)]),
    ),
  )
}
