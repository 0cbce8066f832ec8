import { expect, test } from 'vitest'
import { visibilityOf } from './shown.ts'

test.each([
  [{ private: true, visibility: 'private' }, 'private', 'a private one'],
  [{ private: true, visibility: 'internal' }, 'private', 'a company’s own'],
  [{ private: false, visibility: 'public' }, 'public', 'a public one'],
  [{ private: false }, 'public', 'a server that does not tell the visibility'],
  [{ visibility: 'public' }, 'public', 'a payload of an application'],
] as const)('%j is read by %s: %s', (repository, visibility, _why) => {
  expect(visibilityOf({ repository })).toBe(visibility)
})
