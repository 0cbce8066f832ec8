import { execFile } from 'node:child_process'

const MAX_OUTPUT_BYTES = 256 * 1024 * 1024

export type GitAnswer = { ok: true; out: string } | { ok: false; missing: boolean; detail: string }

/** @param input what it reads; null: nothing */
const run = (cwd: string, args: readonly string[], input: string | null): Promise<GitAnswer> =>
  new Promise((resolve) => {
    const child = execFile('git', args, { cwd, maxBuffer: MAX_OUTPUT_BYTES, windowsHide: true }, (error, out, err) => {
      if (!error) return resolve({ ok: true, out })
      const detail = err.split('\n').find((line) => line.trim() !== '') ?? error.message
      resolve({ ok: false, missing: error.code === 'ENOENT', detail: detail.replace(/^(fatal|error): /, '') })
    })
    // Git may end before it has read all; how it ended says why.
    child.stdin?.on('error', () => {})
    if (input !== null) child.stdin?.end(input)
  })

/**
 * Runs git and answers what it printed; never throws for what git refuses. `missing`: there is no git to run.
 * Settings of the user that change the form of the output are overruled by the callers' options.
 */
export const git = (cwd: string, ...args: string[]): Promise<GitAnswer> => run(cwd, args, null)

/** The same, of a command that reads `input`. */
export const gitReading = (cwd: string, input: string, ...args: string[]): Promise<GitAnswer> => run(cwd, args, input)

/** One line of output, or null where git refuses. */
export const gitLine = async (cwd: string, ...args: string[]): Promise<string | null> => {
  const answer = await git(cwd, ...args)
  const line = answer.ok ? answer.out.trim() : ''
  return line === '' ? null : line
}

/**
 * Full SHAs of revisions, in their order and all from one process; null for each that names no commit here.
 * They go in by stdin, so that none can be taken for an option.
 */
export const commitsOf = async (cwd: string, revisions: readonly string[]): Promise<(string | null)[]> => {
  // A name of two lines would be two names. Git allows none.
  const asked = revisions.map((revision) => `${revision.includes('\n') ? '' : revision}^{commit}\n`)
  const answer = await run(cwd, ['cat-file', '--batch-check=%(objectname) %(objecttype)'], asked.join(''))
  const lines = answer.ok ? answer.out.split('\n') : []
  return revisions.map((_, i) => /^([0-9a-f]{40,64}) commit$/.exec(lines[i] ?? '')?.[1] ?? null)
}

export type CheckedOut = { sha: string; parents: string[] }

/** The commit that lies on the disk, with the parents that it names: also those that a shallow clone doesn't have. */
export const checkedOut = async (cwd: string): Promise<CheckedOut | null> => {
  const answer = await gitReading(cwd, 'HEAD\n', 'cat-file', '--batch')
  const [sha, header] = answer.ok
    ? (/^([0-9a-f]{40,64}) commit \d+\n([\s\S]*?)\n\n/.exec(answer.out)?.slice(1) ?? [])
    : []
  if (sha === undefined || header === undefined) return null
  return { sha, parents: [...header.matchAll(/^parent ([0-9a-f]{40,64})$/gm)].map(([, parent = '']) => parent) }
}
