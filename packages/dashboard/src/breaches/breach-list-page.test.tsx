import { hostile } from '@plumbline/render/testing'
import { describe, expect, test } from 'vitest'
import { listView } from '../testing/breaches.ts'
import { tags, textOf, values } from '../testing/tags.ts'
import { breachListPage } from './breach-list-page.tsx'
import type { BreachListView } from './view.ts'

const page = (changes: Partial<BreachListView> = {}) => breachListPage({ ...listView, ...changes })
const headline = (changes: Partial<BreachListView>) => /<h1>(.*?)<\/h1>/.exec(page(changes))?.[1]
const counts = (changes: Partial<NonNullable<BreachListView['counts']>>): Partial<BreachListView> => ({
  counts: listView.counts && { ...listView.counts, ...changes },
})

const poisoned = (text: string): BreachListView => ({
  ...listView,
  title: text,
  mistakes: [text],
  asked: { service: [text], objective: [text], pr: [text], from: [text] },
  rows: listView.rows.map((row) => ({
    ...row,
    id: text,
    title: text,
    clause: text,
    service: text,
    environment: text,
    display: text,
    target: text,
    commit_sha: text,
    ...(row.window ? { window: { ...row.window, label: text } } : {}),
  })),
  choices: {
    ...listView.choices,
    services: [text],
    objectives: [{ id: 'one', title: text }],
    indicators: [text],
    environments: [text],
  },
})

describe('data never becomes markup', () => {
  const harmless = tags(breachListPage(poisoned('x')))
  test.each(hostile.filter((text) => text.trim() !== ''))('%j', (text) => {
    const html = breachListPage(poisoned(text))
    expect(tags(html)).toEqual(harmless)
    expect(textOf(html).match(/<.{0,40}/)).toBeNull()
    for (const address of [...values(html, 'href'), ...values(html, 'action')])
      expect(address).toMatch(/^(?:\/(?!\/)|#|data:image\/svg\+xml,)/)
  })
})

test('holds to the policy', () => {
  expect(page()).not.toMatch(/\sstyle=|<script|<style|\son[a-z]+=/i)
})

test.each([
  [counts({}), '3 breaches, 2 not over'],
  [counts({ open: 0 }), '3 breaches, all over'],
  [counts({ open: 3 }), '3 breaches, none of them over'],
  [counts({ breaches: 1, open: 1 }), '1 breach, not over'],
  [counts({ breaches: 1, open: 0 }), '1 breach, over'],
  [counts({ truncated_before: '2026-01-01T00:00:00.000Z' }), 'The newest 3 breaches, 2 not over'],
  [{ ...counts({ breaches: 0 }), rows: [] }, 'No breach so far'],
  [{ ...counts({ breaches: 0 }), rows: [], asked: { pr: ['1'] } }, 'No breach fits these filters'],
  [{ counts: null, mistakes: ['“pr” must be a whole number.'] }, 'Nothing can be found by these filters'],
])('says in a sentence what is there: %#', (changes, sentence) => {
  expect(headline(changes)).toBe(sentence)
})

test('counts that are not of all say since when they count', () => {
  expect(textOf(page(counts({ truncated_before: '2026-01-01T05:00:00.000Z' })))).toContain(
    'What opened before 1 Jan 2026, 00:00 is in the list, but not in these counts',
  )
})

test('a row says what, where, how much, whose, how long, and in which change', () => {
  // A figure stays on one line with its unit.
  const text = textOf(page()).replaceAll('\u00a0', ' ')
  const told = ['21 Nov 2026', '16.7 %', '≤ 15 %', 'Northwind', '1 d', 'November 2026', 'sev1', 'observed only']
  for (const shown of told) expect(text).toContain(shown)
})

test('severities stand where there are any', () => {
  const without = listView.rows.map(({ severity: _, ...row }) => row)
  expect(textOf(page({ rows: without })).match(/Severity/g)).toHaveLength(1)
  expect(textOf(page()).match(/Severity/g)).toHaveLength(2)
})

test('filters are on in the form and as chips, also values that nobody knows', () => {
  const html = page({ asked: { status: ['open'], service: ['gone'], objective: ['a', 'b'] } })
  expect(html).toMatch(/name="service" value="gone" checked=""/)
  expect(html).toMatch(/<option value="a,b" selected="">/)
  expect(html).toMatch(/aria-label="Remove the filter Service: gone"/)
})

test('every field has its label, and ids are unique', () => {
  const html = page()
  const ids = values(html, 'id')
  expect(new Set(ids).size).toBe(ids.length)
  for (const id of values(html, 'for')) expect(ids).toContain(id)
})

test('older and newer are links with their filters; nothing to turn, no links', () => {
  const html = page({ asked: { status: ['open'] } })
  expect(values(html, 'href')).toEqual(
    expect.arrayContaining([
      '/e/acme-checkout/breaches?status=open&amp;before=cursor-of-older',
      '/e/acme-checkout/breaches?status=open&amp;after=cursor-of-newer',
    ]),
  )
  expect(page({ older: null, newer: null })).not.toContain('rel="next"')
})

test('a full page of long rows stays under 60 KB', () => {
  const [row] = listView.rows
  if (!row) throw new Error('no row')
  const long = {
    ...row,
    title: 'A title that goes on and on '.repeat(5),
    service: 's'.repeat(64),
    environment: 'e'.repeat(64),
    severity: 'sev1',
  }
  const html = page({ rows: Array.from({ length: 40 }, (_, n) => ({ ...long, id: `br_${n}` })) })
  expect(new TextEncoder().encode(html).length).toBeLessThan(60_000)
})
