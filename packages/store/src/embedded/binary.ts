import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

/** There is no embedded engine for this machine. */
export class NoEngine extends Error {
  override readonly name = 'NoEngine'
}

const howToGetOne = (enginePackage: string) =>
  [
    `No embedded store on this machine: the optional package ${enginePackage} is not installed.`,
    'Where it exists (linux x64) it comes with the install of this repository, unless optional packages were left out.',
    'Elsewhere start Amazon’s DynamoDB Local or a dynoxide built for this machine (https://github.com/nubo-db/dynoxide)',
    'and name it in PLUMBLINE_DYNAMODB_ENDPOINT, e.g. http://127.0.0.1:8000; or use an installation on AWS.',
  ].join('\n')

/**
 * Path of the engine's program. It is an optional dependency of the workspace's root, which is one of the folders
 * above this file.
 * @throws NoEngine with what to do about it.
 */
export const findEngine = (platform: string = process.platform, architecture: string = process.arch): string => {
  const enginePackage = `@dynoxide/${platform}-${architecture}`
  try {
    return join(dirname(createRequire(import.meta.url).resolve(`${enginePackage}/package.json`)), 'dynoxide')
  } catch (error) {
    throw new NoEngine(howToGetOne(enginePackage), { cause: error })
  }
}
