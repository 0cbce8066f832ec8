import { paged } from './fake-page.ts'

/** A commit of the fake's only branch. */
export type FakeCommit = { sha: string; at: string; merge?: boolean }

type Reply = { status: number; json: unknown; headers: Record<string, string> }

const PATH = /^\/repos\/acme\/shop\/compare\/([0-9a-f]+)\.\.\.([0-9a-f]+)$/

/**
 * GitHub's `compare` on a straight history, oldest first: pages of 30 unless asked otherwise, the changed files on the
 * first page only. Null for any other path.
 */
export const compareReply = (commits: readonly FakeCommit[], url: URL): Reply | null => {
  const [, base, head] = PATH.exec(url.pathname) ?? []
  if (base === undefined || head === undefined) return null
  const [from, to] = [base, head].map((sha) => commits.findIndex((commit) => commit.sha === sha))
  if (from === undefined || to === undefined || from < 0 || to < 0)
    return { status: 404, json: { message: 'Not Found' }, headers: {} }
  const between = commits.slice(from + 1, to + 1)
  return paged(between, url, (shown) => ({
    status: between.length > 0 ? 'ahead' : from === to ? 'identical' : 'behind',
    total_commits: between.length,
    merge_base_commit: { sha: commits[Math.min(from, to)]?.sha },
    commits: shown.map(({ sha, at, merge = false }) => ({
      sha,
      commit: { message: 'work', author: { date: '2001-01-01T00:00:00Z' }, committer: { date: at } },
      parents: merge ? [{ sha: base }, { sha: head }] : [{ sha: base }],
    })),
    ...((url.searchParams.get('page') ?? '1') === '1' ? { files: [{ filename: 'src/tax.ts', patch: '@@' }] } : {}),
  }))
}
