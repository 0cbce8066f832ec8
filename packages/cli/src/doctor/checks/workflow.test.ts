import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { isFinding } from '../check.ts'
import { WELL, WORKFLOW } from '../testing/facts.ts'
import { workflowChecks } from './workflow.ts'

const FILE = '.github/workflows/agreement.yml'
const check = (...texts: string[]) =>
  workflowChecks({
    ...WELL,
    workflows: {
      ...WELL.workflows,
      files: texts.map((text, i) => ({ file: i === 0 ? FILE : `.github/workflows/${i}.yml`, text })),
    },
  })
const found = (...texts: string[]) =>
  check(...texts)
    .filter(isFinding)
    .map(({ id, status }) => `${id}: ${status}`)
const without = (what: string | RegExp, instead = '') => {
  const text = WORKFLOW.replace(what, instead)
  expect(text).not.toBe(WORKFLOW)
  return text
}

describe('a workflow that would not hold', () => {
  test.each([
    { what: 'is skipped after a failed step', text: without('if: always()'), finds: ['workflow-always: problem'] },
    { what: 'runs after success only', text: without('always()', 'success()'), finds: ['workflow-always: problem'] },
    { what: 'is not skipped unless cancelled', text: without('always()', '"!cancelled()"'), finds: [] },
    { what: 'checks out one commit', text: without('with: { fetch-depth: 0 }'), finds: ['workflow-depth: problem'] },
    { what: 'writes the depth as text', text: without('fetch-depth: 0', 'fetch-depth: "0"'), finds: [] },
    {
      what: 'may not comment',
      text: without('pull-requests: write', 'pull-requests: read'),
      finds: ['workflow-comment: problem'],
    },
    {
      what: 'never comments',
      text: without('pull-requests: write, ').replace('api-url', 'comment: never, api-url'),
      finds: [],
    },
    { what: 'has no token and no key', text: without(', id-token: write'), finds: ['workflow-token: problem'] },
    {
      what: 'has a key in place of a token',
      text: without(', id-token: write').replace('api-url', 'api-key: x, api-url'),
      finds: [],
    },
    {
      what: 'leaves its permissions to the settings',
      text: without(/^permissions.*\n/m),
      finds: ['workflow-comment: warning', 'workflow-token: warning'],
    },
    { what: 'may write everything', text: without(/^permissions.*$/m, 'permissions: write-all'), finds: [] },
    {
      what: 'takes back in the job what the workflow gives',
      text: without('  gate:\n', '  gate:\n    permissions: {}\n'),
      finds: ['workflow-comment: problem', 'workflow-token: problem'],
    },
    { what: 'names a tag', text: without(/(plumbline\/action)@\w+/, '$1@v1'), finds: ['workflow-pinned: warning'] },
    {
      what: 'was left as init wrote it',
      text: without(/acme\/plumbline\/action@\w+/, 'OWNER/plumbline/action@SHA'),
      finds: ['workflow-pinned: problem'],
    },
    {
      what: 'runs strangers’ code with secrets',
      text: without('pull_request:', 'pull_request_target:'),
      finds: ['workflow-target: problem'],
    },
    { what: 'asks nothing', text: without(/ {6}- uses: acme[\s\S]*/), finds: ['workflow: warning'] },
    { what: 'is no YAML', text: 'on: [', finds: ['workflow-yaml: warning', 'workflow: warning'] },
    { what: 'is a list', text: '- a', finds: ['workflow: warning'] },
  ])('$what', ({ text, finds }) => {
    expect(found(text)).toEqual(finds)
  })
})

test.each([
  { service: 'checkout-api', finds: [] },
  { service: 'chekout-api', finds: ['workflow-service: problem'] },
  { service: '"$'.concat('{{ matrix.service }}"'), finds: [] },
])('a workflow about $service', ({ service, finds }) => {
  expect(found(without('coverage:', `service: ${service}, coverage:`))).toEqual(finds)
})

test('each finding names the file and the job', () => {
  const [finding] = check(without('if: always()')).filter(isFinding)
  expect(finding?.found).toMatch(/^\.github\/workflows\/agreement\.yml \(gate\): /)
})

test('one good workflow does not hide another', () => {
  expect(found(WORKFLOW, without('if: always()'))).toEqual(['workflow-always: problem'])
  expect(found(WORKFLOW, 'on: push\njobs: {}')).toEqual([])
})

test('the command line in a step is a gate too, and needs no permissions', () => {
  const text = without(/ {6}- uses: acme[\s\S]*/, '      - run: npx plumbline gate\n        if: always()\n').replace(
    /^permissions.*\n/m,
    '',
  )
  expect(found(text)).toEqual([])
})

test('another CI that names plumbline is left alone', () => {
  const checks = workflowChecks({
    ...WELL,
    workflows: { folder: '.github/workflows', files: [], elsewhere: '.gitlab-ci.yml' },
  })
  expect(checks).toMatchObject([{ id: 'workflow', status: 'skipped' }])
})

test('this repository’s own workflow is well', () => {
  const text = readFileSync(new URL('../../../../../.github/workflows/self-test.yml', import.meta.url), 'utf8')
  expect(found(text)).toEqual([])
})

test('every workflow that the Action’s README shows is well', () => {
  const readme = readFileSync(new URL('../../../../../action/README.md', import.meta.url), 'utf8')
  const shown = [...readme.matchAll(/^```yaml\n([\s\S]*?)^```/gm)].map(([, text = '']) => text)
  expect(shown.length).toBeGreaterThan(8)
  for (const text of shown) expect(found(text), text).toEqual([])
})
