// What users of other Actions complain about: a test for each, by that name. Those about one fault of GitHub's are in
// the table beside this file.
import { describe, expect, onTestFinished, test } from 'vitest'
import { MAX_COMMENT } from './comment/publish.ts'
import { startOutage } from './testing/fake-outage.ts'
import { AGREEMENT, makeRepository, type Repository } from './testing/repository.ts'
import { openStage, type Stage } from './testing/stage.ts'

const open = async (repository?: Repository): Promise<Stage> => {
  const stage = await openStage({}, repository)
  onTestFinished(() => stage.close())
  return stage
}

const annotations = (log: string) => log.split('\n').filter((line) => line.startsWith('::warning title=Not covered,'))

describe('comments over 65,536 characters that silently vanish', () => {
  test('an agreement whose every objective is missed, with the longest of titles', async () => {
    const title = '<b>|`@everyone`|</b> '.repeat(20).slice(0, 150)
    const many = Array.from(
      { length: 300 },
      (_, i) =>
        `  coverage-${i}:\n    title: ${JSON.stringify(`${i} ${title}`.trim())}\n    indicator: patch-coverage\n    target: ">= 80%"\n    enforcement: block\n`,
    )
    const stage = await open(makeRepository({ agreement: AGREEMENT + many.join('') }))
    stage.reports(5)
    const { code, summary } = await stage.run()
    expect([code, stage.ours().length]).toEqual([1, 1])
    expect(stage.comment().length).toBeLessThanOrEqual(MAX_COMMENT)
    expect(stage.comment()).toContain('more in the evaluation')
    expect(Buffer.byteLength(summary)).toBeLessThan(1024 * 1024)
    expect(summary).toContain('❌')
  })
})

describe('duplicates because only the first 30 comments are searched', () => {
  test.each([45, 150])('%i earlier comments: the one that stands behind them is updated', async (count) => {
    const stage = await open()
    stage.github.chatter(count)
    stage.reports(5)
    await stage.run()
    stage.reports(0)
    await stage.run()
    expect(stage.ours().map(({ edits }) => edits)).toEqual([1])
  })
})

describe('noise', () => {
  test('of 40 stretches without a test the longest are marked in the change, and no more than GitHub shows', async () => {
    const stage = await open()
    const lines = Array.from({ length: 120 }, (_, i) => `export const line${i + 1} = ${i + 1}`)
    stage.repository.write('src/tax.ts', `${lines.join('\n')}\n`)
    const head = stage.repository.commit('more')
    stage.reports(0)
    // Every third line is run, and of lines 31 to 36 none.
    const hits = lines.map((_, i) => `DA:${i + 1},${i % 3 === 0 && (i < 30 || i > 35) ? 1 : 0}`)
    stage.repository.write('reports/lcov.info', `SF:src/tax.ts\n${hits.join('\n')}\nend_of_record\n`)
    const { log } = await stage.run({ repository: { ...stage.repository, head } })
    expect(annotations(log)).toHaveLength(10)
    expect(annotations(log)[0]).toMatch(
      /^::warning title=Not covered,file=src\/tax\.ts,line=29,endLine=36::No test runs 8 added lines here\. \d+\.\d %25 of the added lines are covered, the agreement asks ≥ 80 %25\.$/,
    )
  })

  test('a change that meets the agreement is not marked, its comment not written again, and nothing else said', async () => {
    const stage = await open()
    stage.reports(1)
    const first = await stage.run()
    const second = await stage.run({ env: { GITHUB_RUN_ID: '4712' } })
    for (const { code, log } of [first, second]) expect([code, log.match(/^::(?:warning|error)/m)]).toEqual([0, null])
    expect(stage.ours().map(({ edits }) => edits)).toEqual([0])
  })
})

test('rate limits: GitHub’s are waited for while there is time, and then cost the comment and no verdict', async () => {
  const stage = await open()
  const message = 'You have exceeded a secondary rate limit'
  stage.reports(0)
  stage.github.faults.push({ times: 1, answer: { status: 403, message, headers: { 'retry-after': '1' } } })
  expect((await stage.run()).log).not.toContain('::warning')
  expect(stage.ours()).toHaveLength(1)
  stage.github.faults.push({ answer: { status: 429, message, headers: { 'retry-after': '3600' } } })
  const { code, log } = await stage.run()
  expect([code, stage.ours().length]).toEqual([0, 1])
  expect(log).toContain('GitHub asks for fewer requests')
})

test('upload outages that fail the build: a server that is down costs what only it knows, and no build', async () => {
  const stage = await open()
  const outage = await startOutage({ status: 503, body: '{}', type: 'application/json' })
  onTestFinished(() => outage.close())
  stage.reports(0)
  const server = {
    'api-url': outage.url,
    'api-key': 'plb_vendor_abcd_notARealKey',
    engagement: 'acme-shop',
    service: 'shop-api',
    'timeout-seconds': '5',
    'commit-status': 'agreement',
  }
  const { code, outputs } = await stage.run({ inputs: server })
  expect([code, outputs.verdict, outputs['api-status']]).toEqual([0, 'pass', 'unavailable'])
  expect(stage.github.statuses).toMatchObject([{ state: 'success', context: 'agreement' }])
})

describe('gates that pass because nobody read the verdict', () => {
  test('the exit code is the gate: it says no also where no comment, summary or status can be written', async () => {
    const stage = await open()
    stage.github.faults.push({ answer: { status: 500 } })
    stage.reports(5)
    const { code, log } = await stage.run({
      inputs: { 'commit-status': 'true' },
      env: { GITHUB_STEP_SUMMARY: '/nowhere/summary', GITHUB_OUTPUT: '/nowhere/output' },
    })
    expect(code).toBe(1)
    expect(log).toMatch(/^::error title=Agreement not met/m)
  })

  test('a status that was asked for says the same as the job, about the head of the pull request', async () => {
    const stage = await open()
    for (const [uncovered, state, said] of [
      [5, 'failure', /^Agreement not met: 1 objective blocks/],
      [0, 'success', /^Agreement met: /],
    ] as const) {
      stage.reports(uncovered)
      const { code } = await stage.run({ inputs: { 'commit-status': 'true' } })
      expect(code).toBe(state === 'failure' ? 1 : 0)
      expect(stage.github.statuses.at(-1)).toEqual({
        sha: stage.repository.head,
        state,
        context: 'plumbline/shop-api',
        description: expect.stringMatching(said),
        target_url: 'https://github.com/acme/shop/actions/runs/4711',
      })
    }
    const wrong = await stage.run({ inputs: { 'commit-status': 'true', agreement: 'none.yml' } })
    expect(wrong.code).toBe(1)
    expect(stage.github.statuses.at(-1)).toMatchObject({
      state: 'error',
      description: 'Not judged: No agreement to judge by',
    })
  })
})
