import { nearest } from '@plumbline/core'
import { isObject } from '../json.ts'
import { type InputName, type Mode, ONLY_IN } from './names.ts'

/** Takes note of a mistake; the answer stands for the value that could not be read. */
export type Mistake = (text: string) => null

const quoted = (words: readonly string[]) => words.map((word) => `\`${word}\``).join(', ')

/** One of some words, or the first of them and a mistake that says which there are. */
export const wordOf = <const T extends readonly [string, ...string[]]>(
  name: InputName,
  found: string,
  allowed: T,
  mistake: Mistake,
): T[number] => {
  const known = allowed.find((one) => one === found)
  if (known !== undefined) return known
  const meant = nearest(found, allowed)
  mistake(`\`${name}\` is “${found}”${meant ? `; did you mean \`${meant}\`?` : '.'} It takes ${quoted(allowed)}`)
  return allowed[0]
}

export type ServerInputs = {
  url: string | null
  key: string | null
  engagement: string | null
  service: string | null
}

/** The server that was named, if one was; `key: null` where the job has to say who it is in another way. */
export const apiOf = (
  { url, key, engagement, service }: ServerInputs,
  mode: Mode,
  mistake: Mistake,
): { url: string; engagement: string; key: string | null } | null => {
  if (url === null) {
    if (mode === 'finalize')
      return mistake(
        '`mode: finalize` needs `api-url`: what several jobs have measured is united on a server, nowhere else',
      )
    if (mode === 'deployment' || mode === 'incident')
      return mistake(`\`mode: ${mode}\` needs \`api-url\`: it is a server that keeps what it records`)
    return key === null
      ? null
      : mistake('`api-key` is given without `api-url`; add the address of the server, or leave both out to judge here')
  }
  const address = URL.canParse(url) ? new URL(url) : null
  if (!address || !/^https?:$/.test(address.protocol))
    mistake(`\`api-url\` is “${url}”; give an address like https://plumbline.acme.example`)
  else if (address.username || address.password)
    mistake('`api-url` holds a user name or password; give the key as `api-key`')
  if (engagement === null)
    mistake('`api-url` is given without `engagement`; add the engagement’s name, e.g. `engagement: acme-checkout`')
  if (service === null)
    mistake(
      '`api-url` is given without `service`; add the service’s name in the agreement, e.g. `service: checkout-api`',
    )
  return engagement === null ? null : { url, engagement, key }
}

export const pathOf = (path: string, mistake: Mistake): string => {
  if (path.startsWith('/') || /^[A-Za-z]:|\\/.test(path) || path.split('/').includes('..'))
    mistake(`\`agreement\` is “${path}”; give a path inside the repository, with /, e.g. \`plumbline.yml\``)
  return path
}

/** Inputs that are given and say nothing in this mode. */
export const checkModes = (mode: Mode, given: (name: InputName) => boolean, mistake: Mistake): void => {
  for (const [name, modes] of ONLY_IN)
    if (given(name) && !modes.includes(mode))
      mistake(`\`${name}\` says nothing in \`mode: ${mode}\`; it belongs to ${quoted(modes)}`)
}

/** The name of one upload of several; null where there is one. */
export const flagOf = (found: string | null, hasServer: boolean, mistake: Mistake): string | null =>
  found === null || hasServer
    ? found
    : mistake(
        '`flag` needs `api-url`: without a server each upload would be judged alone, as if it were all that was measured; measure in one job, with all its reports in `coverage` and `tests`',
      )

const MAX_UPLOADS = 64

/** How many uploads a commit has in all; null where that was not said. */
export const expectOf = (found: string | null, hasServer: boolean, mistake: Mistake): number | null => {
  if (found === null) return null
  const number = /^\d{1,3}$/.test(found) ? Number(found) : 0
  if (number < 1 || number > MAX_UPLOADS)
    return mistake(
      `\`expect\` is “${found}”; it takes how many uploads this commit has in all, from 1 to ${MAX_UPLOADS}`,
    )
  return hasServer
    ? number
    : mistake(
        '`expect` needs `api-url`: without a server nobody unites what several jobs have measured; measure in one job',
      )
}

/** Flags to take from the base where this commit lacks them; true: all of them; null: none. */
export const carryForwardOf = (found: string | null, hasServer: boolean, mistake: Mistake): string[] | true | null => {
  if (found === null || found === 'false') return null
  if (!hasServer)
    return mistake('`carry-forward` needs `api-url`: it is a server that knows what the base was measured at')
  if (found === 'true') return true
  const flags = [...new Set(found.split(/[\n,]/).map((flag) => flag.trim()))].filter((flag) => flag !== '')
  if (flags.length > MAX_UPLOADS) return mistake(`\`carry-forward\` has ${flags.length} flags; it takes ${MAX_UPLOADS}`)
  const long = flags.find((flag) => flag.length > 64)
  return long === undefined ? flags : mistake(`\`carry-forward\` has a flag of ${long.length} characters; it takes 64`)
}

/** Names as the server takes them: no control or direction-changing characters, and not too long. */
export const nameOf = (name: InputName, found: string | null, mistake: Mistake): string | null => {
  if (found === null) return null
  if (found.length > 300) return mistake(`\`${name}\` has ${found.length} characters; it takes 300`)
  return /[\p{Cc}\p{Bidi_Control}\u2028\u2029]/u.test(found)
    ? mistake(`\`${name}\` holds control characters; give it as one plain line`)
    : found
}

/** What tells the jobs of a matrix apart; null outside of one. */
export const matrixOf = (given: string): Record<string, unknown> | null => {
  try {
    const value: unknown = JSON.parse(given || 'null')
    return isObject(value) && Object.keys(value).length > 0 ? value : null
  } catch {
    return null
  }
}
