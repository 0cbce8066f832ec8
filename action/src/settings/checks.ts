import { nearest } from '@plumbline/core'
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
  mistake(`\`${name}\` is “${found}”${meant ? `; did you mean \`${meant}\`?` : ';'} It takes ${quoted(allowed)}`)
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

/** Names as the server takes them: no control or direction-changing characters, and not too long. */
export const nameOf = (name: InputName, found: string | null, mistake: Mistake): string | null => {
  if (found === null) return null
  if (found.length > 300) return mistake(`\`${name}\` has ${found.length} characters; it takes 300`)
  return /[\p{Cc}\p{Bidi_Control}\u2028\u2029]/u.test(found)
    ? mistake(`\`${name}\` holds control characters; give it as one plain line`)
    : found
}
