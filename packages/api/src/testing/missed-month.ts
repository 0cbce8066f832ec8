import { entryLine, type Instant, verifyLines } from '@plumbline/core'
import { expect } from 'vitest'
import { requireState } from '../flow/agreed.ts'
import { settleDecisions } from '../flow/decisions/due.ts'
import { agreed } from './agreed.ts'
import { agreementText } from './agreement.ts'
import type { TestApp } from './app.ts'
import { deployment, incident, sha } from './events.ts'

let count = 0

/** An engagement of its own, with a month that is missed, and a breach of it. */
export const missedMonth = async (t: TestApp, start: Instant, arbiter = 'The Delivery Arbiters') => {
  t.clock.now = start
  const name = `decided-${++count}`
  const { e, keys } = await agreed(t, name, `${agreementText(name)}disputes: { arbiter: ${arbiter} }\n`)
  const say = async (party: 'client' | 'vendor', method: string, path: string, body?: unknown) => {
    t.clock.now += 1000
    return t.ask(method, `${e}${path}`, { key: keys[party], ...(body === undefined ? {} : { body }) })
  }
  await say('vendor', 'POST', '/events', [
    ...Array.from({ length: 7 }, (_, index) => deployment(`d-${index}`, index)),
    incident('i-1', 0, 'd-0'),
    incident('i-2', 1, 'd-1'),
  ])
  const gate = async (more: object = {}) => {
    const { json } = await say('vendor', 'POST', '/gate', {
      service: 'checkout-api',
      event: 'manual',
      commit_sha: sha(1),
      run: `run ${++count}`,
      ...more,
    })
    return json.objectives.find(({ id }: { id: string }) => id === 'change-fail-rate')
  }
  const { breach_id: breach } = await gate()
  const store = t.deps.store.forEngagement(name)
  const settle = async () => settleDecisions(store, await requireState(store), t.clock.now)
  const told = async () => {
    const { items } = await store.ledger({ limit: 1000, after: null, descending: false })
    expect(verifyLines(items.map(entryLine)).ok).toBe(true)
    return items.map(({ body }) => body.type)
  }
  return { name, e, keys, say, gate, breach, store, settle, told }
}
