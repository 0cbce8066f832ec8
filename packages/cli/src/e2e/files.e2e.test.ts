import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { AGREEMENT, lcov, type TemporaryRepository, temporaryRepository } from '@plumbline/client/testing'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { plumbline, shell } from '../testing/cli.ts'

let repo: TemporaryRepository
beforeEach(() => {
  repo = temporaryRepository()
})
afterEach(() => repo.dispose())
const run = (args: string[], input?: string) =>
  plumbline(args, { cwd: repo.path, ...(input === undefined ? {} : { input }) })

describe('validate', () => {
  test('a valid file: 0, with its hash', async () => {
    repo.write({ 'plumbline.yml': AGREEMENT })
    const { code, out } = await run(['validate'])
    expect(code).toBe(0)
    expect(out).toMatch(/✓ plumbline\.yml is valid: 2 objectives for checkout-api\n {2}sha256:[0-9a-f]{64}/)
    expect(JSON.parse((await run(['validate', '--json'])).out)).toMatchObject({
      valid: true,
      files: [{ file: 'plumbline.yml', valid: true, hash: expect.stringMatching(/^sha256:/) }],
    })
    expect((await run(['validate', '-'], AGREEMENT)).code).toBe(0)
  })

  test('mistakes: 3, all of them, with a frame and the nearest word; one bad file hides no other', async () => {
    repo.write({
      'good.yml': AGREEMENT,
      'bad.yml': AGREEMENT.replace('enforcement: block', 'enforcment: block').replace('== 0', '<= 48 hrs'),
    })
    const { code, out, err } = await run(['validate', 'bad.yml', 'none.yml', 'good.yml'])
    expect({ code, err }).toEqual({ code: 3, err: '' })
    expect(out).toMatch(
      /bad\.yml:\d+:5 +error +unknown key "enforcment"; did you mean "enforcement"\?\n\d+ │ {5}enforcment: block\n +│ {5}\^{10}\n/,
    )
    expect(out).toMatch(/2 errors/)
    expect(out).toMatch(/none\.yml: error {2}there is no such file; plumbline init writes one/)
    expect(out).toContain('good.yml is valid')
    const json = JSON.parse((await run(['validate', '--json', 'bad.yml'])).out)
    expect(json).toMatchObject({ valid: false, files: [{ valid: false, hash: null }] })
    expect(json.files[0].mistakes[0]).toMatchObject({
      severity: expect.any(String),
      line: expect.any(Number),
      pointer: expect.any(String),
    })
  })
})

describe('init', () => {
  const FLAGS = [
    '--client',
    'Acme Corp',
    '--vendor',
    'Northwind Software',
    '--service',
    'checkout-api',
    '--engagement',
    'acme-checkout',
    '--time-zone',
    'America/New_York',
  ]

  test('flags answer all questions; what it writes is valid and judges at once', async () => {
    repo.commit({ 'src/a.ts': 'one\n', '.gitignore': 'coverage/' })
    const { code, out, err } = await run(['init', ...FLAGS])
    expect({ code, out }).toEqual({ code: 0, out: 'plumbline.yml\n.github/workflows/plumbline.yml\n' })
    expect(err).toMatch(/Next:/)
    expect((await run(['validate'])).code).toBe(0)
    repo.commit({})
    repo.git('switch', '--quiet', '--create', 'feature')
    repo.commit({ 'src/a.ts': 'one\n2\n3\n4\n5\n6\n7\n' })
    repo.write({ 'coverage/lcov.info': lcov('src/a.ts', [1, 2], [3, 4, 5, 6, 7]) })
    expect((await run(['gate', '--coverage', 'coverage/lcov.info', '--base', 'main'])).code).toBe(1)
  })

  test('it never overwrites without --force, and writes both files or none', async () => {
    repo.write({ 'plumbline.yml': 'mine' })
    const refused = await run(['init', ...FLAGS])
    expect(refused).toMatchObject({
      code: 2,
      out: '',
      err: expect.stringMatching(/plumbline\.yml exists already; nothing was written/),
    })
    expect(existsSync(`${repo.path}/.github`)).toBe(false)
    expect((await run(['init', ...FLAGS, '--force'])).code).toBe(0)
    expect(readFileSync(`${repo.path}/plumbline.yml`, 'utf8')).toContain('Acme Corp')
  })

  test('where nobody can be asked it doesn’t wait: flags, or --yes', async () => {
    expect(await run(['init', '--client', 'Acme'])).toMatchObject({
      code: 2,
      err: expect.stringMatching(/missing: --vendor, --service, --engagement, --time-zone\n.*--yes/),
    })
    expect(readdirSync(repo.path)).toEqual(['.git'])
    expect((await run(['init', '--yes'])).code).toBe(0)
    expect((await run(['validate'])).code).toBe(0)
  })

  test.each([
    { flag: '--time-zone', value: 'Mars/Olympus', says: /must be an IANA time zone/ },
    { flag: '--engagement', value: 'A B', says: /must be 3 to 64 of a-z/ },
    { flag: '--service', value: 'a b', says: /must be 1 to 64/ },
  ])('$flag $value is refused before anything is written', async ({ flag, value, says }) => {
    expect(await run(['init', '--yes', flag, value])).toMatchObject({ code: 2, err: expect.stringMatching(says) })
    expect(readdirSync(repo.path)).toEqual(['.git'])
  })

  test('on a terminal it asks five questions, and Ctrl-D writes nothing', async () => {
    if ((await shell('command -v script')).code !== 0)
      return void process.stderr.write('SKIPPED: there is no script(1) to make a terminal with\n')
    const bin = fileURLToPath(new URL('../../bin/plumbline.js', import.meta.url))
    const asked = (input: string) =>
      shell(`script -qec '"${process.execPath}" "${bin}" init' /dev/null`, {
        cwd: repo.path,
        input,
        env: { TERM: 'xterm' },
      })
    await asked('Acme\n\u0004')
    expect(existsSync(`${repo.path}/plumbline.yml`)).toBe(false)
    const { out } = await asked('Acme\nNorthwind\ncheckout api\ncheckout-api\n\nUTC\n')
    expect(out.match(/\? \[/g)).toHaveLength(6)
    expect(out).toMatch(/must be 1 to 64/)
    expect(readFileSync(`${repo.path}/plumbline.yml`, 'utf8')).toMatch(
      /engagement: acme-checkout-api\n.*\n.*\n {2}client: \{ name: "Acme" \}/,
    )
  })
})

describe('ingest --dry-run', () => {
  test('one file prints its own object; several an array with their names', async () => {
    repo.write({
      'lcov.info': lcov('a.ts', [1, 2], [3]),
      'junit.xml': '<testsuite><testcase name="a"/><testcase name="b"><skipped/></testcase></testsuite>',
    })
    const { code, out, err } = await run(['ingest', '--dry-run', '--json', 'lcov.info'])
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(JSON.parse(out)).toEqual({ format: 'lcov', lines: { covered: 2, total: 3 } })
    expect(JSON.parse((await run(['ingest', '--dry-run', '--json', 'lcov.info', 'junit.xml'])).out)).toEqual([
      { file: 'lcov.info', format: 'lcov', lines: { covered: 2, total: 3 } },
      { file: 'junit.xml', format: 'junit', tests: 2, failures: 0, errors: 0, skipped: 1 },
    ])
    expect((await run(['ingest', '--dry-run', 'lcov.info'])).out).toBe('lcov: lines 2 of 3 (66.6 %)\n')
  })

  test('findings by tool, category and severity; tests with what they covered', async () => {
    const rules = [{ id: 'sql', properties: { tags: ['security'], 'security-severity': '8.8' } }]
    const driver = { name: 'CodeQL', rules }
    const covered = { path: 'a.js', statementMap: { 0: { start: { line: 1 }, end: { line: 1 } } }, s: { 0: 1 } }
    repo.write({
      'scan.sarif': JSON.stringify({ version: '2.1.0', runs: [{ tool: { driver }, results: [{ ruleIndex: 0 }] }] }),
      'jest.json': JSON.stringify({ numTotalTests: 0, testResults: [], coverageMap: { 'a.js': covered } }),
    })
    const { code, out, err } = await run(['ingest', '--dry-run', '--json', 'scan.sarif', 'jest.json'])
    expect({ code, err }).toEqual({ code: 0, err: '' })
    const by_severity = { critical: 0, high: 1, medium: 0, low: 0 }
    expect(JSON.parse(out)).toMatchObject([
      { file: 'scan.sarif', format: 'sarif', findings: [{ tool: 'CodeQL', category: 'security', by_severity }] },
      { file: 'jest.json', format: 'jest-json', tests: 0, errors: 0, lines: { covered: 1, total: 1 } },
    ])
    expect((await run(['ingest', '--dry-run', 'scan.sarif'])).out).toBe(
      'sarif: CodeQL security: 0 critical, 1 high, 0 medium, 0 low\n',
    )
    expect((await run(['ingest', '--dry-run', 'jest.json'])).out).toMatch(
      /^jest-json: 0 tests, 0 failed, 0 errors, 0 skipped, lines 1 of 1 \(100\.0 %\)/,
    )
  })

  test.each([
    { name: 'empty.info', text: '', says: /empty/ },
    { name: 'page.html', text: '<html><body>no</body></html>', says: /page\.html/ },
    { name: 'cut.xml', text: '<coverage line-rate="1"><packages><package', says: /cut\.xml/ },
  ])('$name: 3, a message, and nothing on stdout', async ({ name, text, says }) => {
    repo.write({ [name]: text })
    const { code, out, err } = await run(['ingest', '--dry-run', '--json', name])
    expect({ code, out }).toEqual({ code: 3, out: '' })
    expect(err).toMatch(says)
  })

  test('a file that isn’t there, a folder, and stdin', async () => {
    expect(await run(['ingest', '--dry-run', 'none.info'])).toMatchObject({
      code: 3,
      err: 'plumbline: none.info: there is no such file\n',
    })
    expect(await run(['ingest', '--dry-run', '.'])).toMatchObject({
      code: 3,
      err: expect.stringMatching(/this is a folder/),
    })
    expect(JSON.parse((await run(['ingest', '--dry-run', '--json', '-'], lcov('a.ts', [1], []))).out)).toEqual({
      format: 'lcov',
      lines: { covered: 1, total: 1 },
    })
  })

  test('events are checked line by line', async () => {
    const good = {
      type: 'incident',
      id: 'i1',
      source: 's',
      time: '2026-11-20T00:00:00Z',
      service: 'a',
      data: { incident_id: 'i', severity: 'sev1', action: 'started', at: '2026-11-20T00:00:00Z' },
    }
    const lines = [JSON.stringify(good), '', JSON.stringify({ ...good, id: 'i2', colour: 'red' }), '{']
    const { code, out, err } = await run(['ingest', '--dry-run', '--json', '-'], lines.join('\n'))
    expect(code).toBe(3)
    expect(JSON.parse(out)).toEqual({ format: 'events', events: 3, valid: 1, types: { incident: 1 } })
    expect(err).toMatch(/stdin:3: .*colour/)
    expect(err).toMatch(/stdin:4: this line is no JSON/)
    expect(
      JSON.parse((await run(['ingest', '--dry-run', '--json', '-'], JSON.stringify([good, good], null, 2))).out),
    ).toMatchObject({ events: 2, valid: 2 })
  })
})

type Case = { file: string; format: string; expect: Record<string, unknown> }
const CASES = fileURLToPath(new URL('../../../../../shared/cases/reports/', import.meta.url))
/** Where the table contradicts the file; the reasons stand beside the reports' own tests. */
const CONTRADICTED = ['junit/mishakav/junit.xml', 'coverage/coveralls/clover/clover-unleash.xml']

const mustRefuse = ({ format, expect: stated }: Case) =>
  format === 'not-a-report' || 'error' in stated || stated.malformed_xml === true || stated.parse_errors === 1

/** What the table says in numbers that are printed under the same name, or as covered and total of one. */
const comparable = ({ expect: stated }: Case, printed: Record<string, unknown>) => {
  const counts = ['tests', 'failures', 'errors', 'skipped'].filter((name) => name in stated && name in printed)
  const measures = ['lines', 'branches', 'functions'].filter((name) => `${name}_covered` in stated && name in printed)
  return {
    found: { ...pick(printed, counts), ...pick(printed, measures) },
    stated: {
      ...pick(stated, counts),
      ...Object.fromEntries(
        measures.map((name) => [name, { covered: stated[`${name}_covered`], total: stated[`${name}_total`] }]),
      ),
    },
  }
}
const pick = (from: Record<string, unknown>, names: string[]) =>
  Object.fromEntries(names.map((name) => [name, from[name]]))

test('reports that nobody here wrote come out as stated', async () => {
  if (!existsSync(CASES)) return void process.stderr.write('SKIPPED: the shared cases are not on this machine\n')
  const cases: Case[] = JSON.parse(readFileSync(`${CASES}/expected.json`, 'utf8'))
  const { out } = await plumbline(['ingest', '--dry-run', '--json', ...cases.map(({ file }) => file)], { cwd: CASES })
  const printed: Record<string, unknown>[] = JSON.parse(out)
  expect(printed.map(({ file }) => file)).toEqual(cases.map(({ file }) => file))
  let compared = 0
  for (const [i, one] of cases.entries()) {
    const { error, format, ...rest } = printed[i] ?? {}
    expect({ file: one.file, refused: error !== undefined }).toEqual({ file: one.file, refused: mustRefuse(one) })
    if (error !== undefined) continue
    expect({ file: one.file, format }).toEqual({ file: one.file, format: one.format })
    if (CONTRADICTED.includes(one.file)) continue
    const { found, stated } = comparable(one, rest)
    expect({ file: one.file, ...found }).toEqual({ file: one.file, ...stated })
    compared += Object.keys(found).length
  }
  expect(compared).toBeGreaterThan(100)
})
