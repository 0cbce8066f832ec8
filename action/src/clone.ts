import { type NoRepository, openRepository, type Repository, remoteRepository } from '@plumbline/client/change'
import type { Change } from './context.ts'
import type { Runner } from './inputs.ts'
import type { Settings } from './settings/settings.ts'

const same = (a: string | null, b: string) => a?.toLowerCase() === b.toLowerCase()

/**
 * What is deployed is what is checked out, which need not be the commit that the event names: a rollback checks out an
 * older one, a deployment after another workflow that one's commit. But only where the clone is of this repository.
 */
const openDeployed = async (runner: Runner, { event, baseSha, commitSha }: Change) => {
  const openAs = (head: string | null) => openRepository(runner.workspace, baseSha ?? null, head)
  if (event === 'pull_request' || event === 'merge_group') return openAs(commitSha)
  // Both at once: it is nearly always ours.
  const [repository, remote] = await Promise.all([openAs(null), remoteRepository(runner.workspace)])
  return same(remote, runner.repository) ? repository : openAs(commitSha)
}

/** What git knows of the working tree, for the modes that look at it. */
export const openClone = async (
  { mode, api, agreement, coverage }: Pick<Settings, 'mode' | 'api' | 'agreement' | 'coverage'>,
  runner: Runner,
  change: Change,
): Promise<Repository | NoRepository> => {
  switch (mode) {
    case 'gate':
    case 'report':
    case 'finalize':
      // The working tree is what the reports are about; git says where it left its base.
      return openRepository(runner.workspace, change.baseSha ?? null, change.commitSha, {
        ancestors: api !== null,
        file: api === null ? agreement : null,
        compared: coverage.length > 0,
      })
    case 'deployment':
      return openDeployed(runner, change)
    case 'incident':
      return { kind: 'none', reason: 'not_a_repository', detail: 'an incident is about no commit' }
    case 'comment':
      return { kind: 'none', reason: 'not_a_repository', detail: 'nothing is measured in this mode' }
    default:
      return mode satisfies never
  }
}
