import { builtinModules } from 'node:module'
import type { Plugin } from 'esbuild'

const BUILTINS = new Set(builtinModules)

const nameOf = (path: string) => path.replace(/^node:/, '')

/**
 * One of Node’s modules, each name of it taken only where it is used: importing `node:http` as an ES module reads all
 * of its exports, and one of them is a whole second HTTP client, 35 ms of a function’s start.
 */
const asImport = (name: string): string => {
  const names = Object.keys(process.getBuiltinModule(name) ?? {}).filter((key) => key !== 'default')
  return [
    `const builtin = process.getBuiltinModule(${JSON.stringify(name)})`,
    'export default builtin',
    ...names.map((key) => `export const ${key} = /* @__PURE__ */ (() => builtin.${key})()`),
  ].join('\n')
}

const asRequire = (name: string): string => `module.exports = process.getBuiltinModule(${JSON.stringify(name)})`

/** Node’s own modules, without what importing them costs. */
export const builtins: Plugin = {
  name: 'builtins',
  setup: (build) => {
    build.onResolve({ filter: /^(?:node:)?[a-z_]+(?:\/[a-z]+)?$/ }, ({ path, kind }) => {
      if (!BUILTINS.has(nameOf(path))) return null
      // What is imported as a whole can't be told name by name.
      return { path: nameOf(path), namespace: kind === 'import-statement' ? 'imported' : 'required' }
    })
    build.onLoad({ filter: /.*/, namespace: 'imported' }, ({ path }) => ({ contents: asImport(path) }))
    build.onLoad({ filter: /.*/, namespace: 'required' }, ({ path }) => ({ contents: asRequire(path) }))
  },
}
