import type { Breach, BreachTransition } from '@plumbline/core'
import { hostile } from '@plumbline/render/testing'
import { describe, expect, test } from 'vitest'
import { breachView, deployment } from '../testing/breaches.ts'
import { tags, textOf, values } from '../testing/tags.ts'
import { breachPage } from './breach-page.tsx'
import type { BreachView } from './view.ts'
import { cleanLines } from './words.tsx'

const page = (changes: Partial<BreachView> = {}) => breachPage({ ...breachView, ...changes })
const withBreach = (changes: Partial<Breach>, more: Partial<BreachView> = {}) =>
  page({ breach: { ...breachView.breach, ...changes }, ...more })
const forms = (changes: Partial<NonNullable<BreachView['forms']>>) => ({
  forms: breachView.forms && { ...breachView.forms, ...changes },
})

const poisoned = (text: string): BreachView => {
  const { breach } = breachView
  const result = breach.opened_by
  return {
    ...breachView,
    title: text,
    viewer: { party: 'client', name: text },
    indicator: { title: text, formula: text },
    breach: {
      ...breach,
      id: text,
      title: text,
      clause: text,
      service: text,
      environment: text,
      severity: text,
      display: text,
      target: text,
      agreement_hash: text,
      ...(breach.window ? { window: { ...breach.window, label: text } } : {}),
      opened_by: {
        ...result,
        display: text,
        margin: text,
        unit: text,
        evidence: { ...result.evidence, formula: text, uncovered: [{ path: text, lines: [1] }] },
      },
      timeline: breach.timeline.map((step) => ({
        ...step,
        ...('party' in step.by ? { by: { ...step.by, name: text } } : {}),
        ...(step.evaluation_id ? { evaluation_id: text } : {}),
        ...(step.note ? { note: text } : {}),
        ...(step.display ? { display: text } : {}),
      })),
    },
    opened: new Map([
      ['00000000000000a1', { ...deployment, data: { ...deployment.data, deployment_id: text } } as typeof deployment],
    ]),
    forms: {
      token: text,
      acknowledge: true,
      may: { dispute: true, answer: true, rule: true, withdraw: true, waiver: true, answerWaivers: [text] },
      resolving: { refused: text },
      failed: { move: 'note', why: text, typed: { text } },
    },
  }
}

describe('data never becomes markup', () => {
  const harmless = tags(breachPage(poisoned('x')))
  test.each(hostile.filter((text) => text.trim() !== ''))('%j', (text) => {
    const html = breachPage(poisoned(text))
    expect(tags(html)).toEqual(harmless)
    expect(textOf(html).match(/<.{0,40}/)).toBeNull()
    for (const address of [...values(html, 'href'), ...values(html, 'action')])
      expect(address).toMatch(/^(?:\/(?!\/)|#|data:image\/svg\+xml,)/)
  })
})

test.each([
  { status: 'open', says: 'for ' },
  { status: 'resolved', resolved_at: '2026-11-22T10:30:00.000Z', says: 'lasted 1 d' },
  { status: 'overturned', says: '' },
  { status: 'waived', says: '' },
] as const)('how long it goes on is told of what goes on: $status', ({ says, ...changes }) => {
  const facts = textOf(/<p class="facts">.*?<\/p>/s.exec(withBreach(changes))?.[0] ?? '')
  expect(/(?:for|lasted) \d+ (?:d|h|min)/.test(facts)).toBe(says !== '')
  expect(facts).toContain(says)
})

test('holds to the policy, with unique ids and a label for each field', () => {
  const html = page(forms({ acknowledge: true }))
  expect(html).not.toMatch(/\sstyle=|<script|<style|\son[a-z]+=/i)
  const ids = values(html, 'id')
  expect(new Set(ids).size).toBe(ids.length)
  for (const id of [...values(html, 'for'), ...values(html, 'aria-labelledby')]) expect(ids).toContain(id)
})

test('is it true: from the rule over what was counted to the figure, each input a link', () => {
  const text = textOf(page()).replaceAll('\u00a0', ' ')
  for (const shown of [
    'Change fail rate',
    'failed / deployments',
    '≤ 15 %',
    'it reached production and failed',
    '16.7 %',
  ])
    expect(text).toContain(shown)
  expect(text).toContain('Deployment d-7 of a1b2c3d: failure')
  for (const reference of ['00000000000000a1', '00000000000000a2', '00000000000000a3'])
    expect(values(page(), 'href')).toContain(`/e/acme-checkout/events/${reference}`)
})

test('whose is it: party, clause, version, text, and what each party holds for the reason', () => {
  const text = textOf(page())
  for (const shown of ['Northwind (vendor)', '§5.4', 'version 3', breachView.breach.agreement_hash])
    expect(text).toContain(shown)
  expect(text).toContain('Capacity: too much load, or too little room, the doing of a third party')
})

test('a cause that both agree on stands as that, and nobody is asked to agree with it again', () => {
  const at = (minute: number) => `2026-11-23T09:0${minute}:00.000Z`
  const stated = { kind: 'root_cause', note: 'The pool ran dry', cause: { category: 'capacity' } } as const
  const steps: BreachTransition[] = [
    { ...stated, at: at(1), by: { party: 'vendor', key: 'k', name: 'Northwind' } },
    {
      ...stated,
      cause: { category: 'capacity', agrees_with: at(1) },
      at: at(2),
      by: { party: 'client', key: 'k', name: 'Acme' },
    },
  ]
  const html = withBreach({ timeline: [...breachView.breach.timeline, ...steps] })
  expect(textOf(html)).toMatch(/Both agree[\s\S]*The pool ran dry/)
  expect(textOf(html)).toContain('agrees with the root cause stated')
  expect(html).not.toContain('/agree-cause')
})

test('what was said stands with whose word it is, in its own lines', () => {
  const html = page()
  expect(html).toContain('<p class="said">First line\nsecond line</p>')
  expect(html).toMatch(/<span class="who client">[^<]+<\/span> <span class="small">Acme, operations<\/span> noted/)
})

test('no line of a party can pass for another entry: what can’t be seen is made visible', () => {
  expect(cleanLines('a\r\nb\u202ec\u0000\u2028d', 100)).toBe('a\nb\ufffdc\ufffd\nd')
  expect(cleanLines('x'.repeat(10), 4)).toBe('xxxx …')
})

describe('what now', () => {
  test('forms are for those who may write; others are told how', () => {
    expect(page({ forms: null })).not.toContain('<textarea')
    expect(page({ forms: null })).toContain('breaches:write')
    const anyone = page({ forms: null, viewer: null })
    expect(anyone).toContain('/sign-in?next=%2Fe%2Facme-checkout%2Fbreaches%2Fbr_01hx3v7q')
  })
  test('only what this party may do now is offered', () => {
    const actions = (html: string) =>
      values(html, 'action').flatMap((action) => /breaches\/br_\w+\/([a-z-]+)/.exec(action)?.[1] ?? [])
    expect(actions(page(forms({ acknowledge: true })))).toEqual([
      'acknowledge',
      'agree-cause',
      'note',
      'root-cause',
      'resolve',
    ])
    const refused = page(forms({ resolving: { refused: 'its window runs until 2026-12-01T05:00:00.000Z' } }))
    expect(actions(refused)).toEqual(['agree-cause', 'note', 'root-cause'])
    expect(textOf(refused)).toContain('its window runs until 1 Dec 2026, 00:00')
  })
  test('a form that was not taken is open, says why, and keeps what was typed', () => {
    const html = page(
      forms({
        failed: { move: 'root-cause', why: 'The text is too long.', typed: { text: 'mine', category: 'code' } },
      }),
    )
    expect(html).toMatch(/<details class="say" id="root-cause" open="">/)
    expect(html).toMatch(/role="alert">The text is too long\.</)
    expect(html).toMatch(/<textarea[^>]*>\nmine<\/textarea>/)
    expect(html).toMatch(/<option value="code" selected="">/)
  })
})

test.each([
  ['open', 'Nobody has said yet'],
  ['acknowledged', 'It is known'],
  ['resolved', 'Nothing: it is resolved'],
  ['overturned', 'Nothing: it was overturned'],
] as const)('%s: %s', (status, says) => {
  expect(textOf(withBreach({ status }))).toContain(says)
})

test('the longest story and the most events stay under 60 KB, the newest words whole', () => {
  const note = `${'word '.repeat(119)}END\n`.repeat(3)
  const step = (number: number): BreachTransition => ({
    at: '2026-11-21T12:00:00.000Z',
    kind: 'noted',
    by: { party: number % 2 === 0 ? 'client' : 'vendor', key: 'k', name: 'Somebody with a long name' },
    note,
  })
  const events = Array.from({ length: 200 }, (_, n) => n.toString(16).padStart(16, '0'))
  const html = withBreach({
    timeline: Array.from({ length: 100 }, (_, n) => step(n)),
    opened_by: {
      ...breachView.breach.opened_by,
      evidence: {
        formula: 'x',
        events,
        failed: events.slice(0, 20).map((deployment) => ({ deployment, rule: 'status', by: [] })),
      },
    },
  })
  expect(new TextEncoder().encode(html).length).toBeLessThan(60_000)
  expect(textOf(html)).toContain('60 entries between are')
  expect(html.match(/END/g)?.length ?? 0).toBeGreaterThan(20)
  expect(html.lastIndexOf('END')).toBeGreaterThan(html.lastIndexOf(' …'))
})
