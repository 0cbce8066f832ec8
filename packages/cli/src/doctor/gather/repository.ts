import { execFile } from 'node:child_process'
import { openRepository, remoteRepository } from '@plumbline/client/change'
import type { Context } from '../../context.ts'
import type { RepositoryFacts } from '../facts.ts'

const succeeds = (cwd: string, ...args: string[]): Promise<boolean> =>
  new Promise((resolve) => {
    execFile('git', args, { cwd }, (error) => resolve(error === null))
  })

export const gatherRepository = async ({ cwd }: Context): Promise<RepositoryFacts> => {
  const [repository, origin, knowsDefault] = await Promise.all([
    openRepository(cwd, null),
    remoteRepository(cwd),
    succeeds(cwd, 'rev-parse', '--verify', '--quiet', 'refs/remotes/origin/HEAD'),
  ])
  return { repository, hasOrigin: origin !== null, knowsDefault }
}
