import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ACTIONS_TOKEN, type FakeGitHub } from './fake-github.ts'
import type { Repository } from './repository.ts'

const BUNDLE = fileURLToPath(new URL('../../dist/index.js', import.meta.url))

export type Ran = {
  code: number | null
  /** As people see it: without the secrets that the runner was told of. */
  log: string
  /** The secrets, and what was logged before the first of them. */
  masked: { secrets: string[]; before: string }
  summary: string
  /** As a later step reads them. */
  outputs: Record<string, string>
  /** Variables it left for later steps of the job. */
  left: Record<string, string>
  /** What it left in RUNNER_TEMP, by path. */
  temp: Record<string, string>
  /** From starting the process to its end, in milliseconds. */
  wallMs: number
}

export type Job = {
  repository: Repository
  /** Ours, or another one's. */
  github: Pick<FakeGitHub, 'url'>
  inputs?: Record<string, string>
  eventName?: string
  /** Absent: a pull request of `feature` into `main`. */
  payload?: unknown
  env?: Record<string, string>
}

/** What GitHub tells of pull request 7 of acme/shop, as far as anyone here reads it. */
export const pullRequestPayload = ({ base, head }: Pick<Repository, 'base' | 'head'>, title = 'Add tax rates') => ({
  action: 'synchronize',
  number: 7,
  pull_request: {
    number: 7,
    title,
    user: { login: 'mona' },
    labels: [],
    head: { sha: head, ref: 'feature' },
    base: { sha: base, ref: 'main' },
  },
  repository: { full_name: 'acme/shop', private: true, default_branch: 'main' },
})

const filesIn = (folder: string): Record<string, string> =>
  existsSync(folder)
    ? Object.fromEntries(
        readdirSync(folder, { recursive: true, encoding: 'utf8' })
          .map((name) => join(folder, name))
          .filter((path) => statSync(path).isFile())
          .map((path) => [path, readFileSync(path, 'utf8')]),
      )
    : {}

/** What a file of the runner's holds: a name, a delimiter, and what stands before it again. */
const valuesOf = (file: string): Record<string, string> => {
  const values: Record<string, string> = {}
  for (const [, name = '', , value = ''] of file.matchAll(/^([\w-]+)<<(ghadelimiter_\S+)\n([\s\S]*?)\n\2$/gm))
    values[name] = value
  return values
}

/**
 * The runner takes lines with secrets out of the log. It would take the secrets out of the other lines too, which is
 * left out here so that tests see whether the Action itself does.
 */
const readLog = (all: string): Pick<Ran, 'log' | 'masked'> => {
  const lines = all.split('\n')
  const isMask = (line: string) => line.startsWith('::add-mask::')
  return {
    log: lines.filter((line) => !isMask(line)).join('\n'),
    masked: {
      secrets: lines.filter(isMask).map((line) => line.replace('::add-mask::', '')),
      before: lines.slice(0, lines.findIndex(isMask)).join('\n'),
    },
  }
}

/** Runs the bundle as the runner does: a process with its inputs, the event's file and files for what it says. */
export const runAction = async ({
  repository,
  github,
  inputs = {},
  eventName = 'pull_request',
  payload,
  env = {},
}: Job): Promise<Ran> => {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-job-'))
  const file = (name: string, text: string) => {
    writeFileSync(join(folder, name), text)
    return join(folder, name)
  }
  const [event, summary, output, left] = [
    file('event.json', JSON.stringify(payload ?? pullRequestPayload(repository))),
    file('summary.md', ''),
    file('output', ''),
    file('env', ''),
  ]
  const temp = join(folder, 'temp')
  const all = { 'github-token': ACTIONS_TOKEN, ...inputs }
  const startedAt = performance.now()
  const child = spawn(process.execPath, [BUNDLE], {
    cwd: repository.path,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env.PATH,
      HOME: folder,
      NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE,
      GITHUB_ACTIONS: 'true',
      GITHUB_EVENT_NAME: eventName,
      GITHUB_EVENT_PATH: event,
      GITHUB_SHA: repository.head,
      GITHUB_REF: 'refs/pull/7/merge',
      GITHUB_REPOSITORY: 'acme/shop',
      GITHUB_RUN_ID: '4711',
      GITHUB_RUN_ATTEMPT: '1',
      GITHUB_JOB: 'gate',
      GITHUB_WORKSPACE: repository.path,
      RUNNER_TEMP: temp,
      GITHUB_SERVER_URL: 'https://github.com',
      GITHUB_API_URL: github.url,
      GITHUB_STEP_SUMMARY: summary,
      GITHUB_OUTPUT: output,
      GITHUB_ENV: left,
      ...Object.fromEntries(Object.entries(all).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value])),
      ...env,
    },
  })
  let log = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      log += text
    })
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', resolve)
  })
  const wallMs = performance.now() - startedAt
  const ran = {
    code,
    ...readLog(log),
    summary: readFileSync(summary, 'utf8'),
    outputs: valuesOf(readFileSync(output, 'utf8')),
    left: valuesOf(readFileSync(left, 'utf8')),
    temp: filesIn(temp),
    wallMs,
  }
  rmSync(folder, { recursive: true, force: true })
  return ran
}
