import { type EventOf, formatInstant, type Instant } from '@plumbline/core'
import { namedByContent } from '../delivery/named.ts'
import { git } from './git.ts'
import type { NoRepository, Repository } from './repository.ts'

type Size = { additions: number; deletions: number }

const FULL_SHA = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/

/** Lines added and deleted from where the change left the base to its commit, files that are no text left out. */
const sizeOf = async (repository: Repository | NoRepository): Promise<Size | null> => {
  if (repository.kind === 'none' || repository.base.kind === 'none' || !FULL_SHA.test(repository.head)) return null
  const answer = await git(
    repository.root,
    ...['-c', 'diff.relative=false', 'diff', '--numstat', '--no-ext-diff', '--no-textconv', '--ignore-submodules'],
    ...['--find-renames', repository.base.mergeBase, repository.head, '--'],
  )
  if (!answer.ok) return null
  const size = { additions: 0, deletions: 0 }
  for (const [, added, deleted] of answer.out.matchAll(/^(\d+)\t(\d+)\t/gm)) {
    size.additions += Number(added)
    size.deletions += Number(deleted)
  }
  return size
}

export type PullRequestAsked = {
  /** From `openRepository`. */
  repository: Repository | NoRepository
  number: number
  service: string
  /** Who observes, URI-like. */
  source: string
  at: Instant
}

/**
 * The pull request as the repository tells of it: that it is open by now, and how big it is. Nothing here knows when it
 * was opened, and the earliest word about that counts. Null where its size can't be told.
 */
export const openPullRequest = async ({
  repository,
  number,
  service,
  source,
  at,
}: PullRequestAsked): Promise<EventOf<'pull_request'> | null> => {
  const size = await sizeOf(repository)
  if (size === null) return null
  const time = formatInstant(at)
  const event = {
    type: 'pull_request' as const,
    source,
    time,
    service,
    data: { number, action: 'opened' as const, at: time, ...size },
  }
  return { ...event, id: namedByContent(`pull-${number}`, event) }
}
