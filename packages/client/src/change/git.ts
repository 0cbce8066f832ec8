import { type Bytes, run } from './run.ts'

export type GitAnswer = { ok: true; out: string } | { ok: false; missing: boolean; detail: string }

const asText = (answer: Bytes): GitAnswer =>
  answer.ok ? { ok: true, out: answer.out.toString() } : { ok: false, missing: answer.missing, detail: answer.detail }

/**
 * Runs git and answers what it printed; never throws for what git refuses. `missing`: there is no git to run.
 * Settings of the user that change the form of the output are overruled by the callers' options.
 */
export const git = async (cwd: string, ...args: string[]): Promise<GitAnswer> => asText(await run(cwd, args, null))

/** The same, of a command that reads `input`. */
export const gitReading = async (cwd: string, input: string, ...args: string[]): Promise<GitAnswer> =>
  asText(await run(cwd, args, input))

/** One line of output, or null where git refuses. */
export const gitLine = async (cwd: string, ...args: string[]): Promise<string | null> => {
  const answer = await git(cwd, ...args)
  const line = answer.ok ? answer.out.trim() : ''
  return line === '' ? null : line
}

/** `text` is that of a blob or a commit as git keeps it, or of a link out of the repository (`link`) where that leads. */
export type GitObject = { sha: string; type: string; text: string }

/**
 * What names say, in their order and all from one process; null for each that names nothing here. They go in by stdin,
 * so that none can be taken for an option. Links are followed within their commit: what a path is, is what is read there.
 * Of a clone that left objects out, git ends at the first that it can't get: that one and all after it are null then, so
 * that what may be left out belongs last.
 */
export const objectsOf = async (cwd: string, names: readonly string[]): Promise<(GitObject | null)[]> => {
  // A name of two lines would be two names. Git allows none.
  const asked = names.map((name) => `${name.includes('\n') ? '' : name}\n`)
  const { out } = await run(cwd, ['cat-file', '--batch', '--follow-symlinks'], asked.join(''))
  let at = 0
  return names.map(() => {
    const end = out.indexOf('\n', at)
    if (end === -1) return null
    const line = out.toString('utf8', at, end)
    at = end + 1
    // Of what isn't there the line has the name, which may look like anything, and then a word.
    const [, sha, type, size] = /^(?:([0-9a-f]{40,64}) (\w+)|symlink|dangling|loop|notdir) (\d+)$/.exec(line) ?? []
    if (size === undefined) return null
    const [from, to] = [at, at + Number(size)]
    at = to + 1
    // It may have ended in the middle of one.
    if (at > out.length) return null
    const text = out.toString('utf8', from, to)
    if (line.startsWith('symlink ')) return { sha: '', type: 'link', text }
    return sha === undefined || type === undefined ? null : { sha, type, text }
  })
}

/** Full SHAs of revisions; null for each that names no commit here. */
export const commitsOf = async (cwd: string, revisions: readonly string[]): Promise<(string | null)[]> =>
  (
    await objectsOf(
      cwd,
      revisions.map((revision) => `${revision}^{commit}`),
    )
  ).map((found) => found?.sha ?? null)

export type CheckedOut = { sha: string; parents: string[] }

/** The commit that lies on the disk, with the parents that it names: also those that a shallow clone doesn't have. */
export const checkedOut = async (cwd: string): Promise<CheckedOut | null> => {
  const [commit] = await objectsOf(cwd, ['HEAD'])
  if (commit?.type !== 'commit') return null
  const [header = ''] = commit.text.split('\n\n', 1)
  const parents = [...header.matchAll(/^parent ([0-9a-f]{40,64})$/gm)].map(([, parent = '']) => parent)
  return { sha: commit.sha, parents }
}
