import { createCoverage } from '../coverage/builder.ts'
import { absurd, malformed, quoted, refuse } from '../problem.ts'
import type { Measure } from '../report.ts'
import { Cursor } from '../text/cursor.ts'
import type { TextFormat } from './format.ts'

const MEASURES: Record<string, Measure> = {
  Statements: 'statements',
  Branches: 'branches',
  Functions: 'functions',
  Lines: 'lines',
}
const MAX_COUNT = 1_000_000_000

/** A line of the summary; terminals colour it. */
const SUMMARY = /^(Statements|Branches|Functions|Lines)\s*:\s*[\d.]*(?:Unknown)?%?\s*\(\s*(\d+)\/(\d+)\s*\)/
// biome-ignore lint/suspicious/noControlCharactersInRegex: that is what a colour is
const COLOUR = /\u001b\[[\d;]*m/g

/**
 * What Istanbul (Jest, Vitest, nyc, c8) prints: counted by its `text-summary`, the one part that has counts. The table
 * alone has percentages, and a percentage says nothing about how many lines there are.
 */
export const istanbulText: TextFormat = {
  name: 'istanbul-text',
  read: (bytes, limits) => {
    const cursor = new Cursor(bytes)
    const coverage = createCoverage('istanbul-text', limits)
    const seen = new Set<Measure>()
    while (cursor.nextLine()) {
      const text = cursor
        .text(cursor.start, Math.min(cursor.end, cursor.start + 200))
        .replace(COLOUR, '')
        .trim()
      const found = SUMMARY.exec(text)
      const measure = MEASURES[found?.[1] ?? '']
      if (!found || !measure) continue
      if (seen.has(measure))
        malformed('a second summary: give one file for each run, or their lcov files', cursor.where)
      const [covered, total] = [Number(found[2]), Number(found[3])]
      if (total > MAX_COUNT) absurd(`${quoted(text)} can't be`, cursor.where)
      if (covered > total) malformed(`${quoted(text)} covers more than there is`, cursor.where)
      seen.add(measure)
      coverage.carries(measure)
      // A summary names no files: it is one about something unnamed.
      coverage.file('').point(measure, 'stated', 0, covered, total)
    }
    if (seen.size === 0) {
      const message =
        "this is Istanbul's text table, which holds percentages without counts; add the reporter text-summary, or give lcov.info"
      return refuse({ code: 'malformed', message, line: 1 })
    }
    const missing = Object.entries(MEASURES).find(([, measure]) => !seen.has(measure))
    if (!missing) return coverage.finish()
    const message = `the summary has no line for ${missing[0]}: it was cut short`
    return refuse({ code: 'truncated', message, line: cursor.line })
  },
}
