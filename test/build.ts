import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** The end-to-end tests run what users run, so their bundles are built from the sources first. */
export const setup = () => {
  for (const script of ['../packages/cli/build.ts', '../packages/api/build.ts', '../action/build.ts'])
    execFileSync(process.execPath, [here(script)], { stdio: 'inherit' })
}
