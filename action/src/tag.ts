import { openRepository } from '@plumbline/client/change'
import type { Change } from './context.ts'
import { createGitHub, type GitHubOptions } from './github/api.ts'
import { GitHubError } from './github/errors.ts'
import type { Runner } from './inputs.ts'
import { isSha, shaAt } from './sha.ts'

const inClone = async (workspace: string, tag: string): Promise<string | null> => {
  const repository = await openRepository(workspace, null, `refs/tags/${tag}`)
  // Where the clone has no such tag, its name comes back.
  return repository.kind === 'repository' && isSha(repository.head) ? repository.head : null
}

const onGitHub = async (options: GitHubOptions, repository: string, tag: string): Promise<string | null> => {
  try {
    const path = `/repos/${repository}/commits/${encodeURIComponent(`refs/tags/${tag}`)}`
    return shaAt((await createGitHub(options).call('GET', path)).json, 'sha') ?? null
  } catch (error) {
    if (error instanceof GitHubError) return null
    throw error
  }
}

/** The change at the commit of its tag: as the clone knows it, else GitHub, else as the event's own SHA says. */
export const atTag = async (
  change: Change,
  runner: Runner,
  token: string | null,
  world: Pick<GitHubOptions, 'budget' | 'send'>,
): Promise<Change> => {
  if (change.tag === undefined) return change
  const { githubApiUrl: apiUrl, repository, workspace } = runner
  const commitSha =
    (await inClone(workspace, change.tag)) ??
    (token === null ? null : await onGitHub({ apiUrl, token, ...world }, repository, change.tag))
  return commitSha === null ? change : { ...change, commitSha }
}
