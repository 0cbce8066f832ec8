import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { AGREEMENT, lcov, makeRepository } from './testing/repository.ts'
import { pullRequestPayload } from './testing/run-action.ts'
import { openStage, pushToMain, type Stage } from './testing/stage.ts'

let stage: Stage
beforeEach(async () => {
  stage = await openStage()
})
afterEach(() => stage.close())

describe('the gate without a server', () => {
  test('a breach fails the job and is told in one comment; mended, the same comment says so and the job passes', async () => {
    stage.reports(5)
    const failing = await stage.run()
    expect(failing.code).toBe(1)
    expect(failing.log).toMatch(
      /^::error title=Agreement not met%3A 1 objective blocks[^:]*::Next \(Northwind Software\): cover /m,
    )
    expect(failing.outputs).toMatchObject({
      verdict: 'fail',
      breached: 'true',
      'api-status': 'not_asked',
      'comment-id': String(stage.ours()[0]?.id),
    })
    expect(stage.ours()).toHaveLength(1)
    expect(stage.comment()).toContain('❌')
    expect(stage.comment()).toContain('50.0\u00A0%')
    expect(stage.comment()).toContain('`src/tax.ts`')
    // But for the run and the gate, by which those of others are told from it.
    expect(failing.outputs.markdown?.trim()).toBe(
      stage
        .comment()
        .replace(/ run 4711\.1 of [0-9a-f]{8} gate -->/, ' -->')
        .trim(),
    )

    stage.reports(1)
    const mended = await stage.run()
    expect(mended.code).toBe(0)
    expect(mended.outputs).toMatchObject({ verdict: 'pass', breached: 'false' })
    expect(stage.ours()).toHaveLength(1)
    expect(stage.ours()[0]?.edits).toBe(1)
    expect(stage.comment()).not.toContain('❌')
  })

  test('the summary holds what was measured and then the verdict', async () => {
    stage.reports(5)
    const { summary } = await stage.run()
    const [measured, figures, verdict] = ['Measured here', '15 of 20', '❌'].map((text) => summary.indexOf(text))
    expect(measured).toBeGreaterThanOrEqual(0)
    expect(figures).toBeGreaterThan(measured ?? 0)
    expect(verdict).toBeGreaterThan(figures ?? 0)
  })

  test('the service is the only one that can be meant, by the repository', async () => {
    stage.reports(0)
    expect((await stage.run()).summary).toContain('`shop-api`')
  })

  test('a change without its report warns on a pull request and fails on a push', async () => {
    const asPull = await stage.run()
    expect([asPull.code, asPull.outputs.verdict]).toEqual([0, 'warn'])
    const asPush = await stage.run(pushToMain(stage.repository))
    expect([asPush.code, asPush.outputs.verdict]).toEqual([1, 'fail'])
  })

  test.each([
    { failOn: 'warning', inputs: { tests: 'reports/none.xml' }, verdict: 'warn', code: 1 },
    { failOn: 'breach', inputs: { tests: 'reports/none.xml' }, verdict: 'warn', code: 0 },
    { failOn: 'none', inputs: {}, verdict: 'fail', code: 0 },
  ])('fail-on $failOn ends a $verdict with $code', async ({ failOn, inputs, verdict, code }) => {
    stage.reports(verdict === 'fail' ? 9 : 0)
    const ran = await stage.run({ inputs: { 'fail-on': failOn, ...inputs } })
    expect([ran.outputs.verdict, ran.code]).toEqual([verdict, code])
    // Without a line of its own a job that fails shows no reason.
    expect(/^::error /m.test(ran.log)).toBe(code === 1)
  })
})

describe('the text that judges can’t be changed by what it judges', () => {
  test('an agreement edited by the change: the old text judges, and the comment shows the difference', async () => {
    stage.repository.write('plumbline.yml', AGREEMENT.replace('>= 80%', '>= 10%'))
    stage.repository.commit('make it easy')
    stage.reports(5)
    expect((await stage.run()).code).toBe(1)
    expect(stage.comment()).toContain('≥\u00A080\u00A0%')
    expect(stage.comment()).toContain('+    target: ">= 10%"')
  })

  test('an edit that makes it no agreement fails the job, the old text judges, and nothing that is said reads as met', async () => {
    stage.repository.write('plumbline.yml', AGREEMENT.replace('>= 80%', '=> 80%'))
    stage.repository.commit('make it unreadable')
    stage.reports(0)
    const inputs = { comment: 'failures', 'commit-status': 'true', 'fail-on': 'none' }
    const { code, log, outputs, summary } = await stage.run({ inputs })
    expect([code, outputs.verdict, outputs.breached]).toEqual([1, 'fail', 'false'])
    expect(log).toMatch(/::error title=plumbline.yml is not valid::/)
    expect(log).toMatch(/^Next \(the author of this change\): mend the agreement file/m)
    for (const said of [stage.comment(), summary]) {
      expect(said).toMatch(/^### ❌ The agreement’s edit is not valid: /m)
      expect(said).toMatch(/^> plumbline\.yml, line \d+: /m)
      expect(said).not.toMatch(/^### ✅/m)
    }
    expect(stage.github.statuses).toMatchObject([
      { state: 'failure', description: expect.stringMatching(/^The agreement’s edit is not valid/) },
    ])
  })

  test('an agreement deleted by the change still judges it', async () => {
    stage.repository.git('rm', '--quiet', 'plumbline.yml')
    stage.repository.commit('no agreement, no breach')
    stage.reports(5)
    expect((await stage.run()).code).toBe(1)
  })

  test('the first agreement of a repository is observed', async () => {
    await stage.close()
    stage = await openStage({}, makeRepository({ agreement: null }))
    stage.repository.write('plumbline.yml', AGREEMENT)
    stage.repository.commit('first agreement')
    stage.reports(5)
    const { code, outputs } = await stage.run()
    expect([code, outputs.verdict]).toEqual([0, 'pass'])
  })
})

describe('the comment', () => {
  test('of two jobs of a matrix that end at the same time holds both verdicts, the worse on line 1', async () => {
    stage.reports(0)
    stage.repository.write('reports/22.info', lcov(20, 9))
    const [older, newer] = await Promise.all(
      [20, 22].map((node) =>
        stage.run({
          inputs: {
            matrix: JSON.stringify({ node }),
            'timeout-seconds': '5',
            ...(node === 22 ? { coverage: 'reports/22.info' } : {}),
          },
        }),
      ),
    )
    expect([older?.outputs.verdict, newer?.outputs.verdict]).toEqual(['pass', 'fail'])
    expect(stage.ours()).toHaveLength(1)
    expect(stage.comment()).toMatch(/^### ❌/)
    expect(stage.comment()).toMatch(/<summary>✅ <code>gate \(20\)<\/code><\/summary>\n\n### ✅/)
    expect(older?.outputs['comment-id']).not.toBe('')
  })

  test('is left alone when nothing changed', async () => {
    stage.reports(5)
    await stage.run()
    await stage.run({ env: { GITHUB_RUN_ID: '4712' } })
    expect(stage.ours()[0]?.edits).toBe(0)
  })

  test('of a later run is not written over by a late one of an older commit, and the log says so', async () => {
    const old = stage.repository.head
    stage.repository.write('src/tax.ts', 'export const tax = 1\n'.repeat(20))
    const head = stage.repository.commit('worse')
    stage.reports(9)
    await stage.run({ repository: { ...stage.repository, head }, env: { GITHUB_RUN_ID: '4712' } })
    stage.repository.git('checkout', '--quiet', old)
    stage.reports(0)
    const { code, log } = await stage.run()
    expect([code, stage.ours()[0]?.edits]).toEqual([0, 0])
    expect(log).toContain('it is of the later run 4712.1')
    expect(stage.comment()).toMatch(/^### ❌/)
  })

  test('tells another commit’s verdict even where the figures are the same', async () => {
    stage.reports(5)
    await stage.run()
    stage.repository.write('notes.md', 'nothing to cover')
    const head = stage.repository.commit('more')
    await stage.run({ repository: { ...stage.repository, head } })
    expect(stage.ours()[0]?.edits).toBe(1)
    expect(stage.comment()).toContain(head.slice(0, 12))
  })

  test('of a passing change is written once and then not again, under `auto`', async () => {
    stage.reports(0)
    await stage.run()
    stage.reports(1)
    await stage.run()
    expect(stage.ours().map(({ edits }) => edits)).toEqual([0])
  })

  test('is found behind 150 earlier ones', async () => {
    stage.github.chatter(150)
    stage.reports(5)
    await stage.run()
    stage.reports(0)
    await stage.run()
    expect(stage.ours().map(({ edits }) => edits)).toEqual([1])
  })

  test('is found and updated in two requests', async () => {
    stage.reports(5)
    await stage.run()
    stage.reports(6)
    stage.github.requests.length = 0
    await stage.run()
    expect(stage.github.requests).toHaveLength(2)
  })

  test('is not written for a push, which has no pull request', async () => {
    stage.reports(0)
    const { code, outputs } = await stage.run(pushToMain(stage.repository))
    expect([code, outputs.verdict]).toEqual([0, 'pass'])
    expect(stage.github.requests).toEqual([])
  })

  test('is not written, nor asked for, under `never`; the output still has it', async () => {
    stage.reports(5)
    const { outputs } = await stage.run({ inputs: { comment: 'never' } })
    expect(stage.github.requests).toEqual([])
    expect(outputs.markdown).toContain('❌')
  })
})

test('a pull request is judged by its size as its event tells it, and one without a size has none', async () => {
  const size = '  change-size:\n    indicator: change-size\n    target: "<= 400 lines"\n    enforcement: block\n'
  await stage.close()
  stage = await openStage({}, makeRepository({ agreement: AGREEMENT + size }))
  stage.reports(0)
  const { pull_request: pull, ...payload } = pullRequestPayload(stage.repository)
  const run = (more: object) => stage.run({ payload: { ...payload, pull_request: { ...pull, ...more } } })
  const big = await run({ additions: 400, deletions: 5, created_at: '2026-11-01T10:00:00Z' })
  expect([big.code, big.outputs.verdict]).toEqual([1, 'fail'])
  expect(stage.comment()).toContain('405')
  expect((await run({ additions: 300, deletions: 5 })).outputs.verdict).toBe('pass')
  expect((await run({ additions: -1, deletions: 'x', created_at: 7 })).outputs.verdict).toBe('warn')
})

test('a push that names a pull request is no reason to write there', async () => {
  stage.reports(5)
  const { payload, ...push } = pushToMain(stage.repository)
  const head_commit = { message: 'Add tax rates (#7)', author: { name: 'Mona' } }
  const ran = await stage.run({ ...push, payload: Object.assign({ head_commit }, payload) })
  expect([ran.code, ran.outputs.verdict]).toEqual([1, 'fail'])
  expect(stage.github.requests).toEqual([])
})

const SARIF = JSON.stringify({
  version: '2.1.0',
  runs: [
    {
      tool: {
        driver: {
          name: 'Semgrep',
          rules: [{ id: 'sqli', properties: { 'security-severity': '9.1', tags: ['security'] } }],
        },
      },
      results: [{ ruleId: 'sqli', message: { text: 'x' } }],
    },
  ],
})

test('findings of scanners are measured like the rest', async () => {
  stage.repository.write('reports/scan.sarif', SARIF)
  const { code, summary } = await stage.run({ inputs: { mode: 'report', findings: 'reports/*.sarif' } })
  expect(code).toBe(0)
  expect(summary).toContain('Semgrep, security: **1 finding: 1 critical**')
  expect(summary).toContain('`reports/scan.sarif`')
})

test('`mode: report` without a server measures, judges nothing, and passes', async () => {
  stage.reports(9, 2)
  const { code, summary, outputs } = await stage.run({ inputs: { mode: 'report' } })
  expect([code, outputs.verdict]).toEqual([0, ''])
  expect(summary).toContain('11 of 20')
  expect(stage.github.requests).toEqual([])
})
