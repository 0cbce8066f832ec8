import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { MOST_LINES, ROOT, sourcesOf, violations } from './architecture.ts'

const sources = sourcesOf(ROOT)

test('the sources keep every rule of the design', () => {
  expect(sources.length).toBeGreaterThan(100)
  expect(violations(sources)).toEqual([])
})

test('no source file is past the length at which it is two', () => {
  // A list of names is no text to read.
  const long = sources
    .filter(({ path, text }) => !path.endsWith('/index.ts') && text.split('\n').length > MOST_LINES)
    .map(({ path }) => path)
  expect(long).toEqual([])
})

test('the packages are those of the design', () => {
  const expected = ['api', 'cli', 'client', 'contract', 'core', 'dashboard', 'render', 'reports', 'store']
  const found = readdirSync(join(ROOT, 'packages')).filter((name) =>
    existsSync(join(ROOT, 'packages', name, 'package.json')),
  )
  expect(found.sort()).toEqual(expected)
})

describe('a planted violation is found', () => {
  test.each([
    {
      path: 'packages/core/src/x.ts',
      text: "import { readFileSync } from 'node:fs'",
      rule: 'core is pure and must not use node:fs',
    },
    {
      path: 'packages/core/src/x.ts',
      text: "import { randomBytes } from 'node:crypto'",
      rule: 'core is pure and must not use node:crypto',
    },
    {
      path: 'packages/core/src/x.ts',
      text: 'export const now = () => Date.now()',
      rule: 'core is pure and must not use Date.now(',
    },
    {
      path: 'packages/render/src/x.ts',
      text: 'export const colour = process.env.NO_COLOR',
      rule: 'render is pure and must not use process.',
    },
    {
      path: 'packages/core/src/x.ts',
      text: "import { openStore } from '@plumbline/store'",
      rule: 'core must not import store',
    },
    {
      path: 'packages/render/src/x.ts',
      text: "import type { X } from '@plumbline/contract'",
      rule: 'render must not import contract',
    },
    {
      path: 'packages/store/src/x.ts',
      text: "export { createApp } from '@plumbline/api'",
      rule: 'store must not import api',
    },
    {
      path: 'packages/client/src/x.ts',
      text: "const api = await import('@plumbline/api')",
      rule: 'client must not import api',
    },
    {
      path: 'packages/api/src/x.ts',
      text: "import { x } from '@plumbline/core/src/x.ts'",
      rule: 'imports past what a part offers: @plumbline/core/src/x.ts',
    },
    {
      path: 'packages/api/src/x.ts',
      text: "import { x } from '../../../packages/core/src/x.ts'",
      rule: 'reaches into another part by path: ../../../packages/core/src/x.ts',
    },
    {
      path: 'packages/api/src/routes/x.ts',
      text: 'const port = process.env.PORT',
      rule: 'only config.ts and inputs.ts read the environment',
    },
    {
      path: 'packages/store/src/x.ts',
      text: 'const pk = `$'.concat('{engagement}#E#$', '{id}`'),
      rule: 'only keys.ts builds keys',
    },
    {
      path: 'packages/api/src/routes/x.ts',
      text: 'return c.json({}, 404)',
      rule: 'only problem.ts knows HTTP statuses of errors',
    },
    { path: 'packages/core/src/index.ts', text: "export * from './x.ts'", rule: 'index.ts re-exports by name' },
    { path: 'packages/cli/src/utils.ts', text: '', rule: 'a file is named for what is in it' },
  ])('$path: $rule', (planted) => {
    expect(violations([planted])).toContainEqual({ path: planted.path, rule: planted.rule })
  })

  test('a comment that names what is forbidden breaks no rule', () => {
    expect(
      violations([{ path: 'packages/core/src/x.ts', text: '// never Date.now() here\n/* process.env */' }]),
    ).toEqual([])
  })
})
