// Bundles the CLI so that it starts in one file read and needs no loader for the pages' JSX.
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

await build({
  entryPoints: [here('./src/main.ts')],
  outdir: here('./dist'),
  bundle: true,
  splitting: true,
  platform: 'node',
  format: 'esm',
  target: 'node22',
  jsx: 'automatic',
  jsxImportSource: 'hono/jsx',
  mainFields: ['module', 'main'],
  // Some dependencies are CommonJS inside and call `require` for Node's own modules.
  banner: { js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);" },
  logLevel: 'warning',
})
