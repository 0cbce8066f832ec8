import { stripVTControlCharacters } from 'node:util'
import { describe, expect, test } from 'vitest'
import { breach, everything, hostile, situations, variants } from '../testing/index.ts'
import { inTurn, type Next, poison } from '../testing/poison.ts'
import type { View } from '../view/view.ts'
import { breachTable } from './breach-table.ts'
import { columns, harmless, wrap } from './layout.ts'
import { terminal } from './terminal.ts'

const each = Object.entries(variants)

describe.each(each)('%s', (_name, sample) => {
  test('has colours only when told to, and they change no word', () => {
    const plain = terminal(sample, { colour: false })
    const coloured = terminal(sample, { colour: true })
    expect(plain).not.toContain('\u001b')
    expect(coloured).toContain('\u001b')
    expect(stripVTControlCharacters(coloured)).toBe(plain)
  })

  test.each([40, 80, 120])('fits %i columns', (width) => {
    // A single long word, such as a hash, can't be broken.
    for (const line of terminal({ ...sample, url: 'https://x.example/e/1' }, { colour: false, width, all: true }).split(
      '\n',
    ))
      if (line.trim().includes(' ')) expect(columns(line), line).toBeLessThanOrEqual(Math.max(width, 70))
  })
})

describe('no text of others moves the cursor or talks to the runner', () => {
  const check = (sample: View, text: string | Next, width: number) => {
    const shown = terminal(poison(sample, text), { colour: false, all: true, width })
    const of = typeof text === 'string' ? text : 'in turn'
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
    expect(shown, of).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]|\p{Bidi_Control}/u)
    expect(shown, of).not.toMatch(/^\s*::|##\[/m)
  }

  test('one text in every place of an answer with everything', () => {
    for (const text of hostile) check(everything, text, 100)
  })

  test.each(Object.entries<View>({ ...variants, ...situations }).map(([name, sample], at) => ({ name, sample, at })))(
    'each place another text: $name',
    ({ sample, at }) => {
      // Narrow, so that any word may begin a line.
      for (const turn of [0, 67, 131]) check(sample, inTurn(at * 7 + turn), 20)
    },
  )
})

test('columns stand under one another', () => {
  const lines = terminal(variants.fail ?? expect.fail(), { colour: false })
    .split('\n')
    .slice(2, 5)
  const starts = lines.map((line) =>
    [...line.matchAll(/ {2,}\S/g)].map((match) => (match.index ?? 0) + match[0].length),
  )
  expect(new Set(starts.map((columnStarts) => columnStarts.slice(0, 5).join())).size).toBe(1)
})

test('without --all what is met is only counted', () => {
  const sample = variants.fail ?? expect.fail()
  expect(terminal(sample, { colour: false })).toMatch(/✓ met {7}2 objectives {3}--all to show/)
  expect(terminal(sample, { colour: false, all: true })).toMatch(/✓ met {7}test-failures/)
})

test('a table of breaches has a heading and its times in the zone', () => {
  const table = breachTable([breach(), breach({ status: 'resolved', contractual: false })], {
    colour: false,
    timeZone: 'America/New_York',
    width: 140,
  })
  expect(table.split('\n')).toHaveLength(3)
  expect(table).toContain('21 Nov 2026, 05:30')
  expect(table).toContain('resolved, observed')
})

test.each([
  ['::error::x', ': :error::x'],
  ['  ::set-env', '  : :set-env'],
  ['##[group]x', '## [group]x'],
  ['a::b', 'a::b'],
])('%j is printed as %j', (line, printed) => {
  expect(harmless(line)).toBe(printed)
})

test('wrapping breaks between words', () => {
  expect(wrap('one two three', 8, '  ')).toEqual(['  one', '  two', '  three'])
})
