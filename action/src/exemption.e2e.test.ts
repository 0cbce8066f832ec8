import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Installation, openInstallation } from './testing/installation.ts'
import { AGREEMENT, makeRepository } from './testing/repository.ts'
import { openStage, pushToMain, type Stage } from './testing/stage.ts'

const EXEMPTING = `${AGREEMENT}exempt: { label: hotfix, max: 2 }\n`

let server: Installation
const inputs: Record<string, string> = {}
beforeAll(async () => {
  server = await openInstallation(EXEMPTING)
  const key = await server.key('gate:run', 'events:write')
  Object.assign(inputs, { 'api-url': server.url, 'api-key': key, engagement: 'acme-shop', service: 'shop-api' })
})
afterAll(() => server.close())

let stage: Stage
beforeEach(async () => {
  stage = await openStage({}, makeRepository({ agreement: EXEMPTING }))
  stage.reports(5)
})
afterEach(() => stage.close())

/** The pull request bears the label now, set by somebody. */
const labelledBy = (actor: string) =>
  Object.assign(stage.github.actions.issue, {
    labels: ['bug', 'hotfix'],
    events: [{ event: 'labeled', label: 'hotfix', actor }],
  })

describe('rule 6: an exempt change passes; who set the label is read from GitHub, not from the job', () => {
  test('without a server: set by somebody else after the run’s event was told, it counts when the job is run again', async () => {
    labelledBy('mona')
    const own = await stage.run({ env: { GITHUB_ACTOR: 'kim' } })
    expect([own.code, own.outputs.verdict]).toEqual([1, 'fail'])
    expect(stage.comment()).toContain('other than the author')
    labelledBy('kim')
    expect((await stage.run({ env: { GITHUB_RUN_ATTEMPT: '2' } })).outputs.verdict).toBe('pass')
    expect(stage.comment()).toContain('Exempted')
  })

  test('with a server: it is counted once, and run again it is the same evaluation', async () => {
    labelledBy('kim')
    const ran = await stage.run({ inputs })
    const again = await stage.run({ inputs, env: { GITHUB_RUN_ATTEMPT: '2' } })
    expect([ran.code, again.code]).toEqual([0, 0])
    const [stored, other] = await Promise.all(
      [ran, again].map(({ outputs }) => server.vendor.evaluation(outputs['evaluation-id'] ?? '')),
    )
    const exempted = { status: 'granted', by: 'kim', how: 'label', used: 1, max: 2 }
    expect(stored).toMatchObject({ verdict: 'pass', verdict_without_exemption: 'fail', exempted })
    expect(other).toEqual(stored)
  })

  test('with a server: its merge is the same change, whose commit GitHub names; what a commit says of itself exempts nothing', async () => {
    labelledBy('kim')
    await stage.run({ inputs })
    const { repository, github } = stage
    repository.write('more.txt', 'squashed\n')
    const head_commit = { message: 'Add tax rates (#7)', author: { username: 'mona' } }
    const { payload } = pushToMain({ ...repository, head: repository.commit(head_commit.message) })
    const claims = { eventName: 'push', payload: Object.assign({ head_commit }, payload) }
    const ran = await stage.run({ inputs, ...claims, env: { GITHUB_RUN_ID: '77' } })
    expect([ran.code, ran.outputs.verdict]).toEqual([1, 'fail'])

    repository.write('more.txt', 'squashed again\n')
    const head = repository.commit('Add tax rates (#7)')
    const merge = { number: 7, title: 'x', user: { login: 'mona' }, labels: [], merged_at: new Date().toISOString() }
    github.actions.pullsOf[head] = [{ ...merge, merge_commit_sha: head, base: { ref: 'main' } }]
    const pushed = { inputs, ...pushToMain({ ...repository, head }) }
    github.compared.parents.set(head, ['c'.repeat(40)])
    const more = await stage.run({ ...pushed, env: { GITHUB_RUN_ID: '78' } })
    expect([more.code, more.outputs.verdict]).toEqual([1, 'fail'])
    expect(more.log).toContain('is the merge of #7, but')
    github.compared.parents.set(head, [repository.base])
    const merged = await stage.run(pushed)
    expect([merged.code, merged.outputs.verdict]).toEqual([0, 'pass'])
    expect(merged.summary).toContain('Exempted')
  })
})
