import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { type Installation, openInstallation } from './testing/installation.ts'
import { AGREEMENT, lcov } from './testing/repository.ts'
import { type Job, pullRequestPayload } from './testing/run-action.ts'
import { openStage, pushToMain, type Stage } from './testing/stage.ts'

const MORE = `
  coverage:
    indicator: coverage
    target: ">= 60%"
    enforcement: block
  coverage-change:
    indicator: coverage-change
    target: ">= 0 pp"
    enforcement: warn
`

let server: Installation
let key: string
beforeAll(async () => {
  server = await openInstallation(`${AGREEMENT.trimEnd()}${MORE}`)
  key = await server.key('gate:run', 'events:write')
})
afterAll(() => server.close())

let stages = 0
const open = async (): Promise<Stage> => {
  const stage = await openStage({ 'api-url': server.url, 'api-key': key, engagement: 'acme-shop', service: 'shop-api' })
  // Commits of one second would be the same in every test.
  stages += 1
  stage.repository.write('src/stage.ts', `export const stage = ${stages}\n`)
  stage.repository.head = stage.repository.commit(`stage ${stages}`)
  onTestFinished(() => stage.close())
  return stage
}

/** One job of a matrix: what of the 20 lines its tests leave uncovered. */
const upload = (stage: Stage, flag: string, uncovered: number, job: Partial<Job> = {}) => {
  const file = `reports/${flag}.info`
  stage.repository.write(file, lcov(20, uncovered))
  return stage.run({ ...job, inputs: { coverage: file, tests: '', flag, ...job.inputs } })
}
const finalize = (stage: Stage, job: Partial<Job> = {}) =>
  stage.run({ ...job, inputs: { mode: 'finalize', coverage: '', tests: '', ...job.inputs } })
const statuses = async (id: string | undefined) =>
  Object.fromEntries((await server.vendor.evaluation(id ?? '')).objectives.map((one) => [one.id, one.status]))

describe('several uploads of one commit', () => {
  test('until the last is there nothing passes or fails; two last ones at once say the same, and one comment has it', async () => {
    const stage = await open()
    const inputs = { expect: '3', 'commit-status': 'true', 'fail-on': 'warning' }
    const first = await upload(stage, 'unit', 4, { inputs })
    expect([first.code, first.outputs.verdict]).toEqual([0, 'warn'])
    expect(stage.comment()).toMatch(/^### ⏳ Not final, 1 of 3 uploads/)
    expect(stage.comment()).toContain('1 of 3 uploads \\(unit\\), waiting for 2 more')
    expect(stage.github.statuses).toEqual([])

    const last = await Promise.all([upload(stage, 'e2e', 10, { inputs }), upload(stage, 'slow', 10, { inputs })])
    // Whoever came last saw all; the other may have seen all too, or still waited.
    const judged = last.filter(({ outputs }) => outputs.verdict !== 'warn')
    expect(judged.length).toBeGreaterThan(0)
    for (const { code, outputs, log } of judged) {
      expect([code, outputs.verdict]).toEqual([1, 'fail'])
      // Neither of the two runs any of the added lines, but the first does: each counts once, and only what no job runs
      // is marked.
      const { objectives } = await server.vendor.evaluation(outputs['evaluation-id'] ?? '')
      expect(objectives.find(({ id }) => id === 'patch-coverage')).toMatchObject({ numerator: 6, denominator: 10 })
      expect(log).toMatch(/::warning .*file=src\/tax\.ts,line=17,endLine=20:/)
    }
    expect(stage.ours()).toHaveLength(1)
    expect(stage.comment()).toMatch(/^### ❌ Agreement not met/)
    expect(stage.github.statuses.at(-1)?.state).toBe('failure')
  })

  test('in the end what is missing is missing, and the message names what came; complete, all is judged', async () => {
    const stage = await open()
    await upload(stage, 'unit', 0, { inputs: { mode: 'report' } })
    const short = await finalize(stage, { ...pushToMain(stage.repository), inputs: { expect: '2' } })
    expect(short.code).toBe(1)
    expect(short.summary).toContain('1 of 2 uploads \\(unit\\), 1 is missing')
    expect(await statuses(short.outputs['evaluation-id'])).toMatchObject({
      coverage: 'no_data',
      'patch-coverage': 'no_data',
    })

    await upload(stage, 'e2e', 0, { inputs: { mode: 'report' } })
    const whole = await finalize(stage, { inputs: { expect: '2' } })
    expect(await statuses(whole.outputs['evaluation-id'])).toMatchObject({ coverage: 'met', 'patch-coverage': 'met' })
  })

  test('an outage judges no part for the whole, and fails no build', async () => {
    const stage = await open()
    const gone = { 'api-url': 'http://127.0.0.1:9', 'timeout-seconds': '5' }
    const end = await finalize(stage, { inputs: { ...gone, expect: '2' } })
    expect([end.code, end.outputs.verdict]).toEqual([0, ''])
    const one = await upload(stage, 'unit', 10, { inputs: { ...gone, expect: '2' } })
    expect([one.code, one.outputs.verdict]).toEqual([0, 'warn'])
  })

  test('a suite that did not run is carried forward where that was asked for, and labelled wherever it counts', async () => {
    const stage = await open()
    const base = stage.repository.base
    const onMain = { ...pushToMain({ ...stage.repository, head: base }), env: { GITHUB_SHA: base } }
    stage.repository.git('switch', '--quiet', '--detach', base)
    await upload(stage, 'e2e', 4, onMain)
    stage.repository.git('switch', '--quiet', 'feature')

    const { summary, outputs } = await upload(stage, 'unit', 0, { inputs: { 'carry-forward': 'e2e, nightly' } })
    const evaluation = await server.vendor.evaluation(outputs['evaluation-id'] ?? '')
    const of = (id: string) => evaluation.objectives.find((one) => one.id === id)
    expect(of('coverage')).toMatchObject({ numerator: 36, denominator: 40 })
    expect(of('coverage')?.evidence.carried_forward).toEqual([{ flag: 'e2e', commit_sha: base }])
    expect(of('patch-coverage')).toMatchObject({ numerator: 10, denominator: 10 })
    // Written so that GitHub makes no link of it.
    const plain = (text: string) => text.replaceAll(/[\u200b\\]/g, '')
    for (const text of [summary, stage.comment()]) {
      expect(plain(text)).toContain(`e2e carried forward from ${base.slice(0, 7)}`)
      expect(plain(text)).toContain('Nothing to carry forward for nightly')
    }
  })
})

describe('missing or wrong base coverage after squash merges', () => {
  /** `main` with a squash of the change, as GitHub makes it: a commit that no pull request ever had. */
  const squashed = (stage: Stage) => {
    const { git } = stage.repository
    git('switch', '--quiet', 'main')
    git('merge', '--quiet', '--squash', 'feature')
    return stage.repository.commit(`squash ${stages}`)
  }
  const baselineOf = async (id: string | undefined) => {
    const { objectives } = await server.vendor.evaluation(id ?? '')
    return objectives.find((one) => one.id === 'coverage-change')
  }
  const nextChange = (stage: Stage, squash: string) => {
    stage.repository.git('switch', '--quiet', '-c', 'next')
    stage.repository.write('src/next.ts', 'export const next = 1\n')
    const head = stage.repository.commit(`next ${stages}`)
    return { payload: pullRequestPayload({ base: squash, head }) }
  }

  test('the squash was measured by its own push: the next change is compared with exactly that', async () => {
    const stage = await open()
    await upload(stage, 'unit', 2)
    const before = stage.repository.base
    const squash = squashed(stage)
    await upload(stage, 'unit', 4, pushToMain({ ...stage.repository, base: before, head: squash }))
    const { outputs } = await upload(stage, 'unit', 4, nextChange(stage, squash))
    const found = await baselineOf(outputs['evaluation-id'])
    expect(found?.evidence.baseline).toEqual({ kind: 'base', commit_sha: squash })
    expect(found).toMatchObject({ status: 'met', value: 0 })
  })

  test('a merge queue measured it under another commit: the nearest measured ancestor stands in, and that is said', async () => {
    const stage = await open()
    const before = stage.repository.base
    stage.repository.git('switch', '--quiet', '--detach', before)
    await upload(stage, 'unit', 6, pushToMain({ ...stage.repository, base: before, head: before }))
    stage.repository.git('switch', '--quiet', 'feature')
    // Measured in the queue, then written anew on main.
    await upload(stage, 'unit', 0)
    const squash = squashed(stage)
    const { outputs, summary } = await upload(stage, 'unit', 6, nextChange(stage, squash))
    const found = await baselineOf(outputs['evaluation-id'])
    expect(found?.evidence.baseline).toEqual({ kind: 'ancestor', commit_sha: before, asked_for: squash })
    expect(found).toMatchObject({ status: 'met', value: 0 })
    expect(summary).toMatch(/No baseline for the base `\w{12}`, compared with the nearest measured ancestor `\w{12}`/)
  })
})

test('a shallow clone: GitHub’s diff is taken, else the message says exactly what to set', async () => {
  const stage = await open()
  const { base, head, path, git } = stage.repository
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-shallow-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  execFileSync('git', ['clone', '--quiet', '--depth=1', '--branch=feature', `file://${path}`, folder])
  const write = (file: string, text: string) =>
    execFileSync('sh', ['-c', 'mkdir -p reports && cat > "$1"', 'sh', file], { cwd: folder, input: text })
  write('reports/lcov.info', lcov(20, 0))
  const run = () =>
    stage.run({ inputs: { tests: '' }, env: { GITHUB_WORKSPACE: folder }, payload: pullRequestPayload({ base, head }) })

  const without = await run()
  expect(without.summary).toMatch(/added lines are unknown: .*fetch-depth: 0/)

  stage.github.commits.push({ sha: base, at: '' }, { sha: head, at: '' })
  stage.github.compared.diffs.set(`${base}...${head}`, git('diff', base, head))
  const known = await run()
  expect(known.summary).toContain('of those this change adds, **10 of 10 lines**')
})
