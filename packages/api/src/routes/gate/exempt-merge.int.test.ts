import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { agreed } from '../../testing/agreed.ts'
import { startTestApp, type TestApp } from '../../testing/app.ts'
import { coverage } from '../../testing/events.ts'

let t: TestApp
beforeAll(async () => {
  t = await startTestApp()
})
afterAll(() => t.stop())

const short = (commit: string) => coverage(commit, { covered: 5, total: 10 })
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
  const scene = async (engagement: string) => {
    const { e, keys } = await agreed(t, engagement)
    const ask = async (body: Record<string, unknown>) => {
      const commit_sha = String(body.commit_sha)
      const events = [{ ...short(commit_sha), id: `c-${commit_sha}` }, ...((body.events ?? []) as unknown[])]
      const asked = { service: 'checkout-api', event: 'pull_request', ...body, events }
      t.clock.now += 1_000
      return (await t.ask('POST', `${e}/gate`, { key: keys.vendor, body: asked })).json
    }
    const used = async () => {
      const { data } = (await t.ask('GET', `${e}/ledger?limit=100`, { key: keys.client })).json
      return data.filter(({ body }: { body: { type: string } }) => body.type === 'exemption_used').length
    }
    const open = async () => (await t.ask('GET', `${e}/breaches`, { key: keys.client })).json.data
    return { ask, used, open }
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
    expect((await open()).map((breach: { commit_sha: string }) => breach.commit_sha).sort()).toEqual([
      at('b'),
      at('d'),
      at('e'),
    ])
  })

  test('the label taken off, and the pull request failed again: its merge is one that failed', async () => {
    const { ask, open } = await scene('exempt-withdrawn')
    await ask({ ...pull, ...label })
    expect(await ask({ ...pull, run: 'without the label' })).toMatchObject({ verdict: 'fail' })
    const pushed = await ask({ ...push, commit_sha: at('b'), events: [merged('checkout-api', 7, at('b'))] })
    expect([pushed.verdict, (await open()).length]).toEqual(['fail', 1])
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
