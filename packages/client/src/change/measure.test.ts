import { Event } from '@plumbline/core'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { lcov, type TemporaryRepository, temporaryRepository } from '../testing/repository.ts'
import { type MeasureRequest, measureChange, NO_COMMIT } from './measure.ts'
import { openRepository } from './repository.ts'

const AT = Date.parse('2026-11-20T12:00:00Z')
let repo: TemporaryRepository
beforeEach(() => {
  repo = temporaryRepository()
  repo.commit({ 'src/a.ts': 'one\ntwo\n', 'README.md': 'text\n', '.gitignore': 'coverage/\njunit*.xml\n' })
  repo.git('switch', '--quiet', '--create', 'feature')
})
afterEach(() => repo.dispose())

const measure = async (more: Partial<MeasureRequest> = {}) =>
  measureChange({
    cwd: repo.path,
    repository: await openRepository(repo.path, 'main'),
    reports: ['coverage/**/lcov.info', 'junit*.xml'],
    service: 'checkout-api',
    source: 'test',
    at: AT,
    ...more,
  })
const details = (change: Awaited<ReturnType<typeof measure>>) => change.notes.map(({ detail }) => detail)

test('added lines are counted by the union of the reports, wherever each was written', async () => {
  const head = repo.commit({ 'src/a.ts': 'one\ntwo\nthree\nfour\nfive\n', 'README.md': 'text\nmore\n' })
  repo.write({
    'coverage/unit/lcov.info': lcov('src/a.ts', [1, 2, 3], [4, 5]),
    'coverage/e2e/lcov.info': lcov(`${repo.path}/src/a.ts`, [4], [1, 2, 3, 5]),
  })
  const change = await measure()
  expect(change.commitSha).toBe(head)
  expect(change.events).toMatchObject([
    {
      type: 'coverage',
      service: 'checkout-api',
      time: '2026-11-20T12:00:00.000Z',
      data: {
        commit_sha: head,
        base_sha: change.baseSha,
        lines: { covered: 4, total: 5 },
        patch: { covered: 2, total: 3, uncovered: [{ path: 'src/a.ts', lines: [5] }] },
      },
    },
  ])
  expect(change.uncovered).toEqual([{ path: 'src/a.ts', lines: [5] }])
  expect(change.facts).toMatchObject([{ kind: 'coverage', patch: { covered: 2, total: 3 } }])
  expect(details(change)).toEqual(['no file matches junit*.xml'])
})

test('a path with backslashes that no file answers to is told to be written with /', async () => {
  expect(details(await measure({ reports: ['coverage\\lcov.info'] }))).toContain(
    'no file matches coverage\\lcov.info; write paths with /',
  )
})

test('reports of packages are told apart by where they lie; of those that lie elsewhere it is said that they can’t be', async () => {
  const packages = ['p', 'q'].map((name) => `packages/${name}`)
  for (const path of packages) repo.write({ [`${path}/src/a.ts`]: 'one\ntwo\n' })
  repo.commit({})
  for (const path of packages)
    repo.write({ [`${path}/coverage/lcov.info`]: lcov('src/b.ts', [1], []) + lcov('src/a.ts', [1], [2]) })
  const near = await measure({ reports: ['packages/**/lcov.info'] })
  // `src/a.ts` is at the top too, and still each package's own is meant.
  expect(near.events[0]).toMatchObject({ data: { patch: { covered: 2, total: 4 } } })
  expect(details(near).filter((detail) => detail.includes('could be'))).toEqual([])

  repo.git('rm', '--quiet', 'src/a.ts')
  for (const [i] of packages.entries()) repo.write({ [`reports/${i}/lcov.info`]: lcov('src/a.ts', [1], [2]) })
  const far = await measure({ reports: ['reports/**/lcov.info'] })
  expect(details(far)[0]).toMatch(
    /^several reports tell of src\/a\.ts, which could be several files, .*its package’s folder$/,
  )
})

test('an event is named by its content: the same twice is the same, anything else is another', async () => {
  repo.write({ 'coverage/lcov.info': lcov('src/a.ts', [1], [2]) })
  const id = async (more: Partial<MeasureRequest> = {}) => (await measure(more)).events[0]?.id
  expect(await id()).toBe(await id())
  expect(await id({ at: AT + 1 })).not.toBe(await id())
  expect(await id({ flag: 'unit' })).not.toBe(await id())
})

test('one bad report hides no other, and is told', async () => {
  repo.write({
    'coverage/lcov.info': lcov('src/a.ts', [1], [2]),
    'coverage/b/lcov.info': 'SF:x\nDA:1,',
    'junit.xml': '<html/>',
  })
  const change = await measure()
  expect(change.events).toHaveLength(1)
  expect(change.reports.unreadable.map(({ file }) => file)).toEqual(['coverage/b/lcov.info', 'junit.xml'])
  expect(details(change)).toEqual([
    expect.stringMatching(/^coverage\/b\/lcov\.info.* was not counted/),
    expect.stringMatching(/^junit\.xml.* was not counted/),
  ])
})

test('code that is changed but in no report, or not in git, is named: it counts nowhere', async () => {
  repo.commit({ 'src/untested.ts': 'x\n', 'docs/page.md': 'x\n' })
  repo.write({ 'src/fresh.ts': 'x\n', 'coverage/lcov.info': lcov('src/a.ts', [1], []) + lcov('src/fresh.ts', [], [1]) })
  expect(details(await measure({ reports: ['coverage/lcov.info'] }))).toEqual([
    'changed, but in no coverage report, so not counted: src/untested.ts',
    'not in git yet, so not counted as added: src/fresh.ts (git add -N makes them count)',
  ])
})

test('several test reports add up; one that tells more failures than tests is not believed', async () => {
  repo.write({
    'junit-a.xml':
      '<testsuite tests="2" failures="1"><testcase name="a"><failure/></testcase><testcase name="b"/></testsuite>',
    'junit-b.xml': '<testsuite tests="1"><testcase name="c"/></testsuite>',
  })
  expect((await measure({ reports: ['junit*.xml'] })).events).toMatchObject([
    { type: 'test_run', data: { tests: 3, failures: 1, errors: 0, skipped: 0 } },
  ])
})

test('findings become one event for each tool and category, also where there are none', async () => {
  const run = (name: string, ...results: object[]) => ({ tool: { driver: { name } }, results })
  const log = (...runs: object[]) => JSON.stringify({ version: '2.1.0', runs })
  repo.write({
    'a.sarif': log(run('ESLint', { level: 'error' }, {}), run('gitleaks')),
    'b.sarif': log(run('ESLint', { level: 'note' }, { properties: { 'security-severity': '9.1' } })),
  })
  const change = await measure({ reports: ['*.sarif'], flag: 'scan' })
  const none = { critical: 0, high: 0, medium: 0, low: 0 }
  expect(change.events.map(({ type, data }) => [type, data])).toEqual([
    ['findings', data('ESLint', 'quality', { ...none, high: 1, medium: 1, low: 1 })],
    ['findings', data('ESLint', 'security', { ...none, critical: 1 })],
    ['findings', data('gitleaks', 'secrets', none)],
  ])
  expect(new Set(change.events.map(({ id }) => id)).size).toBe(3)
  expect(change.events.map((event) => Event.safeParse(event).success)).toEqual([true, true, true])
  expect(change.facts.map(({ kind }) => kind)).toEqual(['findings', 'findings', 'findings'])
  expect((await measure({ reports: ['*.sarif'], flag: 'scan' })).events).toEqual(change.events)

  function data(tool: string, category: string, bySeverity: object) {
    return { commit_sha: change.commitSha, tool, flag: 'scan', category, by_severity: bySeverity }
  }
})

test('the base’s own reports are what coverage is compared with', async () => {
  repo.write({
    'coverage/lcov.info': lcov('src/a.ts', [1], [2]),
    'coverage/base/lcov.info': lcov('src/a.ts', [1, 2], []),
  })
  const change = await measure({ reports: ['coverage/lcov.info'], baseReports: ['coverage/base/lcov.info'] })
  expect(change.base).toMatchObject({
    baseline: { kind: 'base', commit_sha: change.baseSha },
    facts: [{ kind: 'coverage', lines: { covered: 2, total: 2 } }],
  })
  expect(change.facts).toMatchObject([{ lines: { covered: 1, total: 2 } }])
})

test('rule 14: reports of the base that say nothing leave no baseline, which is another thing than to have given none', async () => {
  repo.commit({ 'coverage/lcov.info': lcov('src/a.ts', [1], []) })
  const reports = ['coverage/lcov.info']
  expect((await measure({ reports, baseReports: ['base/none.info'] })).base).toMatchObject({ facts: [] })
  expect((await measure({ reports })).base).toBeNull()
})

test('without a base there is coverage but no patch, and the note says what to do', async () => {
  repo.write({ 'coverage/lcov.info': lcov('src/a.ts', [1], [2]) })
  const change = await measure({
    repository: await openRepository(repo.path, 'nowhere'),
    reports: ['coverage/lcov.info'],
  })
  expect(change).toMatchObject({ baseSha: null, ancestors: [] })
  expect(change.events[0]).not.toHaveProperty('data.patch')
  expect(details(change)).toEqual([expect.stringMatching(/added lines are unknown: git knows no “nowhere”/)])
})

test('a diff that was got elsewhere, and no repository at all', async () => {
  repo.write({ 'coverage/lcov.info': lcov('src/a.ts', [1], [2]) })
  const diff = 'diff --git a/src/a.ts b/src/a.ts\n--- a/src/a.ts\n+++ b/src/a.ts\n@@ -1,0 +2 @@\n+two\n'
  const change = await measure({
    repository: { kind: 'none', reason: 'no_git', detail: 'git is not installed' },
    reports: ['coverage/lcov.info'],
    diff: { kind: 'diff', text: diff, baseSha: null },
  })
  expect(change.commitSha).toBe(NO_COMMIT)
  expect(change.events[0]).toMatchObject({ data: { patch: { covered: 0, total: 1 } } })
})
