import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { bundleOf, type Hosted, OPERATOR_KEY, startHosted } from '../../packages/api/src/testing/lambda/hosted.ts'
import { eventOf, type Sent } from '../../packages/api/src/testing/lambda/http.ts'
import { type LambdaFunction, startLambda } from '../../packages/api/src/testing/lambda/runtime.ts'
import { interleaved, line, median, ms } from './measure.ts'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const ROUNDS = 21
const KB = 1024
const HOUR = 3_600_000
const ENGAGEMENT = 'acme-checkout'

const READY: Sent = { method: 'GET', target: '/readyz', headers: {} }

const post = (target: string, body: unknown, key?: string): Sent => ({
  method: 'POST',
  target,
  headers: { 'content-type': 'application/json', ...(key === undefined ? {} : { authorization: `Bearer ${key}` }) },
  body: Buffer.from(JSON.stringify(body)),
})

const deployment = (n: number) => {
  const time = new Date(Date.now() - n * HOUR).toISOString()
  const data = { deployment_id: `d${n}`, status: 'success', finished_at: time, commit_sha: 'a'.repeat(40) }
  return { type: 'deployment', id: `bench-${n}`, source: 'bench', time, service: 'checkout-api', data }
}

/** The least that a function on this stack can be, bundled as anyone would bundle it. */
const bundleBare = (folder: string) =>
  build({
    // The SDK is a dependency of the store alone.
    stdin: { contents: readFileSync(here('./bare-lambda.mjs'), 'utf8'), resolveDir: here('../../packages/store') },
    outfile: join(folder, 'index.mjs'),
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    mainFields: ['module', 'main'],
    legalComments: 'none',
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
  })

const sizeOf = (folder: string): number =>
  readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0)

/** The most memory a process ever had, in MB. */
const peakOf = ({ pid }: LambdaFunction): number => {
  const [, kilobytes] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid()}/status`, 'utf8')) ?? []
  return Number(kilobytes) / KB
}

const answerOf = async (running: LambdaFunction, sent: Sent): Promise<string> => {
  const invoked = await running.invoke(eventOf(sent))
  const { statusCode, body } =
    'ok' in invoked ? (invoked.ok as { statusCode: number; body: string }) : { statusCode: 0, body: '' }
  if (statusCode >= 200 && statusCode < 300) return body
  throw new Error(`${sent.target}: ${JSON.stringify(invoked)} ${running.lines().join('\n')}`)
}

/** A key of one party, for what only a party may do. */
const takeKey = async (api: LambdaFunction): Promise<string> => {
  const made = await answerOf(api, { ...post('/v1/engagements', { engagement: ENGAGEMENT, title: 'x' }, OPERATOR_KEY) })
  const taken = await answerOf(api, post('/v1/claims', { claim: JSON.parse(made).claims.vendor, name: 'x', role: 'x' }))
  return JSON.parse(taken).key
}

const reportOn = async ({ connection, start }: Hosted, folder: string): Promise<string[]> => {
  // Past the guard that the tests put before the table, as the bare one goes.
  const table = { PLUMBLINE_TABLE: connection.table, PLUMBLINE_DYNAMODB_ENDPOINT: connection.endpoint ?? '' }
  const key = await takeKey(await start('api'))
  const peaks: { ours: number[]; theirs: number[] } = { ours: [], theirs: [] }
  const once = async (starting: Promise<LambdaFunction>, sent: Sent, seen: number[]) => {
    const running = await starting
    await answerOf(running, sent)
    seen.push(peakOf(running))
    await running.stop()
  }
  const compared = (sent: (round: number) => Sent) =>
    interleaved(
      ROUNDS,
      (round) => once(start('api', table), sent(round), peaks.ours),
      () => once(startLambda(folder, table), READY, peaks.theirs),
    )
  const ready = await compared(() => READY)
  const event = await compared((round) => post(`/v1/engagements/${ENGAGEMENT}/events`, deployment(round + 1), key))
  const [peak, floor] = [median(peaks.ours), median(peaks.theirs)]
  const [size, bare] = [sizeOf(bundleOf('api')) / KB, sizeOf(folder) / KB]
  return [
    line('cold start to /readyz, one read each', ms(ready.candidateMs), ms(ready.baselineMs), ready.ratio),
    line('cold start to one event, 3 calls against 1', ms(event.candidateMs), ms(event.baselineMs), event.ratio),
    line('most memory', `${peak.toFixed(0)} MB`, `${floor.toFixed(0)} MB`, peak / floor),
    line('size of the bundle', `${size.toFixed(0)} KB`, `${bare.toFixed(0)} KB`, size / bare),
  ]
}

/** The API’s function as a process, from nothing to its first answer, against bare Hono with the same SDK. */
export const lambdaReport = async (): Promise<string[]> => {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-bench-'))
  execFileSync(process.execPath, ['--no-warnings', here('../../packages/api/build.ts')], { stdio: 'ignore' })
  const hosted = await startHosted()
  try {
    await bundleBare(folder)
    return await reportOn(hosted, folder)
  } finally {
    await hosted.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}
