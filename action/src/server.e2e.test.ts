import type { EngagementClient } from '@plumbline/client'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type FakeGitHub, startFakeGitHub } from './testing/fake-github.ts'
import { type Installation, openInstallation } from './testing/installation.ts'
import { AGREEMENT, junit, lcov, makeRepository, type Repository } from './testing/repository.ts'
import { type Job, runAction } from './testing/run-action.ts'

let server: Installation
let vendor: EngagementClient
const keys = { ci: '', reader: '' }

beforeAll(async () => {
  server = await openInstallation(AGREEMENT)
  vendor = server.vendor
  keys.ci = await server.key('gate:run', 'events:write')
  keys.reader = await server.key('read')
})
afterAll(() => server.close())

let github: FakeGitHub
let repository: Repository
beforeEach(async () => {
  github = await startFakeGitHub()
  repository = makeRepository()
})
afterEach(async () => {
  repository.remove()
  await github.close()
})

const reports = (uncovered: number, failures = 0) => {
  repository.write('reports/lcov.info', lcov(20, uncovered))
  repository.write('reports/junit.xml', junit(5, failures))
}
const run = ({ inputs, ...job }: Partial<Job> = {}) =>
  runAction({
    repository,
    github,
    ...job,
    inputs: {
      'api-url': server.url,
      'api-key': keys.ci,
      engagement: 'acme-shop',
      service: 'shop-api',
      coverage: 'reports/lcov.info',
      tests: 'reports/junit.xml',
      ...inputs,
    },
  })
const comment = () => github.comments[0]?.body ?? ''
const pushToMain = () => ({
  eventName: 'push',
  payload: {
    ref: 'refs/heads/main',
    before: repository.base,
    after: repository.head,
    repository: { default_branch: 'main' },
  },
})

describe('with a server', () => {
  test('a breach fails the job and is told in one comment; mended, the same comment says so and the job passes', async () => {
    reports(5)
    const failing = await run()
    expect([failing.code, failing.outputs.verdict, failing.outputs['api-status']]).toEqual([1, 'fail', 'ok'])
    expect(comment()).toContain('agreement v1')
    expect(comment()).toContain('50.0\u00A0%')
    expect((await vendor.evaluation(failing.outputs['evaluation-id'] ?? '')).verdict).toBe('fail')

    reports(0)
    const mended = await run()
    expect([mended.code, github.comments.length, github.comments[0]?.edits]).toEqual([0, 1, 1])
    expect(mended.outputs['evaluation-id']).not.toBe(failing.outputs['evaluation-id'])
    expect(comment()).not.toContain('❌')
  })

  test('the agreement both accepted judges, not the file in the change', async () => {
    repository.write('plumbline.yml', AGREEMENT.replace('>= 80%', '>= 10%'))
    repository.commit('make it easy')
    reports(5)
    expect((await run()).code).toBe(1)
  })

  test('a change that is merged while failing opens a breach; a red pull request does not', async () => {
    const open = async () => (await vendor.breaches({ status: 'open', objective: 'patch-coverage' })).data.length
    const before = await open()
    reports(5)
    await run()
    expect(await open()).toBe(before)
    expect((await run(pushToMain())).code).toBe(1)
    expect(await open()).toBe(before + 1)
  })

  test('several jobs report one commit, the last one’s gate judges all of it', async () => {
    reports(5, 1)
    const unit = await run({ inputs: { mode: 'report', flag: 'unit' } })
    expect([unit.code, unit.outputs['api-status'], unit.outputs.verdict]).toEqual([0, 'ok', ''])
    // And of the pull request.
    expect(unit.summary).toContain('3 recorded')
    const gate = await run({ inputs: { coverage: '', tests: '' } })
    expect(gate.outputs.verdict).toBe('fail')
    expect(comment()).toContain('50.0\u00A0%')
  })

  test('re-runs that fail: run again, the same measurements have the same evaluation and no duplicate; what was learnt since counts', async () => {
    reports(5)
    const again = (attempt: string) => run({ env: { GITHUB_RUN_ATTEMPT: attempt } })
    const [first, second] = [await run(), await again('2')]
    expect(second.outputs).toEqual(first.outputs)
    expect([second.code, github.comments.length, github.comments[0]?.edits]).toEqual([1, 1, 0])
    expect((await vendor.evaluation(first.outputs['evaluation-id'] ?? '')).run).toMatch(/^4711\/gate\/[0-9a-f]{16}$/)

    // Another job of the same commit reports failing tests in the meantime.
    repository.write('reports/slow.xml', junit(5, 2))
    await run({ inputs: { mode: 'report', flag: 'slow', coverage: '', tests: 'reports/slow.xml' } })
    const third = await again('3')
    expect(third.outputs['evaluation-id']).not.toBe(first.outputs['evaluation-id'])
    expect([github.comments.length, github.comments[0]?.edits]).toEqual([1, 1])
  })
})

describe('a server that says no', () => {
  const unknown = () => `${keys.ci.slice(0, -12)}AAAAAAAAAAAA`

  test('does not know the key: judged here and said so, or failed where asked for', async () => {
    reports(0)
    const soft = await run({ inputs: { 'api-key': unknown() } })
    expect([soft.code, soft.outputs.verdict, soft.outputs['api-status']]).toEqual([0, 'pass', 'refused'])
    expect(soft.log).toContain('does not know the key (401)')
    expect(comment()).toMatch(/judged without the server/i)
    const strict = await run({ inputs: { 'api-key': unknown(), 'on-api-error': 'fail' } })
    expect(strict.code).toBe(1)
    expect(JSON.stringify([soft, strict].map(({ masked: _, ...seen }) => seen))).not.toContain(unknown())
  })

  test('the key may not do this: the scopes it needs are named', async () => {
    reports(0)
    const { code, log, outputs } = await run({ inputs: { 'api-key': keys.reader } })
    expect([code, outputs['api-status']]).toEqual([0, 'refused'])
    expect(log).toContain('“gate:run”')
  })

  test.each([
    { inputs: { engagement: 'acme-shopp' }, says: '“acme-shopp” does not exist' },
    { inputs: { service: 'shop api' }, says: '/service' },
  ])('$inputs is a wrong configuration: it fails, also under `warn`', async ({ inputs, says }) => {
    reports(0)
    const { code, log, outputs, summary } = await run({ inputs: { ...inputs } })
    expect([code, outputs.verdict, outputs['api-status']]).toEqual([1, '', 'rejected'])
    expect(log).toContain(says)
    expect(summary).toContain('20 of 20')
  })
})
