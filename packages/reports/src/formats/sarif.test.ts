import { describe, expect, it, test } from 'vitest'
import { mergeFindings } from '../merge.ts'
import { findingsOf, problemOf, reportOf } from '../testing/read.ts'

type Bag = Record<string, unknown>
const log = (...runs: Bag[]) => JSON.stringify({ version: '2.1.0', runs })
const run = (results: Bag[], { name = 'Linter', rules = [], ...more }: Bag = {}) => ({
  tool: { driver: { name, rules } },
  results,
  ...more,
})
/** Counts as "critical/high/medium/low", by category. */
const read = async (text: string) =>
  Object.fromEntries(
    (await findingsOf(text)).map(({ category, bySeverity: { critical, high, medium, low } }) => [
      category,
      `${critical}/${high}/${medium}/${low}`,
    ]),
  )
const quality = async (results: Bag[], more: Bag = {}) => (await read(log(run(results, more)))).quality

describe('severity by level', () => {
  test.each([
    { why: 'error is high', result: { level: 'error' }, expected: '0/1/0/0' },
    { why: 'warning is medium', result: { level: 'warning' }, expected: '0/0/1/0' },
    { why: 'note is low', result: { level: 'note' }, expected: '0/0/0/1' },
    { why: 'none counts nowhere', result: { level: 'none' }, expected: '0/0/0/0' },
    { why: 'without one it is a warning', result: {}, expected: '0/0/1/0' },
  ])('$why', async ({ result, expected }) => {
    expect(await quality([result])).toBe(expected)
  })

  const RULES = [{ id: 'A1' }, { id: 'A2', defaultConfiguration: { level: 'error' } }]
  test.each([
    { why: 'the rule’s default, by index', result: { ruleIndex: 1 }, expected: '0/1/0/0' },
    { why: 'by id', result: { ruleId: 'A2' }, expected: '0/1/0/0' },
    { why: 'by a reference', result: { rule: { id: 'A2' } }, expected: '0/1/0/0' },
    { why: 'by the head of a hierarchical id', result: { ruleId: 'A2/7' }, expected: '0/1/0/0' },
    { why: 'its own level first', result: { ruleIndex: 1, level: 'note' }, expected: '0/0/0/1' },
    { why: 'a rule that is not listed', result: { ruleIndex: 9, ruleId: 'B' }, expected: '0/0/1/0' },
    { why: 'an index of nothing, as SARIF writes it', result: { ruleIndex: -1, ruleId: 'A2' }, expected: '0/1/0/0' },
  ])('$why', async ({ result, expected }) => {
    expect(await quality([result], { rules: RULES })).toBe(expected)
  })

  it('an invocation may set it anew, that of the result or else the only one', async () => {
    const override = (level: string) => ({
      executionSuccessful: true,
      ruleConfigurationOverrides: [{ descriptor: { index: 1 }, configuration: { level } }],
    })
    const result = { ruleId: 'A2' }
    expect(await quality([result], { rules: RULES, invocations: [override('note')] })).toBe('0/0/0/1')
    const two = [override('note'), override('none')]
    expect(await quality([result], { rules: RULES, invocations: two })).toBe('0/1/0/0')
    const second = { ...result, provenance: { invocationIndex: 1 } }
    expect(await quality([second], { rules: RULES, invocations: two })).toBe('0/0/0/0')
  })

  it('rules of an extension are found where the result says they are (CodeQL’s query packs)', async () => {
    const tool = {
      driver: { name: 'CodeQL', rules: [{ id: 'js/x', defaultConfiguration: { level: 'note' } }] },
      extensions: [
        { name: 'codeql/javascript-queries', rules: [{ id: 'js/y', defaultConfiguration: { level: 'error' } }] },
      ],
    }
    const at = (toolComponent: Bag) => ({ rule: { index: 0, toolComponent } })
    const results = [at({ index: 0 }), at({ name: 'codeql/javascript-queries' }), { ruleId: 'js/y' }, at({})]
    expect(await read(log({ tool, results }))).toEqual({ quality: '0/3/0/1' })
  })
})

describe('severity by security-severity', () => {
  const scored = (score: unknown, level = 'note') =>
    read(
      log(
        run([{ ruleIndex: 0, level }], {
          rules: [{ id: 'r', properties: { 'security-severity': score, tags: ['security'] } }],
        }),
      ),
    )
  test.each([
    { score: '10.0', expected: '1/0/0/0' },
    { score: '9.0', expected: '1/0/0/0' },
    { score: '8.9', expected: '0/1/0/0' },
    { score: 7, expected: '0/1/0/0' },
    { score: '6.9', expected: '0/0/1/0' },
    { score: '4.0', expected: '0/0/1/0' },
    { score: '3.9', expected: '0/0/0/1' },
    { score: '0.1', expected: '0/0/0/1' },
  ])('$score', async ({ score, expected }) => {
    expect(await scored(score, 'error')).toEqual({ security: expected })
  })
  it.each(['0.0', '', 'high', '-1', '11', null, 'NaN', '1e1'])('%j is none: the level decides', async (score) => {
    expect(await scored(score)).toEqual({ security: '0/0/0/1' })
  })
  it('of the result goes before that of the rule', async () => {
    const rules = [{ id: 'r', properties: { 'security-severity': '9.8' } }]
    const text = log(run([{ ruleIndex: 0, properties: { 'security-severity': '5.0' } }], { rules }))
    expect(await read(text)).toEqual({ security: '0/0/1/0' })
  })
})

describe('category', () => {
  const tagged = (...tags: string[]) => ({ properties: { tags } })
  test.each([
    { why: 'security tag', rule: tagged('security'), category: 'security' },
    { why: 'CWE tag as CodeQL writes it', rule: tagged('external/cwe/cwe-089'), category: 'security' },
    { why: 'CWE tag as Semgrep writes it', rule: tagged('CWE-79: Cross-site Scripting'), category: 'security' },
    { why: 'a score', rule: { properties: { 'security-severity': '5' } }, category: 'security' },
    {
      why: 'a relationship to CWE',
      rule: { relationships: [{ target: { id: '79', toolComponent: { name: 'CWE' } } }] },
      category: 'security',
    },
    { why: 'secret tag as Trivy writes it', rule: tagged('secret', 'security', 'HIGH'), category: 'secrets' },
    { why: 'tags of other things', rule: tagged('maintainability', 'insecurity'), category: 'quality' },
    { why: 'nothing', rule: {}, category: 'quality' },
  ])('by the rule: $why', async ({ rule, category }) => {
    const text = log(run([{ ruleIndex: 0 }], { rules: [{ id: 'r', ...rule }] }))
    expect(await read(text)).toEqual({ [category]: '0/0/1/0' })
  })
  it('by the result: its tags, its taxa', async () => {
    expect(await read(log(run([tagged('security')])))).toEqual({ security: '0/0/1/0' })
    expect(await read(log(run([{ taxa: [{ id: '79', toolComponent: { name: 'CWE' } }] }])))).toEqual({
      security: '0/0/1/0',
    })
  })
  test.each([
    { name: 'gitleaks', category: 'secrets' },
    { name: 'GitHub Secret Scanning', category: 'secrets' },
    { name: 'Brakeman', category: 'security' },
    { name: 'detect-secrets', category: 'secrets' },
    { name: 'ESLint', category: 'quality' },
    { name: 'Eclair', category: 'quality' },
    { name: 'CodeQL', category: 'quality' },
  ])('by the tool, where rules say nothing: $name', async ({ name, category }) => {
    expect(await read(log(run([{}], { name })))).toEqual({ [category]: '0/0/1/0' })
    expect(await read(log(run([], { name })))).toEqual({ [category]: '0/0/0/0' })
  })
})

describe('what is no finding', () => {
  test.each([
    { why: 'suppressed in the source', result: { suppressions: [{ kind: 'inSource' }] }, counted: false },
    {
      why: 'suppressed elsewhere',
      result: { suppressions: [{ kind: 'external', status: 'accepted' }] },
      counted: false,
    },
    {
      why: 'a rejected suppression',
      result: { suppressions: [{ kind: 'external', status: 'rejected' }] },
      counted: true,
    },
    {
      why: 'a suppression under review, beside another',
      result: { suppressions: [{ kind: 'inSource' }, { kind: 'external', status: 'underReview' }] },
      counted: true,
    },
    { why: 'no suppression', result: { suppressions: [] }, counted: true },
    { why: 'gone since the baseline', result: { baselineState: 'absent' }, counted: false },
    { why: 'as in the baseline', result: { baselineState: 'unchanged' }, counted: true },
    { why: 'changed since the baseline', result: { baselineState: 'updated' }, counted: true },
    { why: 'new', result: { baselineState: 'new' }, counted: true },
    { why: 'passed', result: { kind: 'pass' }, counted: false },
    { why: 'informational', result: { kind: 'informational', level: 'error' }, counted: false },
    { why: 'failed', result: { kind: 'fail' }, counted: true },
  ])('$why', async ({ result, counted }) => {
    expect(await quality([result])).toBe(counted ? '0/0/1/0' : '0/0/0/0')
  })
})

describe('that a tool looked', () => {
  it('is said for each category of its rules, though it found nothing', async () => {
    const rules = [
      { id: 'a' },
      { id: 'b', properties: { tags: ['security'] } },
      { id: 'c', properties: { tags: ['secrets'] }, defaultConfiguration: { enabled: false } },
    ]
    expect(await read(log(run([], { rules })))).toEqual({ quality: '0/0/0/0', security: '0/0/0/0' })
  })
  it('is not said of a run that failed, put its results elsewhere, or never was', async () => {
    const failed = run([], { invocations: [{ executionSuccessful: false }] })
    expect(await problemOf(log(failed))).toMatchObject({ code: 'empty', message: expect.stringContaining('"Linter"') })
    const elsewhere = run([], { externalPropertyFileReferences: { results: [{ location: { uri: 'r.sarif' } }] } })
    expect(await problemOf(log(elsewhere))).toMatchObject({ code: 'malformed' })
    expect((await problemOf(log())).code).toBe('empty')
  })
  it('may leave its results out', async () => {
    expect(await read(log({ tool: { driver: { name: 'gosec' } } }))).toEqual({ security: '0/0/0/0' })
    expect(await read(log({ tool: { driver: { name: 'gosec' } }, results: null }))).toEqual({ security: '0/0/0/0' })
  })
})

it('adds up the runs of one tool, and keeps tools apart', async () => {
  const text = log(run([{}], { name: 'B' }), run([{ level: 'error' }], { name: 'A' }), run([{}, {}], { name: 'B' }))
  const bySeverity = { critical: 0, high: 0, medium: 0, low: 0 }
  expect(await findingsOf(text)).toEqual([
    { tool: 'A', category: 'quality', bySeverity: { ...bySeverity, high: 1 } },
    { tool: 'B', category: 'quality', bySeverity: { ...bySeverity, medium: 3 } },
  ])
  const report = await reportOf(text)
  if (report.kind !== 'findings') throw new Error(report.kind)
  expect(mergeFindings([report, report])).toEqual([
    { tool: 'A', category: 'quality', bySeverity: { ...bySeverity, high: 2 } },
    { tool: 'B', category: 'quality', bySeverity: { ...bySeverity, medium: 6 } },
  ])
  expect(mergeFindings([])).toEqual([])
})

it('gives the tool a name that fits on one line', async () => {
  const [found] = await findingsOf(log(run([], { name: `  a\n\u202eb\u0007${'😀'.repeat(90)}` })))
  expect(found?.tool).toMatch(/^a b (😀){48}$/u)
})

test.each([
  { why: 'another version', text: '{"version": "1.0.0", "runs": [{}]}', says: '2.1.0' },
  { why: 'no version', text: '{"runs": [{}]}', says: '2.1.0' },
  { why: 'a run without a tool', text: log({ results: [] }), says: 'runs[0].tool.driver.name' },
  {
    why: 'a level nobody knows',
    text: log(run([{}, { level: 'fatal' }])),
    says: 'level of runs[0].results[1] is "fatal"',
  },
  { why: 'results that are no list', text: log({ ...run([]), results: {} }), says: 'runs[0].results' },
])('refuses $why', async ({ text, says }) => {
  const problem = await problemOf(text)
  expect(problem.code).toBe('malformed')
  expect(problem.message).toContain(says)
})

it('bounds the tools of one log, each of which would be an event', async () => {
  const many = Array.from({ length: 101 }, (_, i) => run([], { name: `tool ${i}` }))
  expect(await problemOf(log(...many))).toMatchObject({ code: 'limit_exceeded', limit: 'maxTools' })
  expect(await findingsOf(log(...many.slice(1)))).toHaveLength(100)
})
