import { expect, test } from 'vitest'
import { isRooted, normalPath } from './path.ts'

test.each([
  ['./lib/a.rb', 'lib/a.rb'],
  ['C:\\temp\\A.cs', 'C:/temp/A.cs'],
  ['/ci//repo/./src/../a.ts', '/ci/repo/a.ts'],
  ['../a.ts', '../a.ts'],
  ['/../a.ts', '/a.ts'],
  [' a b.ts ', 'a b.ts'],
  ['.', ''],
  ['src/lib/', 'src/lib'],
  ['/', '/'],
  ['src/.hidden/..a.ts', 'src/.hidden/..a.ts'],
])('%s is %s', (written, normal) => {
  expect(normalPath(written)).toBe(normal)
})

test.each([
  ['/a', true],
  ['C:/a', true],
  ['c:', true],
  ['a/b', false],
  ['ab:/c', false],
])('%s is rooted: %s', (path, rooted) => {
  expect(isRooted(path)).toBe(rooted)
})
