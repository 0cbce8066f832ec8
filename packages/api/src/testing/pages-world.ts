import { type Breach, formatInstant, HOUR } from '@plumbline/core'
import { listen } from '../server/listen.ts'
import { type Agreed, agreed } from './agreed.ts'
import { agreementText } from './agreement.ts'
import { startTestApp, type TestApp } from './app.ts'
import { breachOf, START } from './breaches.ts'
import { putBreach } from './decided.ts'
import { coverage, deployment, incident, sha } from './events.ts'

/** Texts that want to become something else in a browser, in a spreadsheet or in Markdown. */
export const HOSTILE = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(2)>',
  "'><svg onload=alert(3)>",
  '</textarea><script>alert(4)</script>',
  '</title><script>alert(5)</script>',
  '[x](javascript:alert(6)) ![y](https://evil.example/p.png) **bold**',
  '=HYPERLINK("https://evil.example","click")',
  '{{constructor.constructor("alert(7)")()}}',
].join(' ')

export type PagesWorld = {
  t: TestApp
  a: Agreed
  /** On the network, as a browser reaches it. */
  url: string
  paths: Record<string, string>
  stop: () => Promise<void>
}

/** An engagement with something on every page, hostile texts among it, behind a server of its own. */
export const startPagesWorld = async (): Promise<PagesWorld> => {
  const t = await startTestApp()
  const text = agreementText('acme-checkout').replace(
    'title: Acme and Northwind',
    `title: ${JSON.stringify(HOSTILE.slice(0, 100))}`,
  )
  const a = await agreed(t, 'acme-checkout', text)
  const store = t.deps.store.forEngagement('acme-checkout')
  const post = (path: string, body: unknown) => t.ask('POST', `${a.e}${path}`, { key: a.keys.vendor, body })
  await post('/events', [
    ...Array.from({ length: 7 }, (_, index) => deployment(`d-${index}`, index)),
    incident('i-1', 0, 'd-0'),
    incident('i-2', 1, 'd-1'),
    { ...deployment(HOSTILE.slice(0, 200), 3), id: 'hostile' },
  ])
  const gate = (
    await post('/gate', {
      service: 'checkout-api',
      event: 'push',
      commit_sha: sha(1),
      pull_request: { number: 7, title: HOSTILE, author: 'dev' },
      events: [coverage(sha(1), { covered: 1, total: 10 })],
    })
  ).json
  const missed = (id: string) => gate.objectives.find((one: { id: string }) => one.id === id)
  const hostile = (index: number, changes: Partial<Breach>): Breach =>
    breachOf(
      { title: HOSTILE, clause: HOSTILE, display: HOSTILE, target: HOSTILE, severity: 'sev1', ...changes },
      index,
    )
  await putBreach(store, hostile(1, { pr: 7, commit_sha: sha(1) }), 'hostile 1')
  await putBreach(
    store,
    hostile(2, { status: 'resolved', resolved_at: formatInstant(START + 9 * HOUR), contractual: false }),
    'hostile 2',
  )
  for (let index = 3; index < 60; index++)
    await putBreach(store, breachOf({ status: 'acknowledged' }, index), `plain ${index}`)
  const { breach_id: windowBreach, evidence } = missed('change-fail-rate')
  for (const [move, body] of [
    ['acknowledge', { note: HOSTILE }],
    ['note', { text: `${HOSTILE}\n# heading\n\n| a | b |` }],
    ['root-cause', { text: HOSTILE, category: 'capacity', attribution: 'third_party' }],
  ] as const)
    await post(`/breaches/${windowBreach}/${move}`, body)
  const server = await listen('127.0.0.1', 0, () => ({ app: t.app }))
  const E = '/e/acme-checkout'
  return {
    t,
    a,
    url: server.url,
    paths: {
      status: E,
      // Rows of each kind; forty that are alike would only take time.
      list: `${E}/breaches?status=open&status=resolved`,
      'filtered list': `${E}/breaches?status=open&service=search&objective=patch-coverage&from=2026-11-01`,
      'empty list': `${E}/breaches?service=nobody`,
      'wrong filters': `${E}/breaches?pr=abc&service=%22%3E%3Cscript%3Ealert(8)%3C%2Fscript%3E`,
      'window breach': `${E}/breaches/${windowBreach}`,
      'hostile breach': `${E}/breaches/br_0001`,
      'resolved breach': `${E}/breaches/br_0002`,
      evaluation: `${E}/evaluations/${gate.id}`,
      statement: `${E}/reports/monthly/2026-12`,
      event: `${E}/events/${evidence.events[0]}`,
      'sign-in': '/sign-in?next=/e/acme-checkout/breaches',
      'lost page': '/nowhere',
      reference: '/docs',
    },
    stop: async () => {
      await server.stop()
      await t.stop()
    },
  }
}
