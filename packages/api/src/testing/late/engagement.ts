import { formatInstant, HOUR, type Instant } from '@plumbline/core'
import { agreementReader } from '../../flow/agreed.ts'
import { tick } from '../../flow/tick.ts'
import { type Agreed, agreed } from '../agreed.ts'
import { agreementText } from '../agreement.ts'
import type { TestApp } from '../app.ts'
import { type Coming, START } from './coming.ts'

const agreements = agreementReader()

/** A month of failures, weeks of deployments, incidents one by one, and a phase to freeze. */
const textOf = (engagement: string, target = '<= 15%') =>
  agreementText(engagement)
    .replace(/ {2}search:\n.*\n.*\n/, '')
    .replace('<= 15%', target)
    .replace(
      'objectives:',
      `phases:
  - { name: baseline, days: 20, enforce: observe }
  - { name: formalise, enforce: as-agreed }
objectives:
  by-week: { indicator: deployment-frequency, window: calendar week, target: ">= 2/week", enforcement: warn }
  resolve: { indicator: time-to-resolve, severity: [sev1], window: calendar month, target: "<= 2h", enforcement: warn }`,
    )

/** Ids and hashes differ between any two engagements. */
const bare = (value: unknown, name: string): string =>
  JSON.stringify(value)
    .replaceAll(/sha256:[0-9a-f]{64}|"agreement_hash":"\w+"/g, 'hash')
    .replaceAll(/\b(br|wv|ex)_[0-9a-f]+/g, '$1')
    .replaceAll(/"key":"[0-9a-f]+"/g, '"key"')
    .replaceAll(name, 'name')

/** An engagement that both have agreed to at the start, under the test's clock. */
export const living = async (t: TestApp, name: string) => {
  t.clock.now = START
  const one: Agreed = await agreed(t, name, textOf(name))
  const store = t.deps.store.forEngagement(name)
  const ask = async (party: 'client' | 'vendor', path: string, body: object) => {
    const { status, json, text } = await t.ask('POST', `${one.e}${path}`, { key: one.keys[party], body })
    if (status >= 300) throw new Error(text)
    return json
  }
  const both = async (path: string, body: object) => {
    const { id } = await ask('vendor', path, body)
    await ask('client', `${path}/${id}/approve`, {})
  }

  const comes = async (coming: Coming): Promise<void> => {
    t.clock.now = coming.at
    switch (coming.kind) {
      case 'event':
        return ask('vendor', '/events', [coming.event])
      case 'exclusion': {
        const [from, to] = [coming.at - coming.hours * HOUR, coming.at + HOUR].map(formatInstant)
        return both('/exclusions', { category: 'client_caused', from, to, reason: 'their network was down' })
      }
      case 'waiver': {
        const expires_at = formatInstant(coming.at + coming.hours * HOUR)
        return both('/waivers', { objective: 'change-fail-rate', expires_at, reason: 'the move' })
      }
      case 'version': {
        const headers = { 'content-type': 'application/yaml' }
        const text = textOf(name, '<= 30%')
        const { json } = await t.ask('POST', `${one.e}/agreements`, { key: one.keys.vendor, text, headers })
        return ask('client', `/agreements/${json.version}/accept`, { hash: json.hash, retroactive: false })
      }
      default:
        return coming satisfies never
    }
  }

  return {
    store,
    comes,
    accepted: async () => {
      const state = await store.state()
      if (!state) throw new Error('no engagement')
      return { state, versions: await agreements.accepted(store, state) }
    },
    /** When the next window may be final that waits for its time. */
    awaits: async (): Promise<Instant> => (await store.state())?.standing.periods?.awaits ?? Number.POSITIVE_INFINITY,
    tick: async (now: Instant): Promise<void> => {
      t.clock.now = now
      const { failed } = await tick({ store: t.deps.store, log: t.deps.log, agreements }, name, now)
      if (failed > 0) throw t.logs.at(-1)?.error
    },
    /** All that stands written but seals, each as text, in no order of its own. */
    written: async (): Promise<string[]> => {
      const page = { limit: 1_000, after: null, descending: false }
      const [periods, breaches, baselines, ledger] = await Promise.all([
        store.keptRecords('period', page),
        store.breaches(page),
        store.keptRecords('baseline', page),
        store.ledger(page),
      ])
      const entries = ledger.items.filter(({ body }) => body.type !== 'seal').map(({ at, body }) => ({ at, body }))
      // How many writes it took is nobody's business.
      const records = [...periods.items, ...breaches.items, ...baselines.items].map((all) => ({ ...all, revision: 0 }))
      return [...records, ...entries].map((item) => bare(item, name)).sort()
    },
  }
}
