import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { SUMMARY_MAX, summary } from '../summary/summary.ts'
import {
  evaluation,
  everything,
  failingTests,
  failRateMissed,
  hostileNames,
  objective,
  patchMissed,
  situations,
  variants,
} from '../testing/index.ts'
import { nodes, parse, readableText, shape } from '../testing/parse.ts'
import { inTurn, poison } from '../testing/poison.ts'
import { type View, viewOf } from '../view/view.ts'
import { COMMENT_MAX, comment, rungs } from './comment.ts'
import { commentMarker } from './marker.ts'
import { TITLE_MAX, title } from './title.ts'

const manyObjectives = (n: number, name: string, status: 'breached' | 'met') =>
  Array.from({ length: n }, (_, at) => ({
    ...(status === 'met' ? objective() : patchMissed),
    id: `o${at}`,
    title: `${at} ${name}`,
    clause: name,
  }))

/** Tables in which a row has more or fewer cells than its head. Pipes of others are entities, so each pipe is a border. */
const unevenTables = (markdown: string): string[] =>
  [...markdown.matchAll(/^\|.*(?:\n\|.*)*/gm)].flatMap(([table]) => {
    const [head = '', ...rows] = table.split('\n')
    return rows.length > 0 && rows.every((row) => row.split('|').length === head.split('|').length) ? [] : [table]
  })

const firstLine = (markdown: string) => markdown.split('\n', 1)[0] ?? ''

/** Parsing Markdown takes long on a busy machine. */
const PATIENCE_MS = 30_000

describe('text of others never becomes Markdown', () => {
  /** Each place holds another text; of any in which the shape differs, the message tells where the turn began. */
  const check = (sample: View, begin: number) => {
    const plain = JSON.stringify(shape(parse(comment(poison(sample, 'x')))))
    const markdown = comment(poison(sample, inTurn(begin)))
    const document = parse(markdown)
    expect(JSON.stringify(shape(document)), `from ${begin}`).toBe(plain)
    expect(readableText(document), `from ${begin}`).not.toMatch(
      /@[a-z0-9]|(?<![\w&]|pull request )#\d|(?<![a-z0-9])gh-\d|https?:\/\/|www\.|:(?!\d{1,2}:)[\w+-]+:/i,
    )
    expect(markdown.match(/<!--/g)).toHaveLength(1)
    for (const { url } of nodes(document)) expect([undefined, sample.url]).toContain(url)
  }

  test.each([0, 91, 170])(
    'an answer with everything keeps its shape with hostile texts in every place, from the %ith',
    (begin) => {
      check(everything, begin)
    },
    PATIENCE_MS,
  )

  test.each(Object.entries({ ...variants, ...situations }).map(([name, sample], at) => ({ name, sample, at })))(
    '$name keeps its shape',
    ({ sample, at }) => {
      check(sample, at * 7)
    },
  )

  test('a hostile address is no link', () => {
    const sample = evaluation({ url: 'javascript:alert(1)//](https://evil.example)' })
    expect(nodes(parse(comment(sample))).some(({ type }) => type === 'link')).toBe(false)
  })
})

describe('line 1', () => {
  test('has at most 100 characters whatever comes', () => {
    const results = fc.array(fc.constantFrom(patchMissed, failRateMissed, failingTests, objective()), {
      maxLength: 400,
    })
    fc.assert(
      fc.property(
        results,
        fc.oneof(fc.constantFrom(...hostileNames), fc.string({ maxLength: 300 })),
        fc.constantFrom('pass', 'warn', 'fail'),
        (objectives, service, verdict) => {
          const sample = evaluation({ objectives, service, verdict })
          expect(title(sample).length).toBeLessThanOrEqual(TITLE_MAX)
          expect(firstLine(comment(sample))).toBe(title(sample))
        },
      ),
      { numRuns: 60 },
    )
  })

  test('a service name that is too long is cut, not dropped', () => {
    for (const service of ['x'.repeat(300), '|'.repeat(300)]) {
      const line = title(evaluation({ service }))
      expect(line).toMatch(/— (?:`x{20}|&#124;)/)
      expect(line).toContain('…')
    }
  })

  test('a service name of ordinary length is whole', () => {
    expect(title(variants.fail ?? expect.fail())).toMatch(/— `checkout-api`$/)
  })
})

describe('size', () => {
  test.each(['x'.repeat(500), '|'.repeat(500), '@a'.repeat(250), '*_`<&'.repeat(100)])(
    'stays under 64,000 with hundreds of objectives named %.10s…',
    (name) => {
      for (const status of ['breached', 'met'] as const) {
        const markdown = comment(
          poison(evaluation({ verdict: 'fail', objectives: manyObjectives(500, name, status) }), name),
        )
        expect(markdown.length).toBeLessThan(COMMENT_MAX)
        expect(markdown).toContain('<!-- plumbline:')
        expect(unevenTables(markdown)).toEqual([])
      }
    },
  )

  test('evidence goes first, then what is met, then rows past 10', () => {
    const of = (met: number, name: string) =>
      comment(
        evaluation({
          verdict: 'fail',
          objectives: [...manyObjectives(14, 'short', 'breached'), ...manyObjectives(met, name, 'met')],
        }),
      )
    const rows = (markdown: string) => markdown.match(/^\| [❌✅]/gmu)?.length
    const whole = of(3, 'short')
    expect([whole.includes('What was counted'), rows(whole), whole.includes('2 more in the evaluation')]).toEqual([
      true,
      12 + 3,
      true,
    ])
    const withoutEvidence = of(570, 'y'.repeat(60))
    expect([withoutEvidence.includes('What was counted'), rows(withoutEvidence)]).toEqual([false, 12 + 570])
    const withoutMet = of(900, 'y'.repeat(60))
    expect([
      withoutMet.includes('What was counted'),
      rows(withoutMet),
      withoutMet.includes('902 more in the evaluation'),
    ]).toEqual([false, 12, true])
  })

  const { 'forty-objectives': forty = expect.fail(), ...few } = { ...variants, ...situations }
  test.each(Object.entries(few))('%s usually has under 6,000', (_name, sample) => {
    expect(comment(sample).length).toBeLessThan(6_000)
  })

  test('forty objectives have under 12,000', () => {
    expect(comment(forty).length).toBeLessThan(12_000)
  })
})

/** Text of any length and alphabet, short and hostile ones more often. */
const anyText = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...hostileNames) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 80 }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('𝐛'.repeat(5_000), '漢'.repeat(10_000), '|'.repeat(10_000), '`<'.repeat(5_000)),
  },
)

const anyView = fc
  .record({
    kinds: fc.array(fc.constantFrom(...everything.objectives), { maxLength: 7 }),
    times: fc.constantFrom(1, 1, 2, 5, 40),
    texts: fc.array(anyText, { minLength: 1, maxLength: 5 }),
    verdict: fc.constantFrom('pass', 'warn', 'fail'),
    event: fc.constantFrom('pull_request', 'push', 'merge_group', 'deployment', 'manual'),
    visibility: fc.constantFrom('public', 'private'),
    detail: fc.constantFrom('change', 'full'),
    outstanding: fc.constantFrom(undefined, { received: 1, expected: 3 }),
  })
  .map(({ kinds, times, texts, verdict, event, visibility, detail, outstanding }) => {
    let at = 0
    const objectives = Array.from({ length: times }, () => kinds).flat()
    const sample = poison({ ...everything, objectives, verdict, event }, () => texts[at++ % texts.length] ?? '')
    return { ...viewOf(sample, { visibility, detail }), ...(outstanding ? { outstanding } : {}) }
  })

/** How deep folds are nested where each is closed; null where one is not. */
const folds = (markdown: string): number | null => {
  let depth = 0
  for (const [tag] of markdown.replace(/^(`{3,})[\s\S]*?^\1$/gm, '').matchAll(/^<details(?: open)?>|^<\/details>$/gm)) {
    depth += tag.startsWith('</') ? -1 : 1
    if (depth < 0 || depth > 1) return null
  }
  return depth
}

test(
  'whatever is judged, a comment is within its limits, whole in its tables and folds, and line 1 is short',
  () => {
    fc.assert(
      fc.property(anyView, (view) => {
        const markdown = comment(view)
        // With the hidden lines that the Action adds.
        expect(markdown.length).toBeLessThan(COMMENT_MAX - 300)
        expect(firstLine(markdown).length).toBeLessThanOrEqual(TITLE_MAX)
        expect(folds(markdown)).toBe(0)
        expect(unevenTables(markdown)).toEqual([])
        expect(markdown.match(/<!--/g)).toHaveLength(1)
        expect(markdown.trimEnd().split('\n').at(-1)).toBe(commentMarker(view.service))
        const whole = summary(view)
        expect(new TextEncoder().encode(whole).length).toBeLessThan(SUMMARY_MAX)
        expect(unevenTables(whole)).toEqual([])
      }),
      { numRuns: 30 },
    )
  },
  PATIENCE_MS,
)

test(
  'each step of the ladder has as many tables and folds as it shows, to a real parser',
  () => {
    for (const text of rungs(everything)) {
      const found = nodes(parse(text))
      const html = found.filter(({ type }) => type === 'html').map(({ value = '' }) => value)
      expect(html.filter((tag) => tag.startsWith('<details'))).toHaveLength(
        html.filter((tag) => tag === '</details>').length,
      )
      for (const table of found.filter(({ type }) => type === 'table')) {
        const widths = new Set((table.children ?? []).map((row) => row.children?.length))
        expect(widths.size).toBe(1)
      }
    }
  },
  PATIENCE_MS,
)

test('the marker is the last line and the same for the same service', () => {
  for (const sample of Object.values({ ...variants, ...situations })) {
    expect(comment(sample).trimEnd().split('\n').at(-1)).toBe(commentMarker(sample.service))
    expect(comment(sample).match(/<!--/g)).toHaveLength(1)
  }
  expect(commentMarker('checkout-api')).toBe('<!-- plumbline:checkout-api -->')
  expect(commentMarker('a --> b')).toBe('<!-- plumbline:a%20--%3E%20b -->')
})

test('there is one alert at most', () => {
  for (const sample of Object.values({ ...variants, ...situations }))
    expect(comment(sample).match(/\[!\w+\]/g)?.length ?? 0).toBeLessThanOrEqual(1)
})

test('a fold has a blank line after its summary, without which GitHub shows raw Markdown', () => {
  for (const sample of Object.values({ ...variants, ...situations }))
    expect(comment(sample)).not.toMatch(/<\/summary>\n(?!\n)|<\/summary>[^\n]/)
})
