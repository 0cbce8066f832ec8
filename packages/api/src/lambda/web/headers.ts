const NAME = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/
const OUTER_SPACE = /^[\t\n\r ]+|[\t\n\r ]+$/g
const FORBIDDEN = /[\0\n\r]|[^\0-\xff]/

const SET_COOKIE = 'set-cookie'

const nameOf = (name: string): string => {
  if (!NAME.test(name)) throw new TypeError(`no header’s name: ${JSON.stringify(name)}`)
  return name.toLowerCase()
}

const valueOfHeader = (value: string): string => {
  const trimmed = String(value).replace(OUTER_SPACE, '')
  if (FORBIDDEN.test(trimmed)) throw new TypeError('a header’s value holds what none may')
  return trimmed
}

type Init = Iterable<readonly [string, string]> | Readonly<Record<string, string>>

const pairsOf = (init: Init): Iterable<readonly [string, string]> =>
  Symbol.iterator in init ? init : Object.entries(init)

/** `Headers` of the platform, as far as an app on a server goes. */
export class LeanHeaders implements Iterable<[string, string]> {
  readonly #values = new Map<string, string[]>()

  constructor(init?: Init | null) {
    if (init) for (const [name, value] of pairsOf(init)) this.append(name, value)
  }

  append(name: string, value: string): void {
    const key = nameOf(name)
    const before = this.#values.get(key)
    if (before) before.push(valueOfHeader(value))
    else this.#values.set(key, [valueOfHeader(value)])
  }

  set(name: string, value: string): void {
    this.#values.set(nameOf(name), [valueOfHeader(value)])
  }

  delete(name: string): void {
    this.#values.delete(nameOf(name))
  }

  has(name: string): boolean {
    return this.#values.has(nameOf(name))
  }

  get(name: string): string | null {
    return this.#values.get(nameOf(name))?.join(', ') ?? null
  }

  getSetCookie(): string[] {
    return [...(this.#values.get(SET_COOKIE) ?? [])]
  }

  /** By name; cookies one by one, for they can't be joined. */
  *entries(): IterableIterator<[string, string]> {
    for (const name of [...this.#values.keys()].sort()) {
      const values = this.#values.get(name) ?? []
      if (name === SET_COOKIE) for (const value of values) yield [name, value]
      else yield [name, values.join(', ')]
    }
  }

  *keys(): IterableIterator<string> {
    for (const [name] of this.entries()) yield name
  }

  *values(): IterableIterator<string> {
    for (const [, value] of this.entries()) yield value
  }

  forEach(visit: (value: string, name: string, headers: LeanHeaders) => void): void {
    for (const [name, value] of this.entries()) visit(value, name, this)
  }

  [Symbol.iterator](): IterableIterator<[string, string]> {
    return this.entries()
  }
}
