import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createCoverage } from '../coverage/builder.ts'
import { DEFAULT_LIMITS } from '../limits.ts'
import { mergeCoverage } from '../merge.ts'
import type { CoverageReport } from '../report.ts'
import { patchOf } from '../testing/patch.ts'
import { coverageOf } from '../testing/read.ts'
import { indexPaths } from './candidates.ts'
import { locateFiles } from './locate.ts'
import { patchCoverage } from './patch-coverage.ts'

const added = (lines: Record<string, number[]>) => new Map(Object.entries(lines))

it('counts the executable lines among the added ones', async () => {
  const report = await coverageOf('SF:/ci/src/a.ts\nDA:1,1\nDA:2,0\nDA:3,1\nDA:5,0\nend_of_record\n')
  expect(patchOf(report, added({ 'src/a.ts': [2, 3, 4, 5], 'README.md': [1] }))).toEqual({
    covered: 1,
    total: 3,
    uncovered: [{ path: 'src/a.ts', lines: [2, 5] }],
    coveredLines: [{ path: 'src/a.ts', lines: [3] }],
    unjudged: [{ path: 'README.md', reason: 'not_reported' }],
    moved: 0,
  })
})

describe('says why a changed file has no answer', () => {
  it('because the report has only totals', async () => {
    const report = await coverageOf('SF:src/a.ts\nLF:9\nLH:3\nend_of_record\n')
    expect(patchOf(report, added({ 'src/a.ts': [1] }))).toMatchObject({
      total: 0,
      unjudged: [{ reason: 'only_totals' }],
    })
  })
  it('because a path of the report fits two files', async () => {
    const report = await coverageOf('SF:src/a.ts\nDA:1,1\nend_of_record\n')
    const repository = ['p/src/a.ts', 'q/src/a.ts']
    expect(patchOf(report, added({ 'p/src/a.ts': [1] }), repository)).toEqual({
      covered: 0,
      total: 0,
      uncovered: [],
      coveredLines: [],
      unjudged: [{ path: 'p/src/a.ts', reason: 'ambiguous' }],
      moved: 0,
    })
  })
})

it('is not taken in by a file of another package, where it knows the repository', async () => {
  const report = await coverageOf('SF:src/a.ts\nDA:1,1\nend_of_record\nSF:src/b.ts\nDA:1,0\nend_of_record\n')
  const repository = ['p/src/a.ts', 'p/src/b.ts', 'q/src/a.ts']
  expect(patchOf(report, added({ 'q/src/a.ts': [1] }), repository)).toMatchObject({
    total: 0,
    unjudged: [{ reason: 'not_reported' }],
  })
})

it('unites what two machines say of a file', async () => {
  const one = await coverageOf('SF:/x/src/a.ts\nDA:1,1\nDA:2,0\nend_of_record\n')
  const other = await coverageOf('SF:/y/src/a.ts\nDA:1,0\nDA:2,1\nend_of_record\n')
  expect(patchOf(mergeCoverage([one, other]), added({ 'src/a.ts': [1, 2] }))).toMatchObject({
    covered: 2,
    total: 2,
  })
})

it('locates reports before a merge, so that equal paths of two packages stay apart', async () => {
  const repository = ['p/src/index.ts', 'p/src/a.ts', 'q/src/index.ts', 'q/src/b.ts']
  const report = (name: string) =>
    coverageOf(
      `SF:src/index.ts\nDA:1,${name === 'a' ? 1 : 0}\nend_of_record\nSF:src/${name}.ts\nDA:1,1\nend_of_record\nSF:dist/gen.ts\nDA:1,0\nend_of_record\n`,
    )
  const [p, q] = [
    locateFiles(await report('a'), indexPaths(repository)),
    locateFiles(await report('b'), indexPaths(repository)),
  ]
  expect(p.absent).toEqual(['dist/gen.ts'])
  const merged = mergeCoverage([p.report, q.report])
  expect(merged.files.map(({ path }) => path)).toEqual([
    'dist/gen.ts',
    'p/src/a.ts',
    'p/src/index.ts',
    'q/src/b.ts',
    'q/src/index.ts',
  ])
  expect(p.report.totals).toEqual({ lines: { covered: 2, total: 3 } })
  const patch = patchOf(merged, added({ 'p/src/index.ts': [1], 'q/src/index.ts': [1] }), repository)
  expect(patch).toMatchObject({ covered: 1, total: 2, uncovered: [{ path: 'q/src/index.ts', lines: [1] }] })
})

it('takes a report that lies in a package for that package’s, however many have files of the same names', async () => {
  const report = await coverageOf('SF:src/index.ts\nDA:1,1\nend_of_record\n')
  const repository = indexPaths(['src/index.ts', 'p/src/index.ts', 'q/src/index.ts', 'q/deep/src/index.ts'])
  const found = (directory: string) => locateFiles(report, repository, directory).report.files[0]?.path
  expect(['p/coverage/lcov', 'q/coverage', 'q/deep'].map(found)).toEqual([
    'p/src/index.ts',
    'q/src/index.ts',
    'q/deep/src/index.ts',
  ])
  // Of a report that lies beside all packages nothing more is known.
  expect(locateFiles(report, indexPaths(['p/src/index.ts', 'q/src/index.ts']), 'reports').ambiguous).toHaveLength(1)
})

it('counts the lines of a report for the files that it was located at, and for no others', async () => {
  const own = await coverageOf('SF:src/index.ts\nDA:1,1\nend_of_record\n')
  const index = indexPaths(['src/index.ts', 'p/src/index.ts'])
  const changed = added({ 'src/index.ts': [1], 'p/src/index.ts': [1] })
  expect(patchCoverage([locateFiles(own, index, 'p/coverage').matched], changed)).toMatchObject({
    covered: 1,
    total: 1,
    unjudged: [{ path: 'src/index.ts', reason: 'not_reported' }],
  })
  // By its new paths alone, the dependency would be the only file of that name.
  const lines = ['/ci/src/a.ts', '/ci/src/b.ts', '/ci/node_modules/x/src/c.ts'].map(
    (path) => `SF:${path}\nDA:1,0\nend_of_record\n`,
  )
  const { matched } = locateFiles(await coverageOf(lines.join('')), indexPaths(['src/a.ts', 'src/b.ts', 'src/c.ts']))
  expect(patchCoverage([matched], added({ 'src/c.ts': [1] })).unjudged).toEqual([
    { path: 'src/c.ts', reason: 'not_reported' },
  ])
})

it('unites what several reports tell of a changed file; lines beat totals, and totals an unclear path', async () => {
  const [ran, missed, totals] = [
    await coverageOf('SF:src/a.ts\nDA:1,1\nend_of_record\n'),
    await coverageOf('SF:src/a.ts\nDA:1,0\nDA:2,0\nend_of_record\n'),
    await coverageOf('SF:src/a.ts\nLF:9\nLH:3\nend_of_record\n'),
  ]
  const index = indexPaths(['src/a.ts'])
  const matched = (report: CoverageReport) => locateFiles(report, index).matched
  const unclear = {
    files: ran.files,
    matches: [{ kind: 'ambiguous' as const, candidates: ['src/a.ts', 'p/src/a.ts'] }],
  }
  const changed = added({ 'src/a.ts': [1, 2] })
  for (const reports of [
    [unclear, matched(totals), matched(ran), matched(missed)],
    [matched(missed), matched(ran), matched(totals), unclear],
  ])
    expect(patchCoverage(reports, changed)).toMatchObject({ covered: 1, total: 2, unjudged: [] })
  expect(patchCoverage([unclear, matched(totals)], changed).unjudged).toEqual([
    { path: 'src/a.ts', reason: 'only_totals' },
  ])
  expect(patchCoverage([unclear], changed).unjudged).toEqual([{ path: 'src/a.ts', reason: 'ambiguous' }])
})

it('unites a file that was found with the same file of a report that names no module', () => {
  const told = (module?: string) => {
    const coverage = createCoverage('jacoco', DEFAULT_LIMITS)
    coverage.carries('lines')
    coverage.file('com/x/A.java', module).line(1, module === undefined ? 0 : 1)
    return locateFiles(coverage.finish(), indexPaths(['com/x/A.java'])).report
  }
  const merged = mergeCoverage([told(), told('m')])
  expect(merged.files.map(({ path, module }) => [path, module])).toEqual([['com/x/A.java', undefined]])
  expect(merged.totals.lines).toEqual({ covered: 1, total: 1 })
})

it('says which files of a report could be two', async () => {
  const report = await coverageOf('SF:src/a.ts\nDA:1,1\nend_of_record\n')
  expect(locateFiles(report, indexPaths(['q/src/a.ts', 'p/src/a.ts'])).ambiguous).toEqual([
    { path: 'src/a.ts', candidates: ['p/src/a.ts', 'q/src/a.ts'] },
  ])
})

it('stays within its bounds', () => {
  const path = fc.constantFrom('src/a.ts', 'src/b.ts', 'lib/a.ts')
  const marks = fc.array(fc.tuple(path, fc.integer({ min: 1, max: 12 }), fc.constantFrom(0 as const, 1 as const)))
  const changes = fc.dictionary(
    path,
    fc.uniqueArray(fc.integer({ min: 1, max: 15 })).map((lines) => lines.sort((a, b) => a - b)),
  )
  fc.assert(
    fc.property(marks, changes, (rows, changed) => {
      const coverage = createCoverage('lcov', DEFAULT_LIMITS)
      for (const [file, line, ran] of rows) coverage.file(file).line(line, ran)
      const repository = ['src/a.ts', 'src/b.ts', 'lib/a.ts']
      const patch = patchOf(coverage.finish(), added(changed), repository)
      const naive = Object.entries(changed).flatMap(([file, lines]) =>
        lines.flatMap((line) => {
          const hits = rows.filter(([path, at]) => path === file && at === line)
          return hits.length === 0 ? [] : [Math.max(...hits.map(([, , ran]) => ran))]
        }),
      )
      expect(patch.total).toBe(naive.length)
      expect(patch.covered).toBe(naive.filter((ran) => ran === 1).length)
      expect(patch.total - patch.covered).toBe(patch.uncovered.reduce((sum, { lines }) => sum + lines.length, 0))
      for (const { path, lines } of patch.uncovered) for (const line of lines) expect(changed[path]).toContain(line)
    }),
  )
})
