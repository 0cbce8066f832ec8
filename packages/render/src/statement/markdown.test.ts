import { statementOf } from '@plumbline/core'
import { HOSTILE, NOVEMBER_INPUT } from '@plumbline/core/testing/statement'
import { expect, test } from 'vitest'
import { hostile } from '../testing/index.ts'
import { parse, readableText, shape } from '../testing/parse.ts'
import { statementMarkdown } from './markdown.ts'

const told = statementOf(NOVEMBER_INPUT)

// After a wanted change run `vitest run --project unit packages/render/src/statement --update` and read the difference.
test('a month with one of everything reads as its golden file', async () => {
  await expect(statementMarkdown(told)).toMatchFileSnapshot('./statement.golden.md')
})

/** The same statement with another text wherever a party may have written one. */
const saying = (text: string) =>
  JSON.parse(
    JSON.stringify(told).replaceAll(JSON.stringify(HOSTILE).slice(1, -1), () => JSON.stringify(text).slice(1, -1)),
  )

const plain = shape(parse(statementMarkdown(saying('x'))))

test.each(hostile.filter((text) => text.trim() !== ''))('titles and reasons stay text: %j', (text) => {
  const document = parse(statementMarkdown(saying(text)))
  expect(shape(document)).toEqual(plain)
  expect(readableText(document)).not.toMatch(/@[a-z0-9]|https?:\/\//i)
})

test('without finance:read no amount is told, and why', () => {
  const markdown = statementMarkdown(statementOf({ ...NOVEMBER_INPUT, withMoney: false }))
  expect(markdown).toContain('finance:read')
  expect(markdown).not.toContain('USD')
})
