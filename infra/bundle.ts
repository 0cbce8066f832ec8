import { execSync } from 'node:child_process'

/** Builds what is deployed, from the sources as they are: no older bundle can be deployed by mistake. */
export const buildFunctions = (): void => {
  execSync('npx -y pnpm@12.21.0 run --silent build:lambda', {
    cwd: $cli.paths.root,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
}
