import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { withTables } from '../tables.ts'
import { MODES } from './settings/names.ts'
import { readSettings } from './settings/settings.ts'

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')

test('the README’s tables are those of action.yml (node action/tables.ts makes them)', () => {
  const readme = read('action/README.md')
  expect(withTables(readme, read('action/action.yml'))).toBe(readme)
  expect(readme).toMatch(/\| `fail-on` +\| `breach` +\|/)
})

type Step = { uses?: string; run?: string; with: Record<string, unknown>; if: string }

/** Every mapping in a document that is a step. */
const stepsIn = (value: unknown): Step[] => {
  if (Array.isArray(value)) return value.flatMap(stepsIn)
  if (typeof value !== 'object' || value === null) return []
  const { uses, run, if: when, with: inputs } = value as Record<string, unknown>
  const texts = { ...(typeof uses === 'string' ? { uses } : {}), ...(typeof run === 'string' ? { run } : {}) }
  const own: Step[] =
    Object.keys(texts).length > 0
      ? [{ ...texts, if: String(when), with: typeof inputs === 'object' && inputs !== null ? { ...inputs } : {} }]
      : []
  return [...own, ...Object.values(value).flatMap(stepsIn)]
}

const isOurs = ({ uses }: Step) => /plumbline\/action@|^\.\/action$/.test(uses ?? '')

/** What the runner would make of an expression, as far as it matters. */
const evaluated = (text: string) =>
  text.replace(/\$\{\{ (.*?) \}\}/g, (_, expression: string) => (expression === 'job.status' ? 'success' : ''))

type Jobs = { permissions: unknown; steps: Step[] }[]

/** Jobs of a workflow with the permissions that hold for each. */
const jobsIn = (workflow: { permissions?: unknown; jobs?: Record<string, { permissions?: unknown }> }): Jobs =>
  Object.values(workflow.jobs ?? {}).map((job) => ({
    permissions: job.permissions ?? workflow.permissions,
    steps: stepsIn(job),
  }))

const blocks = (path: string) =>
  existsSync(new URL(`../../${path}`, import.meta.url))
    ? [...read(path).matchAll(/^```ya?ml\n([\s\S]*?)^```/gm)].map(([, text = '']) => ({ where: path, text }))
    : []
const workflows = readdirSync(new URL('../../.github/workflows/', import.meta.url)).map(
  (name) => `.github/workflows/${name}`,
)
const examples = [
  ...workflows.map((where) => ({ where, text: read(where) })),
  ...['action/README.md', 'docs/github-action.md', 'README.md'].flatMap(blocks),
]

describe.each(examples)('workflow in $where', ({ text }) => {
  const steps = stepsIn(parse(text))

  test('has no expression inside `run`, where a title could become a command', () => {
    for (const step of steps) expect(step.run ?? '').not.toContain('${{')
  })

  test('pins every action by its full commit SHA', () => {
    for (const { uses } of steps)
      if (uses !== undefined) expect(uses).toMatch(/^\.\/|@(?:[0-9a-f]{40}|<full commit SHA>)$/)
  })

  test('runs the gate, and what records a deployment, also after a failed step; a deployment begins after none', () => {
    for (const { if: when, with: inputs } of steps.filter(isOurs)) {
      const { mode = 'gate', status } = inputs
      const anyway = mode === 'gate' || mode === 'report' || status !== undefined
      expect(when).toBe(anyway ? 'always()' : 'undefined')
    }
  })

  test('gives inputs that the Action takes', () => {
    for (const { with: inputs } of steps.filter(isOurs)) {
      const given = Object.entries(inputs).map(([name, value]): [string, string] => [name, evaluated(String(value))])
      expect(readSettings(new Map(given))).toMatchObject({ ok: true })
    }
  })

  test('a job that names a server without a key may say who it is', () => {
    for (const { permissions, steps: own } of jobsIn(parse(text)))
      for (const { with: inputs } of own.filter(isOurs))
        if (inputs['api-url'] !== undefined && inputs['api-key'] === undefined)
          expect(permissions).toMatchObject({ 'id-token': 'write' })
  })
})

test('the README shows each mode that its table names', () => {
  const shown = examples.flatMap(({ text }) =>
    stepsIn(parse(text))
      .filter(isOurs)
      .map((step) => step.with.mode ?? 'gate'),
  )
  expect(new Set(shown)).toEqual(new Set(MODES.filter((mode) => mode !== 'report')))
})
