import { readFileSync } from 'node:fs'
import type { Plugin } from 'esbuild'

const RESOLVING = Symbol()

/** Two dependencies, in the form that leaves out what is not used of them. */
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
  },
}
