import type { IncomingMessage } from 'node:http'

/** What GitHub compares for whoever has no history: diffs by `base...head`, or the status it refuses them with. */
export type FakeDiffs = { diffs: Map<string, string | number>; parents: Map<string, string[]> }

export const noDiffs = (): FakeDiffs => ({ diffs: new Map(), parents: new Map() })

type Reply = { status: number; text: string }

const COMPARE = /^\/repos\/acme\/shop\/compare\/([0-9a-f]+\.\.\.[0-9a-f]+)$/
const COMMIT = /^\/repos\/acme\/shop\/git\/commits\/([0-9a-f]+)$/

/** `compare` in the media type for diffs, and commits with their parents. Null for anything else. */
export const diffReply = ({ diffs, parents }: FakeDiffs, request: IncomingMessage, url: URL): Reply | null => {
  const json = (status: number, value: unknown) => ({ status, text: JSON.stringify(value) })
  const commit = COMMIT.exec(url.pathname)?.[1]
  if (commit !== undefined) {
    const known = parents.get(commit)
    return known
      ? json(200, { sha: commit, parents: known.map((sha) => ({ sha })) })
      : json(404, { message: 'Not Found' })
  }
  const compared = COMPARE.exec(url.pathname)?.[1]
  if (compared === undefined || request.headers.accept !== 'application/vnd.github.diff') return null
  const found = diffs.get(compared) ?? 404
  return typeof found === 'string' ? { status: 200, text: found } : json(found, { message: 'Sorry, no diff' })
}
