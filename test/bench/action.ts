import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ACTIONS_TOKEN, startFakeGitHub, type Tls } from '../../action/src/testing/fake-github.ts'
import { makeRepository } from '../../action/src/testing/repository.ts'
import { runAction } from '../../action/src/testing/run-action.ts'
import { makeCertificate } from './certificate.ts'
import { interleaved, line, ms } from './measure.ts'

const ROUNDS = 15
const FILES = 2_000
const KB = 1_024
const FLOOR = fileURLToPath(new URL('two-requests.mjs', import.meta.url))
const DIST = fileURLToPath(new URL('../../action/dist/', import.meta.url))

/** lcov of so many files of 100 lines; of the first one the change adds lines 11 to 20, and so many of them were run. */
const report = (files: number, ran: number): string =>
  Array.from({ length: files }, (_, file) => {
    const hits = (at: number) => (file === 0 ? Number(at < 10 + ran) : Number((at + file) % 7 !== 0))
    const lines = Array.from({ length: file === 0 ? 20 : 100 }, (_, at) => `DA:${at + 1},${hits(at)}`)
    return `TN:\nSF:src/${file === 0 ? 'tax' : `file${file}`}.ts\n${lines.join('\n')}\nend_of_record\n`
  }).join('')

const spawned = async (args: string[], env: Record<string, string>): Promise<void> => {
  const child = spawn(process.execPath, args, {
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const [code] = await once(child, 'exit')
  if (code !== 0) throw new Error(`node ${args.join(' ')} ended with ${code}`)
}

/** `lateMs`: what each answer takes on its way, as no loopback does. */
type World = { name: string; tls: (Tls & { path: string }) | null; lateMs: number }

/** The whole bundle as a process, against what only finds and writes the comment, and against an empty process. */
const gateReport = async ({ name, tls, lateMs }: World): Promise<string[]> => {
  const github = await startFakeGitHub({ tls })
  if (lateMs > 0) github.faults.push({ answer: { afterMs: lateMs } })
  const repository = makeRepository()
  const trust: Record<string, string> = tls ? { NODE_EXTRA_CA_CERTS: tls.path } : {}
  // Another figure each time, so that there is something to write; both lie there before anything is timed.
  const reports = ['reports/lcov.info', 'reports/other.info']
  for (const [ran, path] of reports.entries()) repository.write(path, report(FILES, ran))
  let runs = 0
  const gate = async () => {
    const requests = github.requests.length
    const coverage = reports[runs++ % reports.length] ?? ''
    const ran = await runAction({ repository, github, inputs: { coverage, comment: 'always' }, env: trust })
    const asked = github.requests.slice(requests)
    if (runs > 1 && asked.length !== 2) throw new Error(`${asked.join(', ')} were asked: ${ran.log}`)
    return ran
  }
  // Not spawnSync: GitHub answers from this process.
  const floor = () => spawned([FLOOR], { GITHUB_API_URL: github.url, TOKEN: ACTIONS_TOKEN, ...trust })
  try {
    await gate()
    const least = await interleaved(ROUNDS, gate, floor)
    const empty = await interleaved(ROUNDS, floor, async () => spawnSync(process.execPath, ['-e', '0']))
    return [
      line(
        `${name}: lcov of ${FILES} files, judged, comment updated`,
        ms(least.candidateMs),
        ms(least.baselineMs),
        least.ratio,
      ),
      line(
        `${name}: its floor, two requests, against node -e 0`,
        ms(empty.candidateMs),
        ms(empty.baselineMs),
        empty.ratio,
      ),
    ]
  } finally {
    repository.remove()
    await github.close()
  }
}

const sizeReport = (): string => {
  const sizes = readdirSync(DIST).map((file) => ({ file, bytes: statSync(join(DIST, file)).size }))
  const code = sizes.filter(({ file }) => file.endsWith('.js'))
  const entry = code.find(({ file }) => file === 'index.js')?.bytes ?? Number.NaN
  const all = code.reduce((sum, { bytes }) => sum + bytes, 0)
  return `entry ${(entry / KB).toFixed(0)} KB of 600, all code ${(all / KB).toFixed(0)} KB of 1024, in ${code.length} files`
}

/** The bundled Action on a pull request, and what it weighs. */
export const actionReport = async (): Promise<string[]> => {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-bench-'))
  try {
    const tls = makeCertificate(folder)
    const reports: string[] = []
    for (const world of [
      { name: 'https', tls, lateMs: 0 },
      { name: 'https +50 ms', tls, lateMs: 50 },
      { name: 'http', tls: null, lateMs: 0 },
    ])
      reports.push(...(await gateReport(world)))
    return [...reports, sizeReport()]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
