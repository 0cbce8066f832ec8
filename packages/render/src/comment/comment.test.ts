import type { Evaluation } from '@plumbline/core'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  evaluation,
  everything,
  failingTests,
  failRateMissed,
  hostile,
  objective,
  patchMissed,
  variants,
} from '../testing/index.ts'
import { nodes, parse, readableText, shape } from '../testing/parse.ts'
import { poison, shareOfHostile, visibleHostile } from '../testing/poison.ts'
import { COMMENT_MAX, comment } from './comment.ts'
import { commentMarker } from './marker.ts'
import { TITLE_MAX, title } from './title.ts'

const manyObjectives = (n: number, name: string, status: 'breached' | 'met') =>
  Array.from({ length: n }, (_, at) => ({
    ...(status === 'met' ? objective() : patchMissed),
    id: `o${at}`,
    title: `${at} ${name}`,
    clause: name,
  }))

const firstLine = (markdown: string) => markdown.split('\n', 1)[0] ?? ''

/** Parsing Markdown takes long on a busy machine. */
const PATIENCE_MS = 30_000

describe('text of others never becomes Markdown', () => {
  const check = (sample: Evaluation, texts: readonly string[]) => {
    const plain = JSON.stringify(shape(parse(comment(poison(sample, 'x')))))
    for (const text of texts) {
      const markdown = comment(poison(sample, text))
      expect(JSON.stringify(shape(parse(markdown))), text).toBe(plain)
      expect(readableText(markdown), text).not.toMatch(/@[a-z0-9]|(?<![\w&])#\d|(?<![a-z0-9])gh-\d|https?:\/\/|www\./i)
    }
  }

  test(
    'an answer with everything keeps its shape with each hostile text in every place',
    () => {
      // The longest would rightly lose a section to the size.
      check(
        everything,
        visibleHostile.filter((text) => text.length < 500),
      )
    },
    PATIENCE_MS,
  )

  test.each(Object.entries(variants).map(([name, sample], at) => ({ name, sample, at })))(
    '$name keeps its shape',
    ({ sample, at }) => {
      check(sample, shareOfHostile(at))
    },
  )

  test('only our own addresses are linked', () => {
    for (const text of shareOfHostile(1)) {
      const sample = { ...poison(evaluation(), text), url: 'https://plumbline.example/e/1' }
      const links = nodes(parse(comment(sample))).filter(({ type }) => type === 'link')
      expect(links.map(({ url }) => url)).toEqual(['https://plumbline.example/e/1'])
    }
  })

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
        fc.oneof(fc.constantFrom(...hostile), fc.string({ maxLength: 300 })),
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
        // Pipes of others are entities, so every pipe that stands there is a border.
        expect(
          markdown
            .split('\n')
            .filter((line) => line.startsWith('|'))
            .every((row) => row.split('|').length === 7),
        ).toBe(true)
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

  test.each(Object.entries(variants))('%s usually has under 6,000', (_name, sample) => {
    expect(comment(sample).length).toBeLessThan(6_000)
  })
})

test('the marker is the last line and the same for the same service', () => {
  for (const sample of Object.values(variants)) {
    expect(comment(sample).trimEnd().split('\n').at(-1)).toBe(commentMarker(sample.service))
    expect(comment(sample).match(/<!--/g)).toHaveLength(1)
  }
  expect(commentMarker('checkout-api')).toBe('<!-- plumbline:checkout-api -->')
  expect(commentMarker('a --> b')).toBe('<!-- plumbline:a%20--%3E%20b -->')
})

test('there is one alert at most', () => {
  for (const sample of Object.values(variants))
    expect(comment(sample).match(/\[!\w+\]/g)?.length ?? 0).toBeLessThanOrEqual(1)
})

test('a fold has a blank line after its summary, without which GitHub shows raw Markdown', () => {
  for (const sample of Object.values(variants))
    expect(comment(sample)).not.toMatch(/<\/summary>\n(?!\n)|<\/summary>[^\n]/)
})
