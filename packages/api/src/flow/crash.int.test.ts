import { DAY, entryLine, verifyLines, versionRef } from '@plumbline/core'
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

type Step = 'record' | 'putEvaluation' | 'commit' | 'addTrend' | 'addGate'

/** What the ledger says, once it is known to fit together. */
const verified = async () => {
  const store = t.deps.store.forEngagement('acme-checkout')
  const { items } = await store.ledger({ limit: 1000, after: null, descending: false })
  const verdict = verifyLines(items.map(entryLine))
  if (!verdict.ok) throw new Error(verdict.fault.detail)
  expect((await store.state())?.ledger).toEqual(verdict.head)
  return { ledger: verdict.head, entries: verdict.entries }
}

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

const steps: { step: Step; exempt?: true }[] = [
  { step: 'record' },
  { step: 'putEvaluation' },
  { step: 'commit' },
  { step: 'addTrend' },
  { step: 'addGate' },
  // What is written first here is the use of an exemption: an exempted merge is no breach.
  { step: 'commit', exempt: true },
]

test.each(
  steps.flatMap(({ step, exempt = false }, index) => [
    { step, exempt, when: 'before' as const, number: 100 + index * 2 },
    { step, exempt, when: 'after' as const, number: 101 + index * 2 },
  ]),
)(
  'a gate that ended $when $step (exempted: $exempt) is completed by the same request, and nothing is done twice',
  async ({ step, exempt, when, number }) => {
    const commit_sha = sha(number)
    // The agreement grants one exemption a month.
    if (exempt) t.clock.now += 31 * DAY
    const body = {
      service: 'checkout-api',
      event: 'push',
      commit_sha,
      ref: 'refs/heads/main',
      events: [coverage(commit_sha, { covered: 5, total: 10 })],
      ...(exempt ? { exempt: { reason: 'the shop is down' } } : {}),
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
    if (exempt) expect(answers[0]?.json.exempted).toMatchObject({ status: 'granted', used: 1 })
    expect(mine(breaches)).toHaveLength(exempt ? 0 : 1)
    const { ledger, entries } = await verified()
    const about = entries.flatMap(({ body }) =>
      'commit_sha' in body && body.commit_sha === commit_sha ? body.type : [],
    )
    expect(about).toEqual([exempt ? 'exemption_used' : 'breach_opened'])
    expect(answers.map((answer) => answer.json.ledger)).toEqual([ledger, ledger])
    t.clock.now += 1000
  },
)
