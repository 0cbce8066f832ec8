import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { exportVariable, getInput } from '@actions/core'
import type { ProxySettings } from '@plumbline/client'
import type { Result } from '@plumbline/core'

/** What the runner tells every action. */
export type Runner = {
  eventName: string
  /** The event's JSON, of whatever shape it is. */
  payload: unknown
  sha: string
  ref: string
  /** `owner/name`. */
  repository: string
  /** Who started the run. */
  actor: string
  /** Names this attempt of this job, and this step in it; jobs of a matrix have one name. */
  run: { id: string; attempt: string; job: string; workflow: string; step: string }
  workspace: string
  /** Folder for what the job needs no longer than it runs. */
  temp: string
  /** Where people look, e.g. `https://github.com`. */
  serverUrl: string
  githubApiUrl: string
  /** For self-hosted runners behind a proxy. */
  proxy: ProxySettings | null
  /** What earlier steps of this job left, by the names they gave it. */
  notes: ReadonlyMap<string, string>
}

/** Where this job may ask who it is; null where it may not: a fork's run, or one without `id-token: write`. */
export type IdentityEndpoint = { url: string; token: string }

const PREFIX = 'INPUT_'

/** Starts the variables in which one step of a job leaves word for another. */
const NOTE_PREFIX = 'PLUMBLINE_NOTE_'

/** Every input by its name in action.yml, undeclared ones too: the runner sets them all, in upper case. */
export const readInputs = (): ReadonlyMap<string, string> => {
  const names = Object.keys(process.env).filter((name) => name.startsWith(PREFIX))
  return new Map(names.map((name) => name.slice(PREFIX.length).toLowerCase()).map((name) => [name, getInput(name)]))
}

const variable = (name: string): string | null => process.env[name] || null

const proxyOf = (): ProxySettings | null => {
  const of = (name: string) => variable(name) ?? variable(name.toLowerCase())
  const [http, https, none] = [of('HTTP_PROXY'), of('HTTPS_PROXY'), of('NO_PROXY')]
  if (!http && !https) return null
  return {
    ...(http ? { HTTP_PROXY: http } : {}),
    ...(https ? { HTTPS_PROXY: https } : {}),
    ...(none ? { NO_PROXY: none } : {}),
  }
}

const notes = (): ReadonlyMap<string, string> => {
  const names = Object.keys(process.env).filter((name) => name.startsWith(NOTE_PREFIX))
  return new Map(names.map((name) => [name.slice(NOTE_PREFIX.length), process.env[name] ?? '']))
}

/**
 * Leaves word for later steps of this job. GITHUB_STATE reaches only the same step's own clean-up, and an output has to
 * be handed on by the workflow; a variable in GITHUB_ENV is there for every later step, also after a failing one.
 */
export const leaveNote = (name: string, value: string): void => exportVariable(NOTE_PREFIX + name, value)

/** Read apart from the rest: its token is hidden before anything can be said. */
export const readIdentityEndpoint = (): IdentityEndpoint | null => {
  const [url, token] = [variable('ACTIONS_ID_TOKEN_REQUEST_URL'), variable('ACTIONS_ID_TOKEN_REQUEST_TOKEN')]
  return url === null || token === null ? null : { url, token }
}

/** What the runner says of the event and the job, or why nothing can be known of them. */
export const readRunner = async (): Promise<Result<Runner, string>> => {
  const no = (why: string) => ({ ok: false as const, errors: [why] })
  const event = variable('GITHUB_EVENT_PATH')
  if (event === null) return no('GITHUB_EVENT_PATH is not set: this is an action, to be run by GitHub’s runner')
  if (!existsSync(event)) return no(`the event’s payload can’t be read: there is no ${event}`)
  // Asked before: what reads the event takes it apart without looking.
  const repository = variable('GITHUB_REPOSITORY') ?? ''
  if (!/^[^/\s]+\/[^/\s]+$/.test(repository))
    return no(
      `GITHUB_REPOSITORY is “${repository}”; it must be owner/name, as GitHub’s runner sets it: no step may overwrite it`,
    )
  try {
    // It reads the payload as it is loaded.
    const { context } = await import('./runner/context.ts')
    const { eventName, payload, sha, ref, actor, runId, runAttempt, job, workflow, action, serverUrl, apiUrl } = context
    const number = (value: number, otherwise: string) => (Number.isNaN(value) ? otherwise : String(value))
    return {
      ok: true,
      value: {
        eventName: eventName ?? '',
        payload,
        sha: sha ?? '',
        ref: ref ?? '',
        repository,
        actor: actor ?? '',
        run: {
          id: number(runId, ''),
          attempt: number(runAttempt, '1'),
          job: job ?? '',
          workflow: workflow ?? '',
          step: action ?? '',
        },
        workspace: variable('GITHUB_WORKSPACE') ?? process.cwd(),
        temp: variable('RUNNER_TEMP') ?? tmpdir(),
        serverUrl,
        githubApiUrl: apiUrl,
        proxy: proxyOf(),
        notes: notes(),
      },
    }
  } catch (error) {
    return no(`the event’s payload can’t be read: ${error instanceof Error ? error.message : String(error)}`)
  }
}
