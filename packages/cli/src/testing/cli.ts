import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const BIN = fileURLToPath(new URL('../../bin/plumbline.js', import.meta.url))

export type Ran = { code: number | null; out: string; err: string }
export type RunOptions = { cwd?: string; env?: Record<string, string>; input?: string }

/** Nothing of the machine that runs the tests decides them. */
const environment = (more: Record<string, string> = {}): Record<string, string> => ({
  PATH: process.env.PATH ?? '',
  HOME: '/nonexistent',
  LANG: 'C.UTF-8',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? '',
  ...more,
})

const collect = (child: ChildProcess): Promise<Ran> =>
  new Promise((resolve, reject) => {
    let out = ''
    let err = ''
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      out += text
    })
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      err += text
    })
    child.on('error', reject)
    child.on('close', (code, signal) => resolve({ code: signal === null ? code : null, out, err }))
  })

/** Runs the built CLI as a process, as a user's shell would. */
export const plumbline = (args: string[], { cwd, env, input = '' }: RunOptions = {}): Promise<Ran> => {
  const child = spawn(process.execPath, [BIN, ...args], { cwd, env: environment(env), stdio: 'pipe' })
  const ran = collect(child)
  child.stdin?.on('error', () => {}).end(input)
  return ran
}

/** Runs a line of shell in which `plumbline` is the built CLI. */
export const shell = (line: string, { cwd, env, input = '' }: RunOptions = {}): Promise<Ran> => {
  const script = `plumbline() { "${process.execPath}" "${BIN}" "$@"; }\n${line}`
  const child = spawn('bash', ['-c', script], { cwd, env: environment(env), stdio: 'pipe' })
  const ran = collect(child)
  child.stdin?.on('error', () => {}).end(input)
  return ran
}

export type Started = {
  /** Waits until it has printed this on stdout, and answers what the first group holds. */
  said: (what: RegExp) => Promise<string>
  /** First line on stdout. */
  line: Promise<string>
  /** Sends a signal to the process and everything it started, as Ctrl-C in a terminal does. */
  signal: (name: NodeJS.Signals) => void
  ran: Promise<Ran>
}

/** Starts something that stays, in a process group of its own. */
export const started = (args: string[], { cwd, env }: RunOptions = {}): Started => {
  const child = spawn(process.execPath, [BIN, ...args], { cwd, env: environment(env), stdio: 'pipe', detached: true })
  let text = ''
  const hearers = new Set<() => void>()
  child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk
    for (const hear of hearers) hear()
  })
  const ran = collect(child)
  const said = (what: RegExp) =>
    new Promise<string>((resolve, reject) => {
      const hear = () => {
        const found = what.exec(text)
        if (found) resolve(found[1] ?? found[0])
      }
      hearers.add(hear)
      hear()
      ran.then(({ code, err }) => reject(new Error(`ended with ${code}: ${err}`)), reject)
    })
  const line = said(/^(.*)\n/)
  // Whoever doesn't ask for the line isn't told that it never came.
  line.catch(() => {})
  const signal = (name: NodeJS.Signals) => {
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, name)
  }
  return { said, line, signal, ran }
}
