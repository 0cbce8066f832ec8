import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Plugin } from 'esbuild'

const RESOLVING = Symbol()
const STORE = fileURLToPath(new URL('../../store/src', import.meta.url))

/** What our store calls errors of DynamoDB by; any other comes as the SDK’s plain one, with its name. */
const errorsOfStore = (): Set<string> => {
  const files = readdirSync(STORE, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /(?<!\.test)\.ts$/.test(file),
  )
  const texts = files.map((file) => readFileSync(join(STORE, file), 'utf8'))
  return new Set(texts.join('\n').match(/\b[A-Z]\w*Exception\b/g))
}

/** Of a file what remains; fails where a dependency is written otherwise now, and nothing could be left out. */
const without = (path: string, ...parts: readonly (readonly [RegExp, (...found: string[]) => string])[]) => {
  let contents = readFileSync(path, 'utf8')
  for (const [part, left] of parts) {
    if (contents.search(part) < 0) throw new Error(`${path} is written otherwise now: nothing matches ${part}`)
    contents = contents.replace(part, left)
  }
  return { contents }
}

/** Dependencies, in the form that leaves out what is not used of them. */
export const lean: Plugin = {
  name: 'lean',
  setup: (build) => {
    // Its form for Node is CommonJS, of which nothing can be left out; the other one is the same code in ES modules.
    build.onResolve({ filter: /^yaml$/ }, async ({ path, kind, resolveDir, pluginData }) => {
      if (pluginData === RESOLVING) return null
      const found = await build.resolve(path, { kind, resolveDir, pluginData: RESOLVING })
      return { path: found.path.replace(/([\\/])dist([\\/]index\.js)$/, '$1browser$1dist$2'), sideEffects: false }
    })
    // The SDK reads its version from its whole package.json.
    build.onLoad({ filter: /[\\/]@aws-sdk[\\/][^\\/]+[\\/]package\.json$/ }, ({ path }) => {
      const { version } = JSON.parse(readFileSync(path, 'utf8')) as { version: string }
      return { contents: JSON.stringify({ version }), loader: 'json' }
    })
    // It registers an error of each call, of which we make a tenth.
    build.onLoad({ filter: /[\\/]client-dynamodb[\\/]dist-es[\\/]schemas[\\/]schemas_0\.js$/ }, ({ path }) => {
      const known = errorsOfStore()
      return without(path, [
        /^n0_registry\.registerError\(\w+\$, (\w+)\);$/gm,
        (whole, name = '') => (known.has(name) ? whole : ''),
      ])
    })
    // No call of DynamoDB goes to a host of its own.
    build.onLoad({ filter: /[\\/]submodules[\\/]protocols[\\/]HttpProtocol\.js$/ }, ({ path }) =>
      without(path, [/^ {4}setHostPrefix\(.*?^ {4}\}$/ms, () => '    setHostPrefix() {}']),
    )
    build.onLoad({ filter: /[\\/]zod[\\/]v4[\\/]classic[\\/]schemas\.js$/ }, ({ path }) =>
      without(
        path,
        // Each text can be checked for twenty formats by an old way beside `z.url()`, which keeps all of them.
        [/(_ZodString\.init\(inst, def\);\n\}), \{\n.*?\n\}\);/s, (_, init) => `${init});`],
        // What every schema could be made into, and none of ours is.
        [/^ {4}(?:and|catch|nonoptional|prefault|readonly)\(\w*\) \{\n.*?\n {4}\},\n/gms, () => ''],
        // Taken by a name within a name, all of them are kept.
        [/^import \{ util \} from "\.\.\/core\/index\.js"/m, () => 'import * as util from "../core/util.js"'],
        [/\bcore\.util\./g, () => 'util.'],
      ),
    )
  },
}
