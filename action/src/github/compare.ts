import { MAX_COMMITS, type Shipped, type ShippedCommit, shipped } from '@plumbline/client/delivery'
import { parseInstant } from '@plumbline/core'
import { at } from '../json.ts'
import { shaAt } from '../sha.ts'
import type { GitHub } from './api.ts'
import { COMPARING, causeOf } from './causes.ts'
import { GitHubError } from './errors.ts'

/** A commit as GitHub lists it; null for anything else. */
const readCommit = (value: unknown): ShippedCommit | null => {
  const [sha, made, parents] = [shaAt(value, 'sha'), at(value, 'commit', 'committer', 'date'), at(value, 'parents')]
  if (sha === undefined) return null
  if (typeof made !== 'string' || parseInstant(made) === null) return null
  return { sha, committed_at: made, ...(Array.isArray(parents) && parents.length > 1 ? { merge: true } : {}) }
}

const PAGE = 100
const MAX_PAGES = Math.ceil(MAX_COMMITS / PAGE)

/**
 * The commits between two, oldest first, from GitHub's compare API: a clone has them only where its whole history was
 * fetched. Paged, because unpaged the newest would be left.
 */
export const commitsFromGitHub = async (
  github: GitHub,
  repository: string,
  base: string,
  head: string,
): Promise<Shipped> => {
  const found: ShippedCommit[] = []
  let total = 0
  try {
    let page: string | null = `/repos/${repository}/compare/${base}...${head}?per_page=${PAGE}`
    for (let pages = 0; page !== null && pages < MAX_PAGES; pages += 1) {
      const { json, next } = await github.call('GET', page)
      const [commits, count] = [at(json, 'commits'), at(json, 'total_commits')]
      if (!Array.isArray(commits)) return { kind: 'unknown', why: 'GitHub’s answer holds no commits' }
      found.push(...commits.flatMap((commit) => readCommit(commit) ?? []))
      total = typeof count === 'number' ? count : found.length
      page = next
    }
    return shipped(found, Math.max(total, found.length))
  } catch (error) {
    if (!(error instanceof GitHubError)) throw error
    return { kind: 'unknown', why: causeOf(error, COMPARING) }
  }
}
