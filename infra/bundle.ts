import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'

/** The installed Node, which reads TypeScript; elsewhere the one that runs this. */
const nodeIn = (root: string): string => {
  const installed = join(root, 'node_modules/.bin/node')
  return existsSync(installed) ? installed : process.execPath
}

/** Builds what is deployed, from the sources as they are: no older bundle can be deployed by mistake. */
export const buildFunctions = (): void => {
  const { root } = $cli.paths
  execFileSync(nodeIn(root), ['packages/api/build.ts'], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] })
}
