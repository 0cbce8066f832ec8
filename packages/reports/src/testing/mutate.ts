/** Systematic damage: one thing changed at a time, everywhere it can be, each with a name for the test that fails. */
export type Mutant = { how: string; text: string }

/** Values that stand where something else belongs. `1e999` is Infinity to JSON.parse; `NaN` is no JSON. */
const HOSTILE_JSON = [
  '-1',
  '1000000',
  '1.5',
  '1e308',
  '1e999',
  'NaN',
  '"x"',
  '""',
  'null',
  'true',
  '[]',
  '{}',
  '[[]]',
  '[null]',
]
const HOSTILE_TEXT = ['-1', '1000000', '1.5', '1e308', 'NaN', '', 'x', '9'.repeat(30), '__proto__', '../'.repeat(20)]

type Path = (string | number)[]

const pathsOf = (value: unknown, path: Path = []): Path[] => {
  if (typeof value !== 'object' || value === null) return [path]
  const below = Array.isArray(value) ? [...value.entries()] : Object.entries(value)
  return [path, ...below.flatMap(([key, member]) => pathsOf(member, [...path, key]))]
}

/** Text, and not a value: `1e999`, doubled keys and `__proto__` would be lost in one. */
const write = (value: unknown, path: Path, change: (text: string) => string): string => {
  if (path.length === 0) return change(JSON.stringify(value))
  const [next, ...rest] = path
  if (Array.isArray(value))
    return `[${value.map((member, i) => (i === next ? write(member, rest, change) : JSON.stringify(member))).join(',')}]`
  const members = Object.entries(value as object).map(
    ([key, member]) => `${JSON.stringify(key)}:${key === next ? write(member, rest, change) : JSON.stringify(member)}`,
  )
  return `{${members.join(',')}}`
}

const POLLUTION = '"__proto__":{"polluted":1,"path":"x"},"constructor":{"prototype":{"polluted":1}},'

const jsonMutants = (text: string): Mutant[] => {
  const value: unknown = JSON.parse(text)
  return pathsOf(value).flatMap((path) => {
    const at = `/${path.join('/')}`
    const changed = (how: string, change: (text: string) => string) => ({
      how: `${at} ${how}`,
      text: write(value, path, change),
    })
    return [
      ...HOSTILE_JSON.map((hostile) => changed(`is ${hostile}`, () => hostile)),
      changed('is 100 deep', () => '['.repeat(100) + ']'.repeat(100)),
      changed('has __proto__', (own) =>
        own.startsWith('{') ? `{${POLLUTION}${own.slice(1)}`.replace(',}', '}') : own,
      ),
      changed('has its keys twice', (own) =>
        own.startsWith('{') && own !== '{}' ? `${own.slice(0, -1)},${own.slice(1)}` : own,
      ),
    ]
  })
}

const lineMutants = (text: string): Mutant[] => {
  const lines = text.trimEnd().split('\n')
  const put = (i: number, changed: string) => `${lines.map((line, j) => (i === j ? changed : line)).join('\n')}\n`
  return lines.flatMap((line, i) => [
    ...jsonMutants(line).map((mutant) => ({ how: `line ${i + 1} ${mutant.how}`, text: put(i, mutant.text) })),
    { how: `line ${i + 1} twice`, text: put(i, `${line}\n${line}`) },
    { how: `no line ${i + 1}`, text: put(i, '') },
    { how: `chatter for line ${i + 1}`, text: put(i, 'Compiling...') },
  ])
}

const replacedAt = (text: string, match: RegExpExecArray, by: string): string =>
  text.slice(0, match.index) + by + text.slice(match.index + match[0].length)

const xmlMutants = (text: string): Mutant[] => [
  ...[...text.matchAll(/\s([\w:-]+)="([^"]*)"/g)].flatMap((match) => [
    ...HOSTILE_TEXT.map((hostile) => ({
      how: `${match[1]} at ${match.index} is ${JSON.stringify(hostile.slice(0, 20))}`,
      text: replacedAt(text, match, ` ${match[1]}="${hostile}"`),
    })),
    { how: `no ${match[1]} at ${match.index}`, text: replacedAt(text, match, '') },
    { how: `${match[1]} at ${match.index} twice`, text: replacedAt(text, match, match[0].repeat(2)) },
  ]),
  ...[...text.matchAll(/<\w[^>]*\/>/g)].map((match) => ({
    how: `${match[0]} at ${match.index} twice`,
    text: replacedAt(text, match, match[0].repeat(2)),
  })),
]

const textMutants = (text: string): Mutant[] =>
  [...text.matchAll(/\d+/g)].flatMap((match) =>
    HOSTILE_TEXT.map((hostile) => ({
      how: `${match[0]} at ${match.index} is ${JSON.stringify(hostile.slice(0, 20))}`,
      text: replacedAt(text, match, hostile),
    })),
  )

export type Syntax = 'json' | 'lines' | 'xml' | 'text'

export const syntaxOf = (text: string): Syntax => {
  if (text.startsWith('<')) return 'xml'
  if (!text.startsWith('{')) return 'text'
  return text.trimEnd().includes('\n') ? 'lines' : 'json'
}

export const mutantsOf = (text: string): Mutant[] =>
  ({ json: jsonMutants, lines: lineMutants, xml: xmlMutants, text: textMutants })[syntaxOf(text)](text)
