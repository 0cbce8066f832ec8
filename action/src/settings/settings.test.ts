import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { OUTPUT_NAMES } from '../runner/outputs.ts'
import { INPUT_DEFAULTS } from './names.ts'
import { globsOf, readSettings } from './settings.ts'

const read = (inputs: Record<string, string>) => readSettings(new Map(Object.entries(inputs)))
const settings = (inputs: Record<string, string>) => {
  const result = read(inputs)
  if (!result.ok) throw new Error(result.errors.join('\n'))
  return result.value
}
const mistakes = (inputs: Record<string, string>) => {
  const result = read(inputs)
  return result.ok ? [] : result.errors
}

const SERVER = { 'api-url': 'https://p.example', engagement: 'a-b', service: 'a' }

describe('inputs', () => {
  test('nothing given is the gate, judged here, with a quiet comment', () => {
    expect(settings({})).toMatchObject({
      mode: 'gate',
      api: null,
      comment: 'auto',
      failOn: 'breach',
      onApiError: 'warn',
      timeoutMs: 60_000,
    })
  })

  test('defaults and names are those of action.yml, so that neither is written twice without the other', () => {
    const action: { inputs: Record<string, { default?: string }>; outputs: Record<string, unknown> } = parse(
      readFileSync(new URL('../../action.yml', import.meta.url), 'utf8'),
    )
    const declared = Object.entries(action.inputs).map(([name, input]) => [
      name,
      // Filled in by the runner.
      input.default?.startsWith('${{') ? '' : (input.default ?? ''),
    ])
    expect(Object.fromEntries(declared)).toEqual(INPUT_DEFAULTS)
    expect(Object.keys(action.outputs)).toEqual([...OUTPUT_NAMES])
  })

  test.each([
    { inputs: { mode: 'gatte' }, says: ['“gatte”', 'did you mean `gate`?', '`report`'] },
    { inputs: { mode: 'deploymnt', status: 'success' }, says: ['“deploymnt”', 'did you mean `deployment`?'] },
    { inputs: { mode: 'deployment', ...SERVER, 'api-url': '' }, says: ['`mode: deployment` needs `api-url`'] },
    { inputs: { mode: 'incident' }, says: ['`mode: incident` needs `api-url`'] },
    { inputs: { mode: 'comment', tests: 'x.xml' }, says: ['`tests` says nothing in `mode: comment`'] },
    { inputs: { mode: 'coment' }, says: ['did you mean `comment`?'] },
    { inputs: { mode: 'deployment', ...SERVER, status: 'succes' }, says: ['“succes”', 'did you mean `success`?'] },
    {
      inputs: { mode: 'deployment', ...SERVER, status: 'skipped' },
      says: ['It takes `success`, `failure`, `cancelled`'],
    },
    { inputs: { mode: 'incident', ...SERVER, severity: 'P1' }, says: ['“P1”', '`sev1`'] },
    { inputs: { mode: 'incident', ...SERVER, action: 'resolve' }, says: ['did you mean `resolved`?'] },
    { inputs: { mode: 'report', 'commit-status': 'true' }, says: ['`commit-status` says nothing in `mode: report`'] },
    { inputs: { status: 'success' }, says: ['`status` says nothing in `mode: gate`', '`deployment`'] },
    { inputs: { mode: 'deployment', ...SERVER, tests: 'x.xml' }, says: ['`tests` says nothing in `mode: deployment`'] },
    { inputs: { mode: 'deployment', ...SERVER, 'rolls-back': 'a\u202eb' }, says: ['control characters'] },
    { inputs: { mode: 'deployment', ...SERVER, 'rolls-back': 'x'.repeat(301) }, says: ['301 characters'] },
    { inputs: { comment: 'failure' }, says: ['did you mean `failures`?'] },
    { inputs: { 'fail-on': 'breached' }, says: ['did you mean `breach`?'] },
    { inputs: { 'on-api-error': 'ignore' }, says: ['It takes `warn`, `fail`'] },
    { inputs: { 'timeout-seconds': '1m' }, says: ['“1m”', 'whole seconds from 5 to 3600'] },
    { inputs: { 'timeout-seconds': '4' }, says: ['from 5 to 3600'] },
    { inputs: { 'api-url': 'https://p.example', service: 'a' }, says: ['without `engagement`'] },
    { inputs: { 'api-url': 'https://p.example', engagement: 'a-b' }, says: ['without `service`'] },
    { inputs: { 'api-url': 'p.example', engagement: 'a-b', service: 'a' }, says: ['“p.example”', 'like https://'] },
    {
      inputs: { 'api-url': 'https://u:p@p.example', engagement: 'a-b', service: 'a' },
      says: ['give the key as `api-key`'],
    },
    { inputs: { 'api-key': 'plb_x' }, says: ['without `api-url`'] },
    { inputs: { agreement: '/etc/passwd' }, says: ['a path inside the repository'] },
    { inputs: { agreement: '../plumbline.yml' }, says: ['a path inside the repository'] },
    { inputs: { covrage: '**/lcov.info' }, says: ['there is no input `covrage`', 'did you mean `coverage`?'] },
    { inputs: { service: 'a\nb' }, says: ['several lines'] },
    { inputs: { mode: 'finalize' }, says: ['`mode: finalize` needs `api-url`'] },
    { inputs: { mode: 'finalize', ...SERVER, coverage: 'x' }, says: ['`coverage` says nothing in `mode: finalize`'] },
    { inputs: { mode: 'report', ...SERVER, expect: '2' }, says: ['`expect` says nothing in `mode: report`'] },
    { inputs: { expect: '2' }, says: ['without a server nobody unites', 'measure in one job'] },
    { inputs: { ...SERVER, expect: '0' }, says: ['“0”', 'from 1 to 64'] },
    { inputs: { ...SERVER, expect: 'all' }, says: ['“all”', 'from 1 to 64'] },
    { inputs: { 'carry-forward': 'e2e' }, says: ['`carry-forward` needs `api-url`'] },
    { inputs: { flag: 'e2e' }, says: ['`flag` needs `api-url`', 'measure in one job'] },
    { inputs: { ...SERVER, 'carry-forward': 'x'.repeat(65) }, says: ['65 characters'] },
  ])('$inputs is refused and says what is right', ({ inputs, says }) => {
    const [first = '', ...more] = mistakes({ ...inputs })
    for (const words of says) expect(first).toContain(words)
    expect(more).toEqual([])
  })

  test('every mistake is told at once', () => {
    expect(mistakes({ mode: 'x', comment: 'y', 'api-url': 'z' })).toHaveLength(5)
  })

  test('an empty secret, as in a fork, is no key and no mistake', () => {
    expect(settings({ 'api-url': 'https://p.example', engagement: 'a-b', service: 'a', 'api-key': '' }).api).toEqual({
      url: 'https://p.example',
      engagement: 'a-b',
      key: null,
    })
  })

  test.each([
    { given: '', carryForward: null },
    { given: 'false', carryForward: null },
    { given: 'true', carryForward: true },
    { given: 'e2e, slow\n e2e', carryForward: ['e2e', 'slow'] },
  ])('carry-forward: “$given” is $carryForward', ({ given, carryForward }) => {
    expect(settings({ ...SERVER, 'carry-forward': given, expect: '64' })).toMatchObject({ carryForward, expect: 64 })
  })

  test('a deployment ends with a status, and begins without one', () => {
    const deployment = { mode: 'deployment', ...SERVER, environment: 'production' }
    expect(settings(deployment)).toMatchObject({
      mode: 'deployment',
      status: null,
      rollsBack: null,
      fixesIncident: null,
    })
    expect(settings({ ...deployment, status: 'cancelled', 'rolls-back': '4711.1/deploy' })).toMatchObject({
      status: 'cancelled',
      rollsBack: '4711.1/deploy',
    })
  })

  test.each([
    ['', null],
    ['false', null],
    ['true', true],
    ['agreement / api', 'agreement / api'],
  ])('a commit status “%s” is %j', (given, means) => {
    expect(settings({ 'commit-status': given }).commitStatus).toBe(means)
  })

  test('globs stand one a line or between commas; commas in braces belong to the glob', () => {
    expect(globsOf('a/*.info, b/{x,y}.xml\n  !c/**\n\n')).toEqual(['a/*.info', 'b/{x,y}.xml', '!c/**'])
  })
})
