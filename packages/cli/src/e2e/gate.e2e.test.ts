import { readFileSync } from 'node:fs'
import {
  AGREEMENT,
  lcov,
  type TemporaryRepository,
  temporaryFolder,
  temporaryRepository,
} from '@plumbline/client/testing'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { plumbline } from '../testing/cli.ts'

const JUNIT = '<testsuite tests="2" failures="0"><testcase name="a"/><testcase name="b"/></testsuite>'
const CODE = 'one\ntwo\nthree\nfour\nfive\n'

let repo: TemporaryRepository
beforeEach(() => {
  repo = temporaryRepository()
  repo.commit({ 'plumbline.yml': AGREEMENT, 'src/a.ts': 'one\n', '.gitignore': 'coverage/\njunit.xml\n' })
  repo.git('switch', '--quiet', '--create', 'feature')
})
afterEach(() => repo.dispose())

const gate = (...more: string[]) =>
  plumbline(['gate', '--coverage', 'coverage/lcov.info', '--tests', 'junit.xml', '--base', 'main', ...more], {
    cwd: repo.path,
  })

/** A change that adds four lines, of which so many ran. */
const change = (ran: number) => {
  repo.commit({ 'src/a.ts': CODE })
  const lines = [2, 3, 4, 5]
  repo.write({
    'coverage/lcov.info': lcov('src/a.ts', [1, ...lines.slice(0, ran)], lines.slice(ran)),
    'junit.xml': JUNIT,
  })
}

test('a breach ends with 1 and says what is missing; mended, it ends with 0', async () => {
  change(2)
  const failed = await gate()
  expect(failed.code).toBe(1)
  expect(failed.err).toBe('')
  expect(failed.out).toMatch(/✗ breached +patch-coverage +50\.0 % +≥ 80 % +30\.0 pp short +blocks/)
  expect(failed.out).toMatch(/src\/a\.ts/)
  change(4)
  const mended = await gate()
  expect(mended).toMatchObject({ code: 0, err: '' })
  expect(mended.out).toMatch(/Agreement met/)
})

test('--json is the evaluation alone; --format md the comment; csv a line for each objective; --markdown a file', async () => {
  change(2)
  const { code, out } = await gate('--json', '--markdown', 'comment.md')
  expect(code).toBe(1)
  const evaluation = JSON.parse(out)
  expect(evaluation).toMatchObject({
    verdict: 'fail',
    local: true,
    service: 'checkout-api',
    event: 'pull_request',
    commit_sha: repo.git('rev-parse', 'HEAD'),
    agreement: { version: null, hash: expect.stringMatching(/^sha256:/) },
  })
  expect(evaluation.objectives[0]).toMatchObject({
    id: 'patch-coverage',
    status: 'breached',
    blocking: true,
    value: 50,
    samples: 4,
    evidence: { uncovered: [{ path: 'src/a.ts', lines: [4, 5] }] },
  })
  const markdown = await gate('--format', 'md')
  expect(markdown.out).toMatch(/^### ❌ /)
  expect(readFileSync(`${repo.path}/comment.md`, 'utf8').split('\n')[0]).toBe(markdown.out.split('\n')[0])
  const csv = (await gate('--format', 'csv')).out.split('\r\n')
  expect(csv[0]).toBe('status,objective,indicator,value,unit,display,target,margin,blocking')
  expect(csv[1]).toMatch(/^breached,patch-coverage,patch-coverage,50,%/)
})

test('the text that judges can’t be changed by what it judges', async () => {
  change(2)
  repo.commit({ 'plumbline.yml': AGREEMENT.replace('>= 80%', '>= 10%') })
  const { code, out } = await gate()
  expect(code).toBe(1)
  expect(out).toMatch(/≥ 80 %/)
  expect(out).toMatch(/This change edits the agreement; the text from before the change judges it/)
  expect((await gate('--format', 'md')).out).toContain('+    target: ">= 10%"')
})

test('rule 16: a change that breaks the agreement file is judged by the text before it, and fails with the place', async () => {
  change(4)
  repo.commit({ 'plumbline.yml': AGREEMENT.replace('on_no_data: pass', 'on_no_data: maybe') })
  const mistake = /plumbline\.yml is not valid\nplumbline\.yml:\d+:\d+ +error/
  const met = await gate()
  expect(met).toMatchObject({ code: 3, err: expect.stringMatching(mistake) })
  expect(met.out).toMatch(/Agreement met/)
  change(2)
  const failed = await gate()
  expect(failed).toMatchObject({ code: 1, err: expect.stringMatching(mistake) })
  expect(failed.out).toMatch(/✗ breached +patch-coverage +50\.0 % +≥ 80 %/)
})

test('the first agreement observes', async () => {
  repo.git('switch', '--quiet', '--orphan', 'fresh')
  repo.commit({ 'src/a.ts': 'one\n' })
  repo.git('branch', '--force', 'main')
  repo.commit({ 'plumbline.yml': AGREEMENT })
  change(0)
  const { code, out } = await gate('--json')
  expect(code).toBe(0)
  const { verdict, notes, objectives } = JSON.parse(out)
  expect(verdict).not.toBe('fail')
  expect(notes.map(({ code: name }: { code: string }) => name)).toContain('first_introduction')
  expect(objectives.find(({ id }: { id: string }) => id === 'patch-coverage')).toMatchObject({
    status: 'breached',
    blocking: false,
  })
})

test('rule 16: a shallow clone is told what to fetch, and judged by its own text only where that is named', async () => {
  change(4)
  const clone = temporaryFolder()
  try {
    const path = `${clone.path}/shallow`
    repo.git('clone', '--quiet', '--depth=1', '--branch=feature', `file://${repo.path}`, path)
    const { code, out, err } = await plumbline(['gate', '--base', 'origin/main'], { cwd: path })
    expect({ code, out }).toEqual({ code: 3, out: '' })
    expect(err).toMatch(/can’t compare with origin\/main\n.*fetch-depth: 0/)
    const unnamed = await plumbline(['gate'], { cwd: path })
    expect({ code: unnamed.code, out: unnamed.out }).toEqual({ code: 3, out: '' })
    expect(unnamed.err).toMatch(/not judged by its own text: .*fetch-depth: 0[^\n]*\n.*--agreement plumbline\.yml/)
    const named = await plumbline(['gate', '--agreement', 'plumbline.yml'], { cwd: path })
    expect(named.out).toMatch(/Judged by plumbline\.yml as it stands in the working tree/)
  } finally {
    clone.dispose()
  }
})

test('without git it judges by the file and says so', async () => {
  const folder = temporaryRepository()
  try {
    folder.write({ 'plumbline.yml': AGREEMENT, 'lcov.info': lcov('src/a.ts', [1], []), 'junit.xml': JUNIT })
    const { code, out } = await plumbline(['gate', '--coverage', 'lcov.info', '--tests', 'junit.xml'], {
      cwd: folder.path,
      env: { GIT_DIR: '/nonexistent' },
    })
    expect(code).toBe(0)
    expect(out).toMatch(/Judged by plumbline\.yml as it stands in the working tree/)
  } finally {
    folder.dispose()
  }
})

test.each([
  { args: ['--agreement', 'none.yml'], code: 3, says: /there is no agreement at none\.yml\n.*plumbline init/ },
  { args: ['--service', 'payments'], code: 2, says: /the agreement has no service “payments”\n.*checkout-api/ },
  { args: ['--base', 'nowhere'], code: 3, says: /can’t compare with nowhere\n.*git knows no “nowhere”/ },
])('$args: $code', async ({ args, code, says }) => {
  change(4)
  const ran = await gate(...args)
  expect(ran).toMatchObject({ code, out: '' })
  expect(ran.err).toMatch(says)
})

test('a report that can’t be read does not end well, and doesn’t hide the verdict of the others', async () => {
  change(4)
  repo.write({ 'junit.xml': '<testsuite tests="2"><testcase' })
  const { code, out } = await gate()
  expect(code).toBe(3)
  expect(out).toMatch(/junit\.xml.* was not counted/)
  change(0)
  repo.write({ 'junit.xml': '<testsuite tests="2"><testcase' })
  expect((await gate()).code).toBe(1)
})

test('no report at all: warned about on a pull request, failed on a push', async () => {
  repo.commit({ 'src/a.ts': CODE })
  const asked = (event: string) => plumbline(['gate', '--base', 'main', '--event', event], { cwd: repo.path })
  expect(await asked('pull_request')).toMatchObject({ code: 0, err: expect.stringMatching(/no reports were named/) })
  expect((await asked('push')).code).toBe(1)
})

test('the base is guessed where nobody names it, and that is said', async () => {
  change(2)
  const { code, err } = await plumbline(['gate', '--coverage', 'coverage/lcov.info'], { cwd: repo.path })
  expect(code).toBe(1)
  expect(err).toMatch(/compared with main \([0-9a-f]{7}\), because no --base was given/)
})

test.each([
  { how: 'warn', code: 0 },
  { how: 'fail', code: 5 },
])('a server that is away: $how ends with $code, and what was measured is told', async ({ how, code }) => {
  change(2)
  const env = {
    PLUMBLINE_API_KEY: 'plb_vendor_x',
    PLUMBLINE_API_URL: 'http://127.0.0.1:1',
    PLUMBLINE_ENGAGEMENT: 'acme-checkout',
  }
  const ran = await plumbline(
    ['gate', '--coverage', 'coverage/lcov.info', '--base', 'main', '--timeout', '1', '--on-api-error', how],
    { cwd: repo.path, env },
  )
  expect(ran).toMatchObject({ code, out: '' })
  expect(ran.err).toMatch(/nothing was judged: nothing listens at http:\/\/127\.0\.0\.1:1/)
  expect(ran.err).toMatch(/measured: 3 of 5 lines covered, 2 of 4 added ones/)
  expect(ran.err).not.toContain('plb_vendor_x')
})
