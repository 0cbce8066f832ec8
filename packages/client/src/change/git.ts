import { execFile } from 'node:child_process'

const MAX_OUTPUT_BYTES = 256 * 1024 * 1024

export type GitAnswer = { ok: true; out: string } | { ok: false; missing: boolean; detail: string }

/**
 * Runs git and answers what it printed; never throws for what git refuses. `missing`: there is no git to run.
 * Settings of the user that change the form of the output are overruled by the callers' options.
 */
export const git = (cwd: string, ...args: string[]): Promise<GitAnswer> =>
  new Promise((resolve) => {
    execFile('git', args, { cwd, maxBuffer: MAX_OUTPUT_BYTES, windowsHide: true }, (error, out, err) => {
      if (!error) return resolve({ ok: true, out })
      const detail = err.split('\n').find((line) => line.trim() !== '') ?? error.message
      resolve({ ok: false, missing: error.code === 'ENOENT', detail: detail.replace(/^(fatal|error): /, '') })
    })
  })

/** One line of output, or null where git refuses. */
export const gitLine = async (cwd: string, ...args: string[]): Promise<string | null> => {
  const answer = await git(cwd, ...args)
  const line = answer.ok ? answer.out.trim() : ''
  return line === '' ? null : line
}

/** Full SHA of a revision, or null where it names no commit here. A name that starts with `-` is never an option. */
export const commitOf = (cwd: string, revision: string): Promise<string | null> =>
  gitLine(cwd, 'rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`)
