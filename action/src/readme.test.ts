import { readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { withTables } from '../tables.ts'
import { MODES } from './settings/names.ts'
import { exampleOf, isOurs, modeOf, readText, workflowFile, workflowsIn } from './testing/workflow.ts'
import { RULES } from './testing/workflow-rules.ts'

test('the README’s tables are those of action.yml (node action/tables.ts makes them)', () => {
  const readme = readText('action/README.md')
  expect(withTables(readme, readText('action/action.yml'))).toBe(readme)
  expect(readme).toMatch(/\| `fail-on` +\| `breach` +\|/)
})

const FOLDER = '.github/workflows/'
const shown = workflowsIn('action/README.md')
const examples = [
  ...readdirSync(new URL(`../../${FOLDER}`, import.meta.url)).flatMap((name) => workflowFile(FOLDER + name)),
  ...shown,
  ...['docs/github-action.md', 'README.md'].flatMap(workflowsIn),
]

test('the README shows a workflow for each mode, each of them whole', () => {
  expect(shown.length).toBeGreaterThan(8)
  const steps = shown.flatMap(({ workflow }) => Object.values(workflow.jobs).flatMap((job) => job.steps))
  expect(new Set(steps.filter(isOurs).map(modeOf))).toEqual(new Set(MODES))
})

test('each of them is run against the bundle', () => {
  const runs = readText('action/src/workflows.e2e.test.ts')
  const headings = shown.map(({ where }) => where.replace(/^.*?: | \(\d\)$/g, ''))
  expect(headings.filter((heading) => !runs.includes(heading))).toEqual([])
})

const rules = Object.entries(RULES)

test.each(rules)('required checks that never report, and the rest: %s', async (_, rule) => {
  for (const example of examples) expect(await rule(example), example.where).toEqual([])
})

/** The first workflow, and what comes after another run. */
const [ONE, AFTER] = [shown[0]?.text ?? '', shown.find(({ text }) => text.includes('workflow_run'))?.text ?? '']
const PULL = '  pull_request:\n'

describe('a planted mistake is found', () => {
  test.each([
    ['GitHub’s own reader', ONE, 'timeout-minutes: 30', 'timeout: 30'],
    ['GitHub’s own reader', ONE, 'if: always()', 'if: alwayz()'],
    ['inside `run`', ONE, 'npm test', 'npm test $'.concat('{{ github.head_ref }}')],
    ['pinned', ONE, / # v5\.0\.0/, ''],
    ['pinned', ONE, /checkout@\w+/, 'checkout@v5'],
    ['what its token may do', ONE, '  contents: read', '  contents: write'],
    ['what its token may do', ONE, /permissions:\n(?: {2}.*\n)+/, ''],
    ['has an end', ONE, /\n +timeout-minutes.*/, ''],
    ['after a failed step', ONE, /\n +if: always\(\).*/, ''],
    ['a required check reports', ONE, PULL, `${PULL}    paths: [src]\n`],
    ['a required check reports', ONE, '  merge_group:\n', ''],
    ['a required check reports', ONE, '    runs-on', '    needs: [other]\n    runs-on'],
    ['the history is there', ONE, /\n +fetch-depth.*/, ''],
    ['the history is there', ONE, /\n +persist-credentials.*/, ''],
    ['takes the inputs', ONE, 'coverage:', 'covrage:'],
    ['a stranger’s code', ONE, PULL, '  pull_request_target:\n'],
    ['a stranger’s code', AFTER, '    steps:\n', '    steps:\n      - run: npm test\n'],
  ])('%s: %#', async (which, text, what, instead) => {
    const [planted] = exampleOf('planted', text.replace(what, instead))
    const rule = rules.find(([name]) => name.includes(which))?.[1]
    if (!planted || !rule || planted.text === text) throw new Error('nothing was planted')
    expect(await rule(planted)).not.toEqual([])
  })
})
