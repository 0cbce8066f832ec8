import { versionRef } from '@plumbline/core'
import type { EngagementStore } from '@plumbline/store'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createApp } from '../app.ts'
import { type Agreed, agreed } from '../testing/agreed.ts'
import { startTestApp, type TestApp } from '../testing/app.ts'
import { coverage, sha } from '../testing/events.ts'

let t: TestApp
let a: Agreed
beforeAll(async () => {
  t = await startTestApp()
  a = await agreed(t, 'acme-checkout')
})
afterAll(() => t.stop())

type Step = 'record' | 'putEvaluation' | 'openBreach' | 'addTrend' | 'useExemption' | 'addGate'

/** The same app, on the same store, in a process that ends at a step: before it is done, or right after. */
const dyingApp = (step: Step, when: 'before' | 'after') => {
  const forEngagement = (engagement: string): EngagementStore => {
    const real = t.deps.store.forEngagement(engagement)
    const die = async (...args: unknown[]) => {
      if (when === 'after') await Reflect.apply(real[step], real, args)
      throw new Error('the process ended here')
    }
    return { ...real, [step]: die }
  }
  return createApp({ ...t.deps, store: { ...t.deps.store, forEngagement } })
}

const steps: Step[] = ['record', 'putEvaluation', 'openBreach', 'addTrend', 'useExemption', 'addGate']

test.each(
  steps.flatMap((step) => [
    { step, when: 'before' as const },
    { step, when: 'after' as const },
  ]),
)(
  'a gate that ended $when $step is completed by the same request, and nothing is done twice',
  async ({ step, when }) => {
    const commit_sha = sha(100 + steps.indexOf(step) * 2 + (when === 'after' ? 1 : 0))
    const body = {
      service: 'checkout-api',
      event: 'push',
      commit_sha,
      ref: 'refs/heads/main',
      events: [coverage(commit_sha, { covered: 5, total: 10 })],
      // Only where it matters: an exempted merge is no breach.
      ...(step === 'useExemption' ? { exempt: { reason: 'the shop is down' } } : {}),
    }
    const died = await dyingApp(step, when).request(`${a.e}/gate`, {
      method: 'POST',
      headers: { authorization: `Bearer ${a.keys.vendor}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    expect(died.status).toBe(500)

    const answers = [
      await t.ask('POST', `${a.e}/gate`, { key: a.keys.vendor, body }),
      await t.ask('POST', `${a.e}/gate`, { key: a.keys.vendor, body }),
    ]
    expect(answers[0]?.json.id).toBe(answers[1]?.json.id)
    const mine = (list: { commit_sha?: string }[]) => list.filter((one) => one.commit_sha === commit_sha)
    const breaches = (await t.ask('GET', `${a.e}/breaches?limit=100`, { key: a.keys.client })).json.data
    const evaluations = (await t.ask('GET', `${a.e}/evaluations?limit=100`, { key: a.keys.client })).json.data
    const trend = await t.deps.store
      .forEngagement('acme-checkout')
      .trend('checkout-api', { from: 0, to: t.clock.now + 1 })
    const gates = await t.deps.store
      .forEngagement('acme-checkout')
      .gates('checkout-api', { from: 0, to: t.clock.now + 1 })
    const ofThisCommit = gates.filter(({ version }) => version === versionRef(commit_sha))
    expect([mine(evaluations).length, mine(trend).length, ofThisCommit.length]).toEqual([1, 1, 1])
    if (step === 'useExemption') {
      const exempted = answers[0]?.json.exempted
      expect(exempted).toEqual(
        when === 'before'
          ? { ...exempted, status: 'granted', used: 1 }
          : { ...exempted, status: 'refused', reason: 'none_left' },
      )
    } else expect(mine(breaches)).toHaveLength(1)
    t.clock.now += 1000
  },
)
