import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { agreed } from '../../testing/agreed.ts'
import { agreementText } from '../../testing/agreement.ts'
import { startTestApp, type TestApp } from '../../testing/app.ts'
import { coverage } from '../../testing/events.ts'

let t: TestApp
beforeAll(async () => {
  t = await startTestApp()
})
afterAll(() => t.stop())

const short = (commit: string) => coverage(commit, { covered: 5, total: 10 })
const mended = (commit: string) => coverage(commit, { covered: 10, total: 10 })
const push = { event: 'push', ref: 'refs/heads/main' }

describe('rule 6: the merge of an exempted pull request is the same change', () => {
  const at = (digit: string) => digit.repeat(40)
  const merged = (service: string, number: number, commit: string) => ({
    type: 'pull_request',
    id: `merged-${number}-${commit.slice(0, 4)}`,
    source: 'ci.test',
    time: '2026-12-02T12:00:00Z',
    service,
    data: { number, action: 'merged', at: '2026-12-02T12:00:00Z', merge_commit_sha: commit },
  })
  const opened = (number: number) => ({ pull_request: { number, title: 'x', author: 'northwind-dev' } })
  /** Of another engagement each: an exemption is one of so many a month. */
  const scene = async (engagement: string, change = (text: string) => text) => {
    const { e, keys } = await agreed(t, engagement, change(agreementText(engagement)))
    const ask = async (body: Record<string, unknown>, measured = short) => {
      const commit_sha = String(body.commit_sha)
      const events = [{ ...measured(commit_sha), id: `c-${commit_sha}` }, ...((body.events ?? []) as unknown[])]
      const asked = { service: 'checkout-api', event: 'pull_request', ...body, events }
      t.clock.now += 1_000
      return (await t.ask('POST', `${e}/gate`, { key: keys.vendor, body: asked })).json
    }
    const used = async () => {
      const { data } = (await t.ask('GET', `${e}/ledger?limit=100`, { key: keys.client })).json
      return data.filter(({ body }: { body: { type: string } }) => body.type === 'exemption_used').length
    }
    const read = async (path: string) => (await t.ask('GET', `${e}/${path}`, { key: keys.client })).json
    const open = async () => {
      const { data } = await read('breaches')
      const whole = await Promise.all(data.map(({ id }: { id: string }) => read(`breaches/${id}`)))
      return whole.map(({ commit_sha, status, timeline }) => ({
        commit_sha: String(commit_sha),
        status,
        timeline: timeline.map(({ kind }: { kind: string }) => kind),
      }))
    }
    /** What counts: what the gates and the statement say of the changes, without who looked when. */
    const counts = async () => {
      t.clock.now += 1_000
      const { objectives } = await read('reports/monthly/2026-12')
      const row = objectives.find(
        ({ objective, service }: Record<string, string>) =>
          objective === 'patch-coverage' && service === 'checkout-api',
      )
      return {
        row: { ...row, changes: { ...row.changes, overturned: 0 } },
        open: JSON.stringify(await read('status')).includes('br_'),
      }
    }
    return { ask, used, open, counts }
  }
  const label = { exempt: { label: 'hotfix', set_by: 'grace' } }
  const pull = { ...opened(7), commit_sha: at('a') }

  test('squashed to another SHA it passes, counts no second use, opens no breach; nor does its deployment', async () => {
    const { ask, used, open } = await scene('exempt-merged')
    const first = await ask({ ...pull, ...label })
    const events = [merged('checkout-api', 7, at('b'))]
    const queued = await ask({ ...opened(7), event: 'merge_group', commit_sha: at('9') })
    const pushed = await ask({ ...push, commit_sha: at('b'), events })
    const deployed = await ask({ event: 'deployment', commit_sha: at('b'), environment: 'production' })
    const since = { evaluation: first.id, commit_sha: at('a'), at: first.at }
    const exempted = { status: 'granted', by: 'grace', how: 'label', detail: 'hotfix', used: 1, max: 1, since }
    const passes = { verdict: 'pass', verdict_without_exemption: 'fail', exempted }
    expect([queued, pushed]).toMatchObject([passes, { ...passes, merged: true }])
    expect(pushed.markdown).toContain('Exempted')
    expect(deployed).toMatchObject({ verdict: 'warn', exempted })
    expect([await used(), await open()]).toEqual([1, []])
  })

  test('whoever pushes names any pull request: that alone exempts nothing, nor what contradicts itself', async () => {
    const { ask, used, open } = await scene('exempt-named')
    await ask({ ...pull, ...label })
    const named = { ...push, ...opened(7) }
    expect(await ask({ ...named, commit_sha: at('b') })).toMatchObject({ verdict: 'fail' })
    await ask({ ...push, commit_sha: at('c'), events: [merged('checkout-api', 7, at('c'))] })
    const twice = await ask({ ...named, commit_sha: at('d'), events: [merged('checkout-api', 7, at('d'))] })
    expect(twice).toMatchObject({ verdict: 'fail' })
    // A reason of its own is one more use, which is not there: the name of another change would have spared it.
    const reason = await ask({ ...named, commit_sha: at('e'), exempt: { reason: 'the shop is down' } })
    expect(reason).toMatchObject({ verdict: 'fail', exempted: { reason: 'none_left' } })
    expect(await used()).toBe(1)
    expect((await open()).map(({ commit_sha }) => commit_sha).sort()).toEqual([at('b'), at('d'), at('e')])
  })

  test('the label taken off, and the pull request failed again: its merge is one that failed', async () => {
    const { ask, open } = await scene('exempt-withdrawn')
    await ask({ ...pull, ...label })
    expect(await ask({ ...pull, run: 'without the label' })).toMatchObject({ verdict: 'fail' })
    const pushed = await ask({ ...push, commit_sha: at('b'), events: [merged('checkout-api', 7, at('b'))] })
    expect([pushed.verdict, (await open()).length]).toEqual(['fail', 1])
  })

  test('mended since, it passed without: what fails at its merge was let through by nobody', async () => {
    const { ask, open } = await scene('exempt-mended')
    await ask({ ...pull, ...label })
    expect(await ask({ ...pull, commit_sha: at('c') }, mended)).not.toHaveProperty('exempted')
    const pushed = await ask({ ...push, commit_sha: at('b'), events: [merged('checkout-api', 7, at('b'))] })
    expect([pushed.verdict, (await open()).length]).toEqual(['fail', 1])
  })

  test.each([
    ['squashed', at('b')],
    ['as the very commit', at('a')],
  ])(
    'rule 12: told of the merge (%s) before its gate or after it, what counts is the same, however often it is asked',
    async (_, commit_sha) => {
      const pushed = { ...push, commit_sha }
      const events = [merged('checkout-api', 7, commit_sha)]
      const told = { ...pushed, run: 'told', events }
      const [early, late] = [
        await scene(`early-${commit_sha.slice(0, 4)}`),
        await scene(`late-${commit_sha.slice(0, 4)}`),
      ]
      for (const { ask } of [early, late]) await ask({ ...pull, ...label })
      expect(await early.ask(told)).toMatchObject({ verdict: 'pass' })
      expect(await late.ask(pushed)).toMatchObject({ verdict: 'fail' })
      expect(await late.counts()).toMatchObject({ row: { status: 'breached' }, open: true })
      expect(await early.ask(pushed)).toMatchObject({ verdict: 'pass' })
      expect(await late.ask(told)).toMatchObject({ verdict: 'pass' })
      const taken = await late.open()
      expect(taken).toMatchObject([{ status: 'overturned', timeline: ['opened', 'exempted'] }])
      for (const { ask } of [early, late]) {
        await ask({ ...pushed, run: 'again' })
        await ask({ ...pushed, event: 'deployment', environment: 'production' })
      }
      expect([await early.open(), await late.open()]).toEqual([[], taken])
      const counts = await late.counts()
      expect(counts).toMatchObject({ row: { status: 'met', changes: { missed: 0 } }, open: false })
      expect(counts).toEqual(await early.counts())
    },
  )

  test('a reason that is given after the breach lets the commit pass, and takes nothing back', async () => {
    const { ask, open } = await scene('exempt-afterwards')
    const pushed = { ...push, commit_sha: at('b') }
    expect(await ask(pushed)).toMatchObject({ verdict: 'fail' })
    const reason = { exempt: { reason: 'the shop is down' } }
    for (const run of ['one', 'two'])
      expect(await ask({ ...pushed, ...reason, run })).toMatchObject({ verdict: 'pass' })
    expect(await open()).toMatchObject([{ status: 'open', timeline: ['opened'] }])
  })

  test('where a push only warns, no breach is opened for it either', async () => {
    const gently = (text: string) =>
      text.replace('    enforcement: block\n', '    enforcement: block\n    block_on: [pull_request]\n')
    const { ask, open } = await scene('exempt-warned', gently)
    await ask({ ...pull, ...label })
    const pushed = await ask({ ...push, commit_sha: at('b'), events: [merged('checkout-api', 7, at('b'))] })
    expect(pushed).toMatchObject({ verdict: 'warn', exempted: { status: 'granted' } })
    expect(await open()).toEqual([])
    await ask({ ...push, commit_sha: at('c') })
    expect(await open()).toMatchObject([{ commit_sha: at('c') }])
  })

  test('of several repositories the same number exempts no other’s pull request, and is no second use for free', async () => {
    const both = (text: string) => text.replace('[acme/checkout-api]', '[acme/checkout-api, acme/checkout-web]')
    const { ask, open, used } = await scene('exempt-two-repositories', both)
    const first = await ask({ ...pull, ...label })
    expect(first).toMatchObject({ verdict: 'pass', exempted: { status: 'granted' } })
    const events = [merged('checkout-api', 7, at('b'))]
    expect(await ask({ ...push, commit_sha: at('b'), events })).toMatchObject({ verdict: 'fail' })
    expect(await ask({ ...pull, commit_sha: at('c'), ...label })).toMatchObject({ exempted: { reason: 'none_left' } })
    // The very commit that was looked at is known without a number.
    expect(await ask({ ...push, commit_sha: at('a') })).toMatchObject({ verdict: 'pass' })
    expect([await used(), (await open()).length]).toEqual([1, 1])
  })

  test('pushed to again, and in another month, the change uses no other; and it is said what it was granted for', async () => {
    const { ask, used } = await scene('exempt-outlives')
    const first = await ask({ ...pull, ...label })
    const now = t.clock.now
    t.clock.now += 31 * 86_400_000
    const later = await ask({ ...opened(7), commit_sha: at('f'), ...label })
    t.clock.now = now
    expect(later).toMatchObject({ verdict: 'pass', exempted: { used: 1, since: { evaluation: first.id } } })
    expect(await used()).toBe(1)
  })
})
