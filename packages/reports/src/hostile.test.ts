import { describe, expect, test } from 'vitest'
import { SUPPORTED_FORMATS } from './formats.ts'
import { type ParseResult, parseReport } from './parse-report.ts'
import { MEASURES, type Report, type Totals } from './report.ts'
import { summarise } from './summarise.ts'
import { mutantsOf, syntaxOf } from './testing/mutate.ts'
import { bytesOf, problemOf, reportOf } from './testing/read.ts'
import { SAMPLES } from './testing/samples.ts'

const FORMATS = SUPPORTED_FORMATS.map((format) => {
  const { text } = SAMPLES[format]
  return { format, text, syntax: syntaxOf(text) }
})
const of = (syntax: string) => FORMATS.filter((one) => one.syntax === syntax)

/** What is wrong with a set of totals; a hostile number must end as a refusal and never as a number like this. */
const wrongTotals = (totals: Totals): unknown[] =>
  MEASURES.flatMap((measure) => {
    const count = totals[measure]
    if (!count) return []
    const { covered, total } = count
    return Number.isSafeInteger(covered) && Number.isSafeInteger(total) && covered >= 0 && covered <= total
      ? []
      : [{ measure, covered, total }]
  })

const wrongIn = (report: Report): unknown[] => {
  switch (report.kind) {
    case 'coverage':
      return wrongTotals(report.totals)
    case 'tests': {
      const { tests, failures, errors, skipped, durationMs = 0, failed, coverage, format } = report
      const counts = [tests, failures, errors, skipped, durationMs]
      const whole = counts.every((count) => Number.isSafeInteger(count) && count >= 0)
      // JUnit's may come from attributes that somebody wrote by hand.
      const within = format === 'junit' || failures + errors + skipped <= tests
      const wrong = whole && within && failed.length <= failures + errors ? [] : [{ ...report, failed: failed.length }]
      return [...wrong, ...wrongTotals(coverage?.totals ?? {})]
    }
    case 'findings':
      return report.findings.filter(
        ({ tool, bySeverity }) =>
          tool === '' || Object.values(bySeverity).some((count) => !Number.isSafeInteger(count) || count < 0),
      )
    default:
      return report satisfies never
  }
}

const wrong = (result: ParseResult): unknown[] => {
  if (result.ok) return wrongIn(result.report)
  const { message, line = 1, column = 1 } = result.problem
  const useful = message.length > 10 && message.length < 700 && line >= 1 && column >= 1
  return useful ? [] : [result.problem]
}

describe('one thing wrong, anywhere: a report that makes sense or a problem that can be read, and nothing thrown', () => {
  test.each(FORMATS)('$format', async ({ text }) => {
    const mutants = mutantsOf(text)
    expect(mutants.length).toBeGreaterThan(30)
    const found: unknown[] = []
    for (const { how, text: mutant } of mutants) {
      const result = await parseReport(bytesOf(mutant)).catch((error: unknown) => String(error))
      const mistakes = typeof result === 'string' ? [result] : wrong(result)
      if (mistakes.length > 0) found.push({ how, mistakes })
    }
    expect(found).toEqual([])
    expect('polluted' in {}).toBe(false)
  })
})

/** A Go profile has no end: one that is cut behind a line is a whole one. */
const ENDLESS = ['gocoverprofile']

describe('a file that is cut short is refused, or says what the whole file says', () => {
  test.each(FORMATS.filter(({ format }) => !ENDLESS.includes(format)))('$format', async ({ text }) => {
    const whole = summarise(await reportOf(text))
    const bytes = bytesOf(text)
    for (let length = 0; length < bytes.length; length += length > bytes.length - 20 ? 1 : 5) {
      const result = await parseReport(bytes.subarray(0, length))
      if (result.ok) expect([length, summarise(result.report)]).toEqual([length, whole])
    }
    expect((await parseReport(bytes.subarray(0, bytes.length >> 1))).ok).toBe(false)
  })
})

describe('XML', () => {
  const inRoot = (text: string, what: string) => text.replace(/<(?!\?|!)[^>]*[^/]>/, (root) => `${root}${what}`)
  test.each(of('xml'))('$format: entities are refused, and depth and references are bounded', async ({ text }) => {
    const bare = text.replace(/<!DOCTYPE[^>]*>/, '')
    const declared = bare.replace(/^(<\?[^>]*\?>)?/, (head) => `${head}<!DOCTYPE r [<!ENTITY a "b">]>`)
    expect(await problemOf(declared)).toMatchObject({ code: 'entity_declared', line: 1 })
    const deep = inRoot(text, '<x>'.repeat(100) + '</x>'.repeat(100))
    expect((await problemOf(deep)).code).toMatch(/limit_exceeded|unknown_format/)
    const references = inRoot(text, '&#65;'.repeat(1_000_000))
    expect(await problemOf(references)).toMatchObject({ code: 'limit_exceeded', limit: 'maxReferences' })
  })
})

describe('JSON', () => {
  test.each([...of('json'), ...of('lines')])('$format: depth is bounded before anything is built', async ({ text }) => {
    const deep = text.replace('{', `{"deep":${'['.repeat(200_000)},`)
    expect(await problemOf(deep)).toMatchObject({ code: 'limit_exceeded', limit: 'maxDepth', line: 1 })
  })
})

describe('lines of events', () => {
  test.each(of('lines'))(
    '$format: chatter counts nowhere, and a broken event is named by its line',
    async ({ text }) => {
      const lines = text.trimEnd().split('\n')
      const chatty = ['go: downloading acme.example/x v1.0.0', ...lines.flatMap((line) => [line, 'Building...', ''])]
      expect(summarise(await reportOf(chatty.join('\r\n')))).toEqual(summarise(await reportOf(text)))
      const broken = lines.with(2, '{"type": "testStart", }').join('\n')
      expect(await problemOf(broken)).toMatchObject({ code: 'malformed', line: 3, column: 23 })
      const deep = lines.with(2, `{"deep":${'['.repeat(100)}${']'.repeat(100)}}`).join('\n')
      expect(await problemOf(deep)).toMatchObject({ code: 'limit_exceeded', limit: 'maxDepth', line: 3 })
      const unclosed = lines.with(2, '{"type": "testStart"').join('\n')
      expect(await problemOf(unclosed)).toMatchObject({ code: 'malformed', line: 3 })
      expect(await problemOf(text.trimEnd().slice(0, -1))).toMatchObject({ code: 'truncated', line: lines.length })
    },
  )
})
