import { readFileSync } from 'node:fs'
import type { ProxySettings } from '@plumbline/client'
import type { Ci } from './ci/ci.ts'
import { gitlabOf } from './ci/gitlab.ts'
import { pullRequestOf } from './ci/pull-request.ts'

/** Everything the environment may say. The only file of the CLI that reads it. */
export type Inputs = {
  apiUrl: string | null
  /** Never a flag: flags are seen in process lists and stay in shell histories. */
  apiKey: string | null
  engagement: string | null
  operatorKey: string | null
  /** Null where requests go straight. */
  proxy: ProxySettings | null
  /** What the CI system says that runs this; null where none does, or one we don't know. */
  ci: Ci | null
  /** What the environment wants of colour; null leaves it to the terminal. */
  colour: boolean | null
}

type Environment = Record<string, string | undefined>

const given = (value: string | undefined): string | null =>
  value === undefined || value.trim() === '' ? null : value.trim()

/** As Node itself reads them: FORCE_COLOR beats NO_COLOR (no-color.org), and a dumb terminal has none. */
const colourOf = (env: Environment): boolean | null => {
  const force = env.FORCE_COLOR
  if (force !== undefined) return force !== '0' && force !== 'false'
  if (given(env.NO_COLOR) !== null || env.TERM === 'dumb') return false
  return null
}

/** By the names every tool reads, in either case. */
const proxyOf = (env: Environment): ProxySettings | null => {
  const of = (name: string) => given(env[name]) ?? given(env[name.toLowerCase()])
  const [http, https, none] = [of('HTTP_PROXY'), of('HTTPS_PROXY'), of('NO_PROXY')]
  if (http === null && https === null) return null
  return {
    ...(http === null ? {} : { HTTP_PROXY: http }),
    ...(https === null ? {} : { HTTPS_PROXY: https }),
    ...(none === null ? {} : { NO_PROXY: none }),
  }
}

/** A file that CI names; what can't be read says nothing. */
const readFile = (path: string): string | null => {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return null
  }
}

const ciOf = (of: (name: string) => string | null): Ci | null => gitlabOf(of) ?? pullRequestOf(of, readFile)

export const readInputs = (env: Environment = process.env): Inputs => ({
  apiUrl: given(env.PLUMBLINE_API_URL),
  apiKey: given(env.PLUMBLINE_API_KEY),
  engagement: given(env.PLUMBLINE_ENGAGEMENT),
  operatorKey: given(env.PLUMBLINE_OPERATOR_KEY),
  proxy: proxyOf(env),
  ci: ciOf((name) => given(env[name])),
  colour: colourOf(env),
})
