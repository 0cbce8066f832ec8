import { statementOf } from '@plumbline/core'
import { HOSTILE, NOVEMBER_INPUT } from '@plumbline/core/testing/statement'
import { hostile } from '@plumbline/render/testing'
import { expect, test } from 'vitest'
import { tags, textOf, values } from '../testing/tags.ts'
import { view } from '../testing/views.ts'
import { statementPage } from './statement-page.tsx'

const statement = statementOf(NOVEMBER_INPUT)
const shown = { ...view, statement }
const page = statementPage(shown)

/** The same page with another text wherever a party may have written one. */
const saying = (text: string) =>
  statementPage({
    ...view,
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
  const html = statementPage({ ...view, statement: statementOf({ ...NOVEMBER_INPUT, withMoney: false }) })
  expect(html).toContain('finance:read')
  expect(html).not.toContain('USD')
})
