import type { Plugin } from 'esbuild'

/** Packages that do nothing when they are imported; none of them says so in its package.json. */
const QUIET = /\/node_modules\/(?:@actions\/[^/]+|@octokit\/[^/]+|undici|tunnel)\//
const LOOKED_AT = /^(?:\.|@actions\/|@octokit\/|undici$|tunnel$)/

/**
 * Drops what we don't use of GitHub's toolkit. Its packages don't declare `sideEffects: false`, so that esbuild would
 * keep whatever an index imports: with three functions of @actions/core comes an HTTP client with undici, which is
 * 400 KB and 60 ms at each start. A file of theirs is kept where something of it is used, and then runs as it is.
 */
export const dropUnused: Plugin = {
  name: 'drop-unused',
  setup: (build) => {
    build.onResolve({ filter: LOOKED_AT }, async ({ path, kind, importer, resolveDir, pluginData }) => {
      if (pluginData === QUIET || (path.startsWith('.') && !QUIET.test(importer))) return null
      const found = await build.resolve(path, { kind, importer, resolveDir, pluginData: QUIET })
      return QUIET.test(found.path) ? { ...found, sideEffects: false } : found
    })
  },
}
