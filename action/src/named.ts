import { textAt } from './json.ts'

/** A pull request as far as somebody told of it: its own event, or the commit that it became. */
export type Named = { number: number; title: string; author: string; labels: string[] }

const firstLine = (commit: unknown): string => (textAt(commit, 'message') ?? '').split('\n', 1)[0]?.trim() ?? ''

/** What the commit says beside the number. The server takes no number alone, so without all of it there is none. */
const named = (number: string | undefined, commit: unknown): Named | null => {
  const title = firstLine(commit)
  const author = textAt(commit, 'author', 'username') ?? textAt(commit, 'author', 'name')
  if (number === undefined || title === '' || author === undefined) return null
  return { number: Number(number), title, author, labels: [] }
}

/** The pull request that a pushed commit says it is, in the two ways in which GitHub's merges say so. */
export const mergedBy = (commit: unknown): Named | null => {
  const line = firstLine(commit)
  const number = /^Merge pull request #([1-9]\d{0,8}) /.exec(line)?.[1] ?? /\(#([1-9]\d{0,8})\)$/.exec(line)?.[1]
  return named(number, commit)
}

const QUEUE = /^(?:refs\/heads\/)?gh-readonly-queue\/.+\/pr-([1-9]\d{0,8})-(?:[0-9a-f]{40}|[0-9a-f]{64})$/

/** The pull request at the head of a merge group, which the queue's own branch is named after. */
export const queuedBy = (ref: string, commit: unknown): Named | null => named(QUEUE.exec(ref)?.[1], commit)
