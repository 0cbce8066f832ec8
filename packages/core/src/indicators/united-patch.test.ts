import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { coverage } from '../testing/gate.ts'
import { patchCoverage } from './patch-coverage.ts'
import { type FileLines, overlapping, patchLinesOf, unitedPatch } from './united-patch.ts'

/** What one upload saw of one line. */
type Seen = 'covered' | 'missed' | 'nothing'
type Line = { path: string; line: number; seen: Seen[] }

const FLAGS = ['e2e', 'unit', '']

const filesOf = (lines: Line[]): FileLines[] =>
  [...new Set(lines.map(({ path }) => path))].map((path) => ({
    path,
    lines: lines.filter((one) => one.path === path).map(({ line }) => line),
  }))

/** As an upload would send it. */
const uploadOf = (lines: Line[], flag: number) => {
  const of = (seen: Seen) => lines.filter((one) => one.seen[flag] === seen)
  const [ran, missed] = [of('covered'), of('missed')]
  const patch = { covered: ran.length, total: ran.length + missed.length }
  return { patch: { ...patch, uncovered: filesOf(missed), covered_lines: filesOf(ran) } }
}

const factOf = ({ patch: { covered, total } }: ReturnType<typeof uploadOf>, flag: number) =>
  coverage(covered, total, { flag: FLAGS[flag] ?? '', patch: { covered, total } })

const seen = fc.constantFrom<Seen>('covered', 'missed', 'nothing')
const someLines = fc.uniqueArray(
  fc.record({
    path: fc.constantFrom('a.ts', 'src/b.ts', 'c d.ts'),
    line: fc.integer({ min: 1, max: 12 }),
    seen: fc.tuple(seen, seen, seen),
  }),
  { selector: ({ path, line }) => `${path}:${line}`, maxLength: 30 },
)

const measure = (uploads: ReturnType<typeof uploadOf>[], order: number[]) => {
  const facts = order.map((flag) => factOf(uploads[flag] ?? uploadOf([], flag), flag))
  const lines = new Map(
    order.flatMap((flag, i) => {
      const [upload, fact] = [uploads[flag], facts[i]]
      const known = upload && patchLinesOf(upload)
      return known && fact ? [[fact.event, known] as const] : []
    }),
  )
  const rest = { base: null, uncovered: undefined, minLines: 0, severities: null, category: null }
  return patchCoverage.measure({ head: facts, ...rest, patchLines: lines })
}

test('an added line of several flags counts once, covered where any of them runs it, in whichever order they come', () => {
  fc.assert(
    fc.property(someLines, fc.shuffledSubarray([0, 1, 2], { minLength: 3 }), (lines, order) => {
      const uploads = FLAGS.map((_, flag) => uploadOf(lines, flag))
      const executable = lines.filter((one) => one.seen.some((what) => what !== 'nothing'))
      const ran = executable.filter((one) => one.seen.includes('covered'))
      const measured = measure(uploads, order)
      if (executable.length === 0) {
        expect(measured).toMatchObject({ reason: 'nothing_to_cover' })
        return
      }
      expect(measured).toMatchObject({ fraction: { numerator: ran.length, denominator: executable.length } })
      // Alone, an upload's lines are told with its event, and there is nothing to unite.
      if (uploads.filter(({ patch }) => patch.total > 0).length < 2) return
      const told = measured.kind === 'measured' ? (measured.evidence.uncovered ?? []) : []
      const names = (files: FileLines[]) => files.flatMap(({ path, lines }) => lines.map((line) => `${path}:${line}`))
      const missed = executable.filter((one) => !one.seen.includes('covered'))
      expect(names(told).sort()).toEqual(names(filesOf(missed)).sort())
    }),
  )
})

describe('a sum is wrong in both directions', () => {
  const at = (line: number, ...what: Seen[]): Line => ({ path: 'a.ts', line, seen: what })
  test.each<[string, Line[], [number, number], [number, number]]>([
    ['covered by one and missed by the other: half would be missed', [at(1, 'covered', 'missed')], [1, 1], [1, 2]],
    [
      'run by both, beside one that nobody runs: two thirds would be covered',
      [at(1, 'covered', 'covered'), at(2, 'missed', 'nothing')],
      [1, 2],
      [2, 3],
    ],
  ])('%s', (_, lines, united, sum) => {
    const uploads = [0, 1].map((flag) => uploadOf(lines, flag))
    const fraction = ([numerator, denominator]: [number, number]) => ({ fraction: { numerator, denominator } })
    expect(measure(uploads, [0, 1])).toMatchObject({
      ...fraction(united),
      evidence: { formula: expect.stringContaining('(e2e, unit, each line once)') },
    })
    // An older sender, or a change too large to name every line.
    const silent = uploads.map(({ patch: { covered, total, uncovered } }) => ({ patch: { covered, total, uncovered } }))
    expect(measure([uploads[0], silent[1]] as typeof uploads, [0, 1])).toMatchObject({
      ...fraction(sum),
      evidence: { formula: expect.stringMatching(/\(e2e, unit, added up: a line of several counts for each/) },
    })
  })
})

test('alone, or beside uploads that add no line or are carried forward, an upload is what it counts', () => {
  const one = coverage(3, 4, { flag: 'unit', patch: { covered: 3, total: 4 } })
  const none = coverage(9, 9, { flag: 'docs', patch: { covered: 0, total: 0 } })
  const carried = coverage(9, 9, { flag: 'e2e', patch: { covered: 1, total: 2 }, carriedForward: true })
  expect(overlapping([one, none, carried, coverage(1, 1, { flag: 'x' })])).toEqual([])
  expect(overlapping([one, { ...one, flag: 'e2e' }])).toHaveLength(2)
})

describe('an upload names its lines where it names all of them, and none that contradicts its counts', () => {
  const whole = {
    covered: 2,
    total: 3,
    uncovered: [{ path: 'a', lines: [3] }],
    covered_lines: [{ path: 'a', lines: [1, 2] }],
  }
  test.each<[string, Partial<typeof whole>, boolean]>([
    ['all', {}, true],
    ['one twice', { covered_lines: [{ path: 'a', lines: [1, 1] }] }, false],
    ['one in both', { covered_lines: [{ path: 'a', lines: [1, 3] }] }, false],
    ['one too few', { covered_lines: [{ path: 'a', lines: [1] }] }, false],
    ['one too many', { covered_lines: [{ path: 'a', lines: [1, 2, 4] }] }, false],
    ['the uncovered shortened', { uncovered: [] }, false],
  ])('%s', (_, own, known) => expect(patchLinesOf({ patch: { ...whole, ...own } }) !== null).toBe(known))
  test('none', () => {
    const { covered_lines: _, ...rest } = whole
    expect(patchLinesOf({ patch: rest })).toBeNull()
    expect(patchLinesOf({})).toBeNull()
    expect(unitedPatch([coverage(1, 1)], new Map())).toBeNull()
  })
})
