// Builds dist/: `node action/build.ts`, or `--check`, which fails where dist/ is not what the sources build.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { argv, exit, stderr } from 'node:process'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { dropUnused } from './drop-unused.ts'
import { licences } from './licences.ts'
import { plainFunctions } from './plain-functions.ts'
import { smallZod } from './small-zod.ts'
import { unbarrel } from './unbarrel.ts'
import { yamlModules } from './yaml-modules.ts'

const here = fileURLToPath(new URL('.', import.meta.url))
const root = fileURLToPath(new URL('..', import.meta.url))
const dist = join(here, 'dist')

/** Name in dist/ -> content. The same sources and lockfile give the same bytes on every machine. */
const bundle = async (): Promise<Map<string, string>> => {
  const { outputFiles, metafile } = await build({
    entryPoints: { index: join(here, 'src/index.ts') },
    outdir: dist,
    // Paths are told relative to this folder, and so the names of chunks don't depend on where the clone lies.
    absWorkingDir: root,
    write: false,
    metafile: true,
    bundle: true,
    minify: true,
    // What only some runs need (the judge, the server's client) stands in files of its own.
    splitting: true,
    chunkNames: '[name]-[hash]',
    plugins: [
      smallZod,
      unbarrel(/\/(?:packages\/[^/]+|action)\/src\/.*\.ts$/, undefined, plainFunctions),
      dropUnused,
      yamlModules,
    ],
    platform: 'node',
    format: 'esm',
    target: 'node24',
    mainFields: ['module', 'main'],
    legalComments: 'none',
    charset: 'utf8',
    logLevel: 'warning',
  })
  const files = new Map(outputFiles.map(({ path, text }) => [relative(dist, path), text]))
  const used = Object.values(metafile.outputs).flatMap(({ inputs }) =>
    Object.entries(inputs).flatMap(([path, { bytesInOutput }]) => (bytesInOutput > 0 ? [path] : [])),
  )
  files.set('licences.txt', licences(root, used))
  return files
}

const standing = (): Map<string, string> => {
  try {
    return new Map(readdirSync(dist).map((name) => [name, readFileSync(join(dist, name), 'utf8')]))
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return new Map()
    throw error
  }
}

const [built, stands] = [await bundle(), standing()]
const differing = [...new Set([...built.keys(), ...stands.keys()])]
  .filter((name) => built.get(name) !== stands.get(name))
  .sort()

if (argv.includes('--check')) {
  if (differing.length > 0) {
    stderr.write(
      `action/dist is not what the sources build (${differing.join(', ')}): run \`node action/build.ts\` and commit it\n`,
    )
    exit(1)
  }
} else if (differing.length > 0) {
  rmSync(dist, { recursive: true, force: true })
  for (const [name, text] of built) {
    const path = join(dist, name)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, text)
  }
}
