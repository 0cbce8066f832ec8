import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { build, type PluginBuild } from 'esbuild'
import { appOf } from '../app.ts'
import type { Declaration } from './mocks.ts'
import { startRpc } from './rpc.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const PLATFORM = join(ROOT, '.sst/platform')
const SECRETS = { SST_SECRET_OperatorKey: 'the-operator-key', SST_SECRET_SigningSecret: 's'.repeat(64) }

/** Written as SST writes the program it gives to Pulumi; only that Pulumi’s side of it is ours. */
const PROGRAM = `
  import * as pulumi from '@pulumi/pulumi'
  import { run } from '${PLATFORM}/src/auto/run.ts'
  import config from '${ROOT}/sst.config.ts'
  import { mocks, writeWhenDone } from '${ROOT}/infra/testing/mocks.ts'
  pulumi.runtime.setMocks(mocks, $app.name, $app.stage, false)
  const known = {}
  writeWhenDone(process.env.DECLARATION, known)
  await pulumi.runtime.runInPulumiStack(async () => {
    const outputs = await run(config.run)
    for (const [name, value] of Object.entries(outputs)) pulumi.output(value).apply((plain) => { known[name] = plain })
    return outputs
  })
`

const GLOBALS = `import * as aws from '@pulumi/aws'; import * as sst from '${PLATFORM}/src/components';\n`
const REQUIRE = "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);"

/** SST makes its names known in each file that is not its own. */
const withGlobals = {
  name: 'with-globals',
  setup: ({ onLoad }: PluginBuild) => {
    onLoad({ filter: /\.ts$/ }, ({ path }) =>
      path.startsWith(PLATFORM) ? null : { contents: GLOBALS + readFileSync(path, 'utf8'), loader: 'ts' },
    )
  },
}

const bundle = async (stage: string, outfile: string): Promise<void> => {
  const app = { ...appOf(stage), stage }
  const cli = {
    command: 'deploy',
    dev: false,
    paths: { home: tmpdir(), root: ROOT, work: join(ROOT, '.sst'), platform: PLATFORM },
  }
  await build({
    stdin: { contents: PROGRAM, resolveDir: ROOT, loader: 'ts' },
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    mainFields: ['module', 'main'],
    nodePaths: [join(PLATFORM, 'node_modules')],
    external: ['@pulumi/*', 'undici', '@pulumiverse/*', '@aws-sdk/*', 'esbuild', 'archiver', 'glob', 'vite'],
    inject: [join(PLATFORM, 'src/shim/run.js')],
    define: { $app: JSON.stringify(app), $cli: JSON.stringify(cli), $dev: 'false' },
    banner: { js: REQUIRE },
    plugins: [withGlobals],
    logLevel: 'error',
  })
}

/** What the real `run()` of sst.config.ts declares for a stage, in order, without an account. */
export const declared = async (stage: string, settings: Record<string, string> = {}): Promise<Declaration> => {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-infra-'))
  // Beside SST’s own packages, or it would not find them.
  const program = join(PLATFORM, `declared-${process.pid}-${stage}-${Object.keys(settings).join('-')}.mjs`)
  const rpc = await startRpc(ROOT)
  try {
    await bundle(stage, program)
    const declaration = join(folder, 'declaration.json')
    const { PATH = '', HOME = '' } = process.env
    await promisify(execFile)(process.execPath, ['--no-warnings', program], {
      cwd: ROOT,
      env: { PATH, HOME, ...SECRETS, ...settings, SST_SERVER: rpc.url, DECLARATION: declaration },
    })
    if (rpc.unknown.length > 0) throw new Error(`SST asked for ${rpc.unknown.join(', ')}`)
    return JSON.parse(readFileSync(declaration, 'utf8')) as Declaration
  } finally {
    rpc.stop()
    rmSync(program, { force: true })
    rmSync(folder, { recursive: true, force: true })
  }
}
