import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { withTables } from '../tables.ts'
import { INPUT_DEFAULTS } from './settings/settings.ts'

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

  test('runs the gate also after a failed step, with inputs that exist', () => {
    for (const step of steps.filter(({ uses }) => uses?.match(/plumbline\/action@|^\.\/action$/))) {
      expect(step.if).toBe('always()')
      for (const name of Object.keys(step.with)) expect(Object.keys(INPUT_DEFAULTS)).toContain(name)
    }
  })
})
