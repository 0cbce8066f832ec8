import { symlinkSync } from 'node:fs'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { lcov, type TemporaryRepository, temporaryRepository } from '../testing/repository.ts'
import { collectReports, findFiles } from './collect.ts'

let repo: TemporaryRepository
beforeEach(() => {
  repo = temporaryRepository()
  repo.write({
    'coverage/lcov.info': lcov('a.ts', [1], []),
    'app/[id]/lcov.info': lcov('b.ts', [1], []),
    'node_modules/x/lcov.info': lcov('c.ts', [1], []),
    '.hidden/lcov.info': lcov('d.ts', [1], []),
    'old/lcov.info': lcov('e.ts', [1], []),
  })
})
afterEach(() => repo.dispose())
const found = async (...globs: string[]) => {
  const { files, unmatched } = await findFiles(globs, repo.path)
  return { files: files.map((file) => file.slice(repo.path.length + 1)), unmatched }
}

test('reports are read however many there are, and who watches hears how far it is', async () => {
  const many = Array.from({ length: 1_001 }, (_, i) => [`many/${i}.info`, lcov('a.ts', [1], [])])
  repo.write(Object.fromEntries(many))
  const told: [number, number][] = []
  const { coverage } = await collectReports(['many/*.info'], repo.path, (...progress) => told.push(progress))
  expect(coverage).toHaveLength(1_001)
  expect(told).toEqual([
    [500, 1_001],
    [1_000, 1_001],
  ])
})

test.each([
  { globs: ['coverage/lcov.info'], files: ['coverage/lcov.info'], why: 'a plain name' },
  { globs: ['app/[id]/lcov.info'], files: ['app/[id]/lcov.info'], why: 'a name that looks like a glob and exists' },
  {
    globs: ['**/lcov.info', '!old/**'],
    files: ['.hidden/lcov.info', 'app/[id]/lcov.info', 'coverage/lcov.info'],
    why: 'everywhere but in dependencies and what is taken away',
  },
  {
    globs: ['node_modules/**/lcov.info'],
    files: ['node_modules/x/lcov.info'],
    why: 'dependencies where they are named',
  },
  { globs: ['coverage/*', 'coverage/lcov.info', ' '], files: ['coverage/lcov.info'], why: 'each file once' },
])('$why', async ({ globs, files }) => {
  expect(await found(...globs)).toEqual({ files, unmatched: [] })
})

test('globs that name nothing are told', async () => {
  expect(await found('coverage/lcov.info', 'nothing/*.xml', 'none.xml')).toEqual({
    files: ['coverage/lcov.info'],
    unmatched: ['nothing/*.xml', 'none.xml'],
  })
})

test('what is no file is never read, by whatever name: a device has no end', async () => {
  symlinkSync('/dev/zero', `${repo.path}/coverage/zero.info`)
  expect(await found('coverage/*.info', 'coverage/zero.info', 'coverage')).toEqual({
    files: ['coverage/lcov.info'],
    unmatched: ['coverage/zero.info', 'coverage'],
  })
})

test('what a file is shows in its content, not in the option it came with', async () => {
  repo.write({
    'junit.info': '<testsuites><testsuite name="a"><testcase name="t"/></testsuite></testsuites>',
    'empty.info': '',
  })
  const collected = await collectReports(['coverage/lcov.info', '*.info'], repo.path)
  expect(collected.coverage.map(({ file, report }) => [file, report.format])).toEqual([['coverage/lcov.info', 'lcov']])
  expect(collected.tests.map(({ file, report }) => [file, report.tests])).toEqual([['junit.info', 1]])
  expect(collected.unreadable).toMatchObject([{ file: 'empty.info', code: 'empty' }])
})

test('a file that says two things is both: a Jest report and what its tests covered; findings stand by themselves', async () => {
  const file = {
    path: 'src/a.js',
    statementMap: { 0: { start: { line: 1, column: 0 }, end: { line: 1, column: 9 } } },
    s: { 0: 1 },
  }
  repo.write({
    'out/jest.json': JSON.stringify({ numTotalTests: 0, testResults: [], coverageMap: { 'src/a.js': file } }),
    'out/scan.sarif': JSON.stringify({
      version: '2.1.0',
      runs: [{ tool: { driver: { name: 'ESLint' } }, results: [{ level: 'error' }] }],
    }),
  })
  const { coverage, tests, findings, unreadable } = await collectReports(['out/*'], repo.path)
  expect(unreadable).toEqual([])
  expect(tests.map((one) => [one.file, one.report.format])).toEqual([['out/jest.json', 'jest-json']])
  expect(coverage.map((one) => [one.file, one.report.totals.lines])).toEqual([
    ['out/jest.json', { covered: 1, total: 1 }],
  ])
  expect(findings.map((one) => [one.file, one.report.findings[0]?.tool])).toEqual([['out/scan.sarif', 'ESLint']])
})
