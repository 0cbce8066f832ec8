import { sep } from 'node:path'
import type { Plugin } from 'esbuild'

/**
 * Takes the YAML parser's ES modules, which its package keeps for browsers: the same code, of which what we don't use
 * is dropped, and which is compiled once. Of CommonJS each file is a function, read when the bundle loads and again
 * when it runs: 18 KB and 5 ms more at each start that judges here.
 */
export const yamlModules: Plugin = {
  name: 'yaml-modules',
  setup: (build) => {
    build.onResolve({ filter: /^yaml$/ }, async ({ path, kind, resolveDir, pluginData }) => {
      if (pluginData === 'yaml-modules') return null
      const found = await build.resolve(path, { kind, resolveDir, pluginData: 'yaml-modules' })
      return { ...found, path: found.path.replace(`${sep}dist${sep}`, `${sep}browser${sep}dist${sep}`) }
    })
  },
}
