import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

export const ROOT = fileURLToPath(new URL('..', import.meta.url))

/** What each part may import of the others: the arrows of DESIGN, read from the importing side. */
const MAY_IMPORT: Record<string, readonly string[]> = {
  core: [],
  reports: ['core'],
  contract: ['core'],
  render: ['core'],
  store: ['core'],
  dashboard: ['core', 'contract', 'render'],
  api: ['core', 'contract', 'render', 'store', 'dashboard'],
  client: ['core', 'contract', 'reports'],
  cli: ['core', 'contract', 'reports', 'render', 'client', 'api'],
  action: ['core', 'reports', 'render', 'client'],
}

/** Parts that know no clock, no environment, no disk, no network and no chance. */
const PURE = ['core', 'reports', 'render', 'contract', 'dashboard']

/** Node's own modules that a pure part may use, and what of them. */
const PURE_BUILTINS: Record<string, readonly string[]> = { 'node:crypto': ['createHash'] }

const IMPURE = /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bperformance\.now\(|\bprocess\.|\bfetch\(|\bglobalThis\b/

/** Entrances that a part declares beside its index, e.g. `@plumbline/client/change`. */
const DECLARED = new Set(
  Object.keys(MAY_IMPORT).flatMap((part) => {
    const manifest = join(ROOT, part === 'action' ? 'action' : join('packages', part), 'package.json')
    const { exports = {} } = JSON.parse(readFileSync(manifest, 'utf8')) as { exports?: Record<string, string> }
    return Object.keys(exports).map((entrance) => `@plumbline/${part}${entrance.slice(1)}`)
  }),
)

export type Source = { path: string; text: string }
export type Violation = { path: string; rule: string }

const isTest = (path: string) => /\.test\.tsx?$|\/testing\/|\/golden\//.test(path)

const partOf = (path: string): string | null =>
  /^packages\/([a-z]+)\/src\//.exec(path)?.[1] ?? (path.startsWith('action/src/') ? 'action' : null)

type Import = { names: string[]; from: string; typeOnly: boolean }

const importsOf = (text: string): Import[] => [
  ...[
    ...text.matchAll(
      /^\s*(?:import|export)\s+(type\s+)?(?:\*\s+as\s+\w+|\{([^}]*)\}|(\w+))?[^'"\n;]*?\s*from\s+['"]([^'"]+)['"]/gms,
    ),
  ].map((match) => ({
    names: (match[2] ?? '')
      .split(',')
      .map((name) => name.trim().split(' ')[0] ?? '')
      .filter(Boolean),
    from: match[4] ?? '',
    typeOnly: match[1] !== undefined,
  })),
  ...[...text.matchAll(/import\(\s*['"]([^'"]+)['"]/g)].map((match) => ({
    names: [],
    from: match[1] ?? '',
    typeOnly: false,
  })),
  ...[...text.matchAll(/^import\s+['"]([^'"]+)['"]/gm)].map((match) => ({
    names: [],
    from: match[1] ?? '',
    typeOnly: false,
  })),
]

/** Code without comments, so that a word in an explanation breaks no rule. */
const withoutComments = (text: string) => text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|[^:'"`])\/\/.*$/gm, '$1')

const dependencyRules = (source: Source, part: string, imports: Import[]): string[] =>
  imports.flatMap(({ from }) => {
    const imported = /^@plumbline\/([a-z]+)(\/.*)?$/.exec(from)
    if (!imported?.[1])
      return /^(\.\.\/)+(packages|action|test)\//.test(from) ? [`reaches into another part by path: ${from}`] : []
    if (imported[2] && !DECLARED.has(from)) return [`imports past what a part offers: ${from}`]
    if (imported[1] === part || isTest(source.path)) return []
    return MAY_IMPORT[part]?.includes(imported[1]) ? [] : [`${part} must not import ${imported[1]}`]
  })

const pureRules = (part: string, imports: Import[], code: string): string[] => {
  if (!PURE.includes(part)) return []
  const builtins = imports
    .filter(({ from }) => from.startsWith('node:'))
    .flatMap(({ from, names }) =>
      names.length > 0 && names.every((name) => PURE_BUILTINS[from]?.includes(name))
        ? []
        : [`${part} is pure and must not use ${from}`],
    )
  const impure = IMPURE.exec(code)
  return impure ? [...builtins, `${part} is pure and must not use ${impure[0]}`] : builtins
}

const fileName = (path: string) => path.split('/').at(-1) ?? ''

const oneplaceRules = (source: Source, part: string, code: string): string[] => {
  const found: string[] = []
  const name = fileName(source.path)
  if (/\bprocess\.env\b/.test(code) && name !== 'config.ts' && name !== 'inputs.ts')
    found.push('only config.ts and inputs.ts read the environment')
  if (part === 'store' && name !== 'keys.ts' && /#[A-Z]#|\}#\$\{|`#/.test(code)) found.push('only keys.ts builds keys')
  if (part === 'api' && name !== 'problem.ts' && /\bstatus\s*[:=(]\s*[45]\d\d\b|,\s*[45]\d\d\s*\)/.test(code))
    found.push('only problem.ts knows HTTP statuses of errors')
  if (name === 'index.ts' && /^export \*/m.test(code)) found.push('index.ts re-exports by name')
  if (name === 'utils.ts' || name === 'helpers.ts') found.push('a file is named for what is in it')
  return found
}

/** Every rule that a set of sources breaks; paths are relative to the repository's root. */
export const violations = (sources: Source[]): Violation[] =>
  sources.flatMap((source) => {
    const part = partOf(source.path)
    if (!part) return []
    const code = withoutComments(source.text)
    const imports = importsOf(code)
    const always = dependencyRules(source, part, imports)
    const own = isTest(source.path) ? [] : [...pureRules(part, imports, code), ...oneplaceRules(source, part, code)]
    return [...always, ...own].map((rule) => ({ path: source.path, rule }))
  })

/** All TypeScript sources of the packages and the Action. */
export const sourcesOf = (root: string): Source[] =>
  ['packages', 'action/src'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter(
        (entry) =>
          entry.isFile() && /\.tsx?$/.test(entry.name) && !/node_modules|[\\/]dist[\\/]?/.test(entry.parentPath),
      )
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => ({ path: relative(root, path).replaceAll('\\', '/'), text: readFileSync(path, 'utf8') })),
  )

/** Sources past which a file needs a look for the second thing in it. */
export const MOST_LINES = 300
