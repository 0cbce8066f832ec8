import { statementOf } from '@plumbline/core'
import { HOSTILE, NOVEMBER_INPUT } from '@plumbline/core/testing/statement'
import { hostile } from '@plumbline/render/testing'
import { describe, expect, test } from 'vitest'
import { tags, textOf, values } from '../testing/tags.ts'
import { view } from '../testing/views.ts'
import { statementPage } from './statement-page.tsx'

const statement = statementOf(NOVEMBER_INPUT)
const shown = { ...view, statement, acknowledging: null }
const page = statementPage(shown)

/** The same page with another text wherever a party may have written one. */
const saying = (text: string) =>
  statementPage({
    ...shown,
    statement: JSON.parse(
      JSON.stringify(statement).replaceAll(JSON.stringify(HOSTILE).slice(1, -1), () =>
        JSON.stringify(text).slice(1, -1),
      ),
    ),
  })

test('every objective stands with its figure, target, n, the figure before and the verdict', () => {
  const text = textOf(page)
  expect(page.match(/<th scope="row"/g)?.length).toBeGreaterThanOrEqual(statement.objectives.length)
  for (const part of ['31.0', '16.0', 'worse', 'waived', 'excluded', 'no data', '8,000.00 USD', 'Not measured'])
    expect(text.replaceAll('\u00a0', ' ')).toContain(part)
  expect(text).toContain(statement.hash)
})

test.each(hostile.filter((text) => text.trim() !== ''))('data never becomes markup: %j', (text) => {
  const html = saying(text)
  expect(tags(html)).toEqual(tags(saying('x')))
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
  expect(html).not.toMatch(/[\u0000-\u0008\u000b-\u001f]|\p{Bidi_Control}/u)
})

test('no style attribute, no script, no handler, and loads from itself alone', () => {
  expect(saying('x')).not.toMatch(/\sstyle=|<script|<style|\son[a-z]+=|javascript:/i)
  for (const address of [...values(page, 'href'), ...values(page, 'src')])
    expect(address).toMatch(/^(?:\/(?!\/)|#|data:image\/svg\+xml,)/)
})

test('headings never skip a level, and every name is one of an element', () => {
  const levels = [...page.matchAll(/<h([1-6])/g)].map(([, level]) => Number(level))
  expect(levels.filter((level) => level === 1)).toHaveLength(1)
  for (const [at, level] of levels.entries()) expect(level - (levels[at - 1] ?? 0)).toBeLessThanOrEqual(1)
  for (const id of values(page, 'aria-labelledby')) expect(values(page, 'id')).toContain(id)
})

test('without finance:read no amount is told, and why', () => {
  const html = statementPage({ ...shown, statement: statementOf({ ...NOVEMBER_INPUT, withMoney: false }) })
  expect(html).toContain('finance:read')
  expect(html).not.toContain('USD')
})

describe('taking note of it', () => {
  const by = (party: 'client' | 'vendor', hash = statement.hash) => ({
    party,
    name: 'Lead',
    at: '2026-12-03T10:00:00.000Z',
    hash,
    current: hash === statement.hash,
  })
  const told = (
    acknowledgements: ReturnType<typeof by>[],
    own: Partial<Parameters<typeof statementPage>[0]> = { acknowledging: { failed: null } },
  ) =>
    statementPage({
      ...shown,
      viewer: { party: 'client', name: 'Acme lead' },
      ...own,
      statement: { ...statement, acknowledgements },
    })
  const isOffered = (html: string) => html.includes('/reports/monthly/2026-11/acknowledge')
  const COMMAND = 'plumbline report acknowledge'

  test.each([
    { why: 'neither has', acknowledgements: [], offered: true },
    { why: 'the other party has', acknowledgements: [by('vendor')], offered: true },
    { why: 'it acknowledged an earlier state of it', acknowledgements: [by('client', 'sha256:0')], offered: true },
    { why: 'it has already', acknowledgements: [by('client')], offered: false },
    { why: 'both have', acknowledgements: [by('client'), by('vendor')], offered: false },
  ])('a party is asked: $why', ({ acknowledgements, offered }) => {
    const html = told(acknowledgements)
    expect(isOffered(html)).toBe(offered)
    if (offered) expect(values(html, 'value')).toContain(statement.hash)
    expect(html).not.toContain(COMMAND)
  })
  test('whoever may only read, or is nobody, is told how', () => {
    const reads = told([], { acknowledging: null })
    expect([isOffered(reads), reads.includes('breaches:write')]).toEqual([false, true])
    const anyone = told([], { acknowledging: null, viewer: null })
    expect([isOffered(anyone), anyone.includes(COMMAND), anyone.includes('/sign-in?next=')]).toEqual([
      false,
      true,
      true,
    ])
    expect(told([by('client'), by('vendor')], { acknowledging: null, viewer: null })).not.toContain(COMMAND)
  })
  test('nothing is asked of a month that is not over, nor the arbiter', () => {
    expect(
      isOffered(
        statementPage({ ...shown, acknowledging: { failed: null }, statement: { ...statement, state: 'open' } }),
      ),
    ).toBe(false)
    expect(isOffered(told([], { acknowledging: null, viewer: { party: 'arbiter', name: 'The arbiter' } }))).toBe(false)
  })
  test('what was not taken says why', () =>
    expect(told([], { acknowledging: { failed: 'The statement has changed since.' } })).toMatch(
      /role="alert">The statement has changed since\.</,
    ))
})

test('what waits for somebody is told as of when, and a cause that both agree on in their words', () => {
  const [first, ...rest] = statement.objectives
  if (!first) throw new Error('no row')
  const root_cause = {
    text: 'The pool ran dry',
    category: 'capacity',
    stated_by: 'vendor',
    agreed_at: '2026-12-01T00:00:00.000Z',
  } as const
  const text = textOf(
    statementPage({ ...shown, statement: { ...statement, objectives: [{ ...first, root_cause }, ...rest] } }),
  )
  expect(text.replace(/\s+/g, ' ')).toContain('What needs a decision, as of 3 Dec')
  expect(text).toContain('The pool ran dry (capacity)')
})

test('each clock that was late leads to its breach; the data says as of when', () => {
  const [first, ...rest] = statement.objectives
  if (!first) throw new Error('no row')
  const clocks = [
    { case: 'a', breach_id: 'br_a', display: '29 h' },
    { case: 'b', breach_id: 'br_b', display: '6 h' },
  ]
  const html = statementPage({ ...shown, statement: { ...statement, objectives: [{ ...first, clocks }, ...rest] } })
  for (const { breach_id: id, display } of clocks) expect(html).toMatch(new RegExp(`/breaches/${id}">${display}</a>`))
  expect(textOf(html).replace(/\s+/g, ' ')).toContain('Data, as of 3 Dec')
})
