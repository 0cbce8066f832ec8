/** What may come next: a value, a key or `}`, a colon, or what follows a value. */
type State = 'value' | 'first_value' | 'key' | 'first_key' | 'colon' | 'after'

const SCALAR = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y
const ESCAPE = /["\\/bfnrt]|u[0-9a-fA-F]{4}/y

/**
 * The offset at which JSON stops being JSON. JSON.parse names it for some mistakes and quotes the file for others;
 * this is run only on what JSON.parse has refused, after checkShape has found brackets and quotes to match.
 */
export const locateJsonError = (text: string): number => {
  const open: string[] = []
  let state: State = 'value'
  for (let at = skipSpace(text, 0); at < text.length; at = skipSpace(text, at)) {
    const token = text[at] ?? ''
    const length = tokenLength(text, at)
    const next: State | undefined = length > 0 ? step(token, state, open) : undefined
    // A string may be wrong inside: a control character or an escape that doesn't exist.
    if (next === undefined) return length < 0 ? -length : at
    state = next
    at += length
  }
  return text.length
}

const step = (token: string, state: State, open: string[]): State | undefined => {
  switch (token) {
    case '{':
    case '[':
      if (state !== 'value' && state !== 'first_value') return undefined
      open.push(token)
      return token === '{' ? 'first_key' : 'first_value'
    case '}':
    case ']':
      if (state !== 'after' && state !== (token === '}' ? 'first_key' : 'first_value')) return undefined
      open.pop()
      return 'after'
    case ':':
      return state === 'colon' ? 'value' : undefined
    case ',':
      if (state !== 'after' || open.length === 0) return undefined
      return open.at(-1) === '{' ? 'key' : 'value'
    default:
      if (state === 'key' || state === 'first_key') return token === '"' ? 'colon' : undefined
      return state === 'value' || state === 'first_value' ? 'after' : undefined
  }
}

/** Characters of the token at an offset; 0 where there is none, minus an offset where a string goes wrong. */
const tokenLength = (text: string, at: number): number => {
  const first = text[at] ?? ''
  if ('{}[]:,'.includes(first)) return 1
  if (first !== '"') return matchAt(SCALAR, text, at)
  for (let i = at + 1; i < text.length; i++) {
    if (text[i] === '"') return i + 1 - at
    if (text.charCodeAt(i) < 32) return -i
    if (text[i] !== '\\') continue
    const escaped = matchAt(ESCAPE, text, i + 1)
    if (escaped === 0) return -i
    i += escaped
  }
  return 0
}

const matchAt = (pattern: RegExp, text: string, at: number): number => {
  pattern.lastIndex = at
  return pattern.test(text) ? pattern.lastIndex - at : 0
}

const skipSpace = (text: string, from: number): number => {
  let at = from
  while (at < text.length && ' \t\r\n'.includes(text[at] ?? '')) at++
  return at
}
