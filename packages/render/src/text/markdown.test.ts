import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hostileNames } from '../testing/index.ts'
import { nodes, parse, readableText, shape } from '../testing/parse.ts'
import { clean } from './clean.ts'
import { codeSpan, escapeMarkdown, fenced, figure, link } from './markdown.ts'

/** What GitHub makes a link of after parsing, in text outside of code. */
const LIVE =
  /@[a-z0-9]|(?<![\w&])#\d|(?<![a-z0-9])gh-\d|https?:\/\/|ftp:\/\/|www\.|\b[0-9a-f]{7,40}\b|:(?!\d{1,2}:)[\w+-]+:/i

/** Parsing Markdown takes long on a busy machine. */
const PATIENCE_MS = 30_000

const fragment = fc.constantFrom(
  ...'`*_[]()<>!|\\&#@$~^:-+=. \n'.split(''),
  'www.',
  'http://',
  'GH-1',
  'deadbee',
  'br_',
  '<b>',
  '&lt;',
  '```',
  '1.',
)
const nasty = fc.oneof(
  fc.constantFrom(...hostileNames),
  fc.array(fc.oneof(fragment, fc.string({ maxLength: 4 })), { maxLength: 14 }).map((parts) => parts.join('')),
)

const places: Record<string, (text: string) => string> = {
  'a paragraph of its own': (text) => `${text}\n`,
  'the middle of a line': (text) => `see ${text} here\n`,
  'bold text': (text) => `see **x${text}x** here\n`,
  'a list': (text) => `- ${text}\n  - ${text}\n`,
  'an alert': (text) => `> [!NOTE]\n> ${text}\n`,
  'a table': (text) => `| a | b |\n|:--|--:|\n| ${text} | x${text} |\n`,
  'a heading': (text) => `### ${text} x\n`,
}

describe.each([
  ['escapeMarkdown', (text: string) => escapeMarkdown(text)],
  ['codeSpan', (text: string) => codeSpan(text)],
])('%s', (_name, harmless) => {
  test.each(Object.entries(places))('text of others in %s stays text', (_place, put) => {
    const plain = JSON.stringify(shape(parse(put('x'))))
    fc.assert(
      fc.property(nasty, (text) => {
        fc.pre(clean(text) !== '')
        const document = parse(put(harmless(text)))
        expect(JSON.stringify(shape(document))).toBe(plain)
        expect(readableText(document)).not.toMatch(LIVE)
      }),
      { numRuns: 150 },
    )
  })
})

test.each(['a paragraph of its own', 'an alert', 'a table', 'a heading'])(
  'each of over 200 hostile names stays text in %s',
  (place) => {
    const put = places[place] ?? expect.fail(place)
    const seen = hostileNames.filter((text) => clean(text) !== '')
    expect(seen.length).toBeGreaterThan(200)
    // One document for all of them: parsing is what takes long.
    const names = [...seen.map((text) => escapeMarkdown(text)), ...seen.map((text) => codeSpan(text))]
    const markdown = names.map(put).join('\n\n---\n\n')
    const document = parse(markdown)
    const blocks = (document.children ?? []).filter(({ type }) => type !== 'thematicBreak')
    const [plain] = (parse(put('x')).children ?? []).map((block) => JSON.stringify(shape(block)))
    expect(blocks).toHaveLength(names.length)
    blocks.forEach((block, at) => {
      expect(JSON.stringify(shape(block)), names[at]).toBe(plain)
    })
    expect(readableText(document)).not.toMatch(LIVE)
    expect(markdown).not.toContain('<!--')
  },
  PATIENCE_MS,
)

test('a picture’s short name stays words, a time stays as it is', () => {
  expect(escapeMarkdown(':tada: at 10:30:00')).toBe(':\u200Btada: at 10:30:00')
  expect(`${escapeMarkdown(':warning')}: ours`).toBe(':\u200Bwarning: ours')
})

test('what is written from right to left takes no figure beside it along', () => {
  expect(escapeMarkdown('שלום 5')).toBe('\u2068שלום 5\u2069')
  expect(codeSpan('שלום')).toBe('\u2068`שלום`\u2069')
})

test('a hidden line of ours is none inside a name or a difference', () => {
  const line = '<!-- plumbline:verdict pass a1b2c3d -->'
  for (const markdown of [codeSpan(line), escapeMarkdown(line), fenced(line, 'diff', 9)])
    expect(markdown).not.toContain('<!--')
})

test('escaped text reads as it was written', () => {
  fc.assert(
    fc.property(nasty, (text) => {
      const read = nodes(parse(`x ${escapeMarkdown(text)} x\n`)).flatMap(({ type, value }) =>
        type === 'text' ? [value ?? ''] : [],
      )
      // What splits links and keeps directions apart takes no room.
      expect(read.join('').replace(/[\u200B\u2068\u2069]/g, '')).toBe(`x ${clean(text)} x`)
    }),
  )
})

test('names that Plumbline gave are copied as they are, wherever they stand; what only looks like one is broken', () => {
  const own = ['br_0199e2b4a4001f2e3d4c5b6a7980', 'wv_00112233445566778899aabb', 'ev_0123456789abcdef0123456789abcdef']
  for (const id of own) expect(escapeMarkdown(`(one breach, ${id}): “${id}”`)).toContain(`breach, ${id}\\): “${id}”`)
  for (const other of ['xbr_0199e2b4a4001f2e3d4c5b6a7980', 'br_deadbee', 'a_deadbeefdeadbeef'])
    expect(escapeMarkdown(other)).toMatch(/\\_.*\u200B/)
})

test('a fence is closed by nothing inside it', () => {
  fc.assert(
    fc.property(fc.array(nasty, { maxLength: 6 }), (lines) => {
      const blocks = parse(`${fenced(lines.join('\n'), 'diff', 50)}\n\nafter\n`).children ?? []
      expect(blocks.map(({ type }) => type)).toEqual(['code', 'paragraph'])
    }),
  )
})

describe('a figure', () => {
  test.each([
    ['70.6 %', '70.6~%'],
    ['≥ 80 %', '≥~80~%'],
    ['< 5 findings', '&lt;~5 findings'],
    ['9.4 pp short', '9.4~pp short'],
    ['0 of 1,412 tests', '0~of~1,412 tests'],
    ['5 h 35 min 1 s over', '5~h 35~min 1~s over'],
    ['improve 30 % from baseline (8 h)', 'improve 30~% from baseline \\(8~h\\)'],
    ['no data', 'no~data'],
  ])('%s is broken by no cell but where words begin', (text, shown) => {
    expect(figure(text)).toBe(shown.replaceAll('~', '\u00A0'))
  })

  test('says what the text says, and nothing else', () => {
    fc.assert(
      fc.property(nasty, (text) => {
        expect(figure(text).replaceAll('\u00A0', ' ')).toBe(escapeMarkdown(text))
      }),
    )
  })
})

test('a block keeps what stands below one another in its place', () => {
  const lines = ['18 │   target: ">= 80 hrs"', '   │           ^^^^^^^^^^^']
  expect(fenced(lines.join('\n'), 'text', 9)).toBe(['```text', ...lines, '```'].join('\n'))
})

test.each([
  'javascript:alert(1)',
  'https://x.example/a b',
  'https://x.example/)[y](z',
  'data:text/html,x',
  '//x.example',
  'https://x.example/<b>',
])('%s is no address for a link', (url) => {
  expect(link('words', url)).toBe('words')
})

test('our own address is linked', () => {
  expect(link('words', 'https://x.example/v1/e?a=b')).toBe('[words](https://x.example/v1/e?a=b)')
})
