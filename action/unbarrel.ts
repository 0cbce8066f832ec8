import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Plugin } from 'esbuild'

const OURS = /^@plumbline\//
const EXPORTS = /export \{([^}]*)\} from '(\.[^']+)'/g
const IMPORTS = /import \{([^}]*)\} from '(@plumbline\/[^']+)'/g

const names = (list: string): string[] =>
  list
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '' && !name.startsWith('type '))

/** Exported name -> file that has it, from an index that only re-exports by name. */
const exportsOf = (index: string): Map<string, string> => {
  const found = new Map<string, string>()
  for (const [, list = '', file = ''] of readFileSync(index, 'utf8').matchAll(EXPORTS))
    for (const name of names(list)) if (!name.includes(' as ')) found.set(name, join(dirname(index), file))
  return found
}

/**
 * Imports from one of our packages go straight to the files that have the names. esbuild splits by file: whatever an
 * index re-exports would otherwise load with anything that asks the index for one small thing, the judge and its
 * YAML parser with every report. Sound because our indexes only re-export by name, which the architecture test holds.
 * @param sources folders of the files whose imports are rewritten
 * @param prepare what else is done to their text, before
 * @param finish and after
 */
export const unbarrel = (
  sources: RegExp,
  prepare: (contents: string, path: string) => string = (contents) => contents,
  finish: (contents: string) => string = (contents) => contents,
): Plugin => ({
  name: 'unbarrel',
  setup: (build) => {
    const known = new Map<string, Promise<Map<string, string>>>()
    const indexOf = async (from: string, resolveDir: string) => {
      const { path } = await build.resolve(from, { kind: 'import-statement', resolveDir })
      return exportsOf(path)
    }
    build.onLoad({ filter: sources }, async ({ path }) => {
      let contents = prepare(readFileSync(path, 'utf8'), path)
      for (const [statement, list = '', from = ''] of contents.matchAll(IMPORTS)) {
        if (!OURS.test(from)) continue
        const index = known.get(from) ?? indexOf(from, dirname(path))
        known.set(from, index)
        const files = await index
        const direct = names(list).map((name) => {
          const file = files.get(name.split(' as ')[0] ?? name)
          return `import { ${name} } from ${file === undefined ? `'${from}'` : JSON.stringify(file)}`
        })
        contents = contents.replace(statement, direct.join(';'))
      }
      return { contents: finish(contents), loader: path.endsWith('x') ? 'tsx' : 'ts' }
    })
  },
})
