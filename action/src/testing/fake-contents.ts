import { execFileSync } from 'node:child_process'

type Reply = { status: number; text: string }

const CONTENTS = /^\/repos\/acme\/shop\/contents\/(.+)$/
const COMMIT = /^\/repos\/acme\/shop\/commits\/([^/]+)$/

/** @returns what git prints; null where it refuses */
const asked = (origin: string, ...args: string[]): string | null => {
  try {
    return execFileSync('git', args, { cwd: origin, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
  } catch {
    return null
  }
}

/**
 * A file of a commit in its raw media type, and whether there is such a commit, from the repository that GitHub hosts.
 * Null for anything else.
 */
export const contentsReply = (origin: string | null, accept: string | undefined, url: URL): Reply | null => {
  const gone = { status: 404, text: JSON.stringify({ message: 'Not Found' }) }
  const path = CONTENTS.exec(url.pathname)?.[1]
  const commit = path === undefined ? COMMIT.exec(url.pathname)?.[1] : (url.searchParams.get('ref') ?? 'HEAD')
  if (commit === undefined || (path === undefined && !accept?.endsWith('.sha'))) return null
  const sha =
    origin === null ? null : asked(origin, 'rev-parse', '--verify', '--quiet', `${decodeURIComponent(commit)}^{commit}`)
  if (origin === null || sha === null) return gone
  if (path === undefined) return { status: 200, text: sha.trim() }
  const text = asked(origin, 'cat-file', 'blob', `${sha.trim()}:${decodeURIComponent(path)}`)
  return text === null || !accept?.includes('.raw') ? gone : { status: 200, text }
}
