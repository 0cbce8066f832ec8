// Bundles the hosted functions, each into a folder of its own that is deployed as it is.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, relative } from 'node:path'
import { stdout } from 'node:process'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { minifySync } from 'rolldown/utils'
import { builtins } from './build/builtins.ts'
import { NEVER_CALLED, NO_STREAM, withoutIdle } from './build/idle.ts'
import { lean } from './build/lean.ts'
import { prebuilt } from './build/prebuilt.ts'
import { undocumented } from './build/undocumented.ts'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const root = here('../..')

/** Each with what it imports and never calls. */
const FUNCTIONS = {
  api: { ...NEVER_CALLED, ...NO_STREAM },
  sweeper: { ...NEVER_CALLED, ...NO_STREAM },
  tick: NEVER_CALLED,
}

/** Once more by another minifier, which finds a fiftieth that esbuild leaves. */
const smaller = (path: string, contents: Uint8Array): Uint8Array => {
  if (!path.endsWith('.mjs')) return contents
  const { code, errors } = minifySync(path, Buffer.from(contents).toString(), {
    module: true,
    mangle: { toplevel: true },
  })
  const [error] = errors
  if (error) throw error
  return Buffer.from(code)
}

const bundle = async (name: string, idle: Parameters<typeof withoutIdle>[0]): Promise<number> => {
  const outdir = here(`./dist/lambda/${name}`)
  const { outputFiles } = await build({
    entryPoints: { index: here(`./src/lambda/${name}.ts`) },
    outdir,
    absWorkingDir: root,
    outExtension: { '.js': '.mjs' },
    write: false,
    bundle: true,
    minify: true,
    // What only some requests need stands in files of its own.
    splitting: true,
    chunkNames: '[name]-[hash]',
    assetNames: '[name]-[hash]',
    plugins: [builtins, withoutIdle(idle), lean, prebuilt, undocumented],
    // What is imported and not used is not loaded either.
    tsconfigRaw: { compilerOptions: { verbatimModuleSyntax: false } },
    platform: 'node',
    format: 'esm',
    target: 'node24',
    jsx: 'automatic',
    jsxImportSource: 'hono/jsx',
    mainFields: ['module', 'main'],
    legalComments: 'none',
    logLevel: 'warning',
  })
  // What an earlier build left, or a deployment put there, must not be deployed again.
  rmSync(outdir, { recursive: true, force: true })
  let bytes = 0
  for (const { path, contents } of outputFiles) {
    const file = smaller(path, contents)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, file)
    bytes += file.byteLength
  }
  return bytes
}

for (const [name, idle] of Object.entries(FUNCTIONS)) {
  const bytes = await bundle(name, idle)
  stdout.write(`${relative(root, here(`./dist/lambda/${name}`))}  ${(bytes / 1024).toFixed(0)} KB\n`)
}
