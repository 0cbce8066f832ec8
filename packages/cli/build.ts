// Bundles the CLI: one small entry that starts fast, and chunks that are loaded when a command asks for them.
import { readdirSync, rmSync } from 'node:fs'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const outdir = here('./dist')

const { metafile } = await build({
  entryPoints: [here('./src/main.ts')],
  outdir,
  bundle: true,
  splitting: true,
  minify: true,
  metafile: true,
  legalComments: 'linked',
  platform: 'node',
  format: 'esm',
  target: 'node22.12',
  jsx: 'automatic',
  jsxImportSource: 'hono/jsx',
  mainFields: ['module', 'main'],
  // Some dependencies are CommonJS inside and call `require` for Node's own modules.
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
  },
  logLevel: 'warning',
})

// Chunks carry their content's hash in their names, so those of earlier builds would pile up.
const made = new Set(Object.keys(metafile.outputs).map((path) => basename(path)))
for (const file of readdirSync(outdir)) if (!made.has(file)) rmSync(`${outdir}/${file}`, { recursive: true })
