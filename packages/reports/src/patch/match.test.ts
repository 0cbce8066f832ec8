import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { NO_LINES } from '../coverage/lines.ts'
import { indexPaths } from './candidates.ts'
import { matchFiles } from './match.ts'

type Given = { path: string; module?: string; roots?: readonly string[] }
const file = (given: Given | string) => ({
  ...(typeof given === 'string' ? { path: given } : given),
  lines: NO_LINES,
  tallies: [],
})

/** Path of the report to what it is in the repository: a path, `?` with what it could be, or nothing. */
const match = (files: readonly (Given | string)[], repository: readonly string[], complete = true) => {
  const matches = matchFiles(files.map(file), indexPaths(repository, complete))
  return matches.map((found) =>
    found.kind === 'found' ? found.path : found.kind === 'absent' ? undefined : `? ${found.candidates.join(' ')}`,
  )
}

describe('where tools run', () => {
  test.each([
    {
      why: 'in the repository',
      files: ['src/a.ts', 'b.ts'],
      repository: ['src/a.ts', 'b.ts', 'x/b.ts'],
      found: ['src/a.ts', 'b.ts'],
    },
    {
      why: 'with absolute paths',
      files: ['/ci/w/src/a.ts', '/ci/w/b.ts'],
      repository: ['src/a.ts', 'b.ts'],
      found: ['src/a.ts', 'b.ts'],
    },
    { why: 'on Windows', files: ['C:/w/src/a.ts'], repository: ['src/a.ts'], found: ['src/a.ts'] },
    {
      why: 'in a package',
      files: ['src/index.ts', 'src/a.ts'],
      repository: ['p/a/src/index.ts', 'p/a/src/a.ts', 'p/b/src/index.ts'],
      found: ['p/a/src/index.ts', 'p/a/src/a.ts'],
    },
    {
      why: 'in a package, with the same names in the root',
      files: ['src/index.ts', 'src/a.ts'],
      repository: ['src/index.ts', 'p/a/src/index.ts', 'p/a/src/a.ts'],
      found: ['p/a/src/index.ts', 'p/a/src/a.ts'],
    },
    {
      why: 'by Go module',
      files: ['github.com/o/r/v2/x/log.go', 'github.com/o/r/v2/main.go'],
      repository: ['x/log.go', 'main.go', 'y/log.go'],
      found: ['x/log.go', 'main.go'],
    },
    {
      why: 'by Java package',
      files: ['com/x/A.java', 'com/y/B.java'],
      repository: ['m/src/main/java/com/x/A.java', 'n/src/main/java/com/y/B.java'],
      found: ['m/src/main/java/com/x/A.java', 'n/src/main/java/com/y/B.java'],
    },
    {
      why: 'by Cobertura’s source directories',
      files: [{ path: 'api.py', roots: ['/ci/r/lib', '/ci/r/tests'] }],
      repository: ['lib/api.py', 'x/api.py'],
      found: ['lib/api.py'],
    },
    {
      why: 'in a repository named as its package',
      files: ['/ci/app/app/conftest.py', '/ci/app/app/app/x.py', '/ci/app/app/app/conftest.py'],
      repository: ['conftest.py', 'app/x.py', 'app/conftest.py'],
      found: ['conftest.py', 'app/x.py', 'app/conftest.py'],
    },
  ])('$why', ({ files, repository, found }) => {
    expect(match(files, repository)).toEqual(found)
  })
})

describe('what is not certain is not matched', () => {
  test.each([
    {
      why: 'a Java file in two modules',
      files: ['com/x/A.java', 'com/x/B.java', 'com/y/C.java'],
      repository: ['m/com/x/A.java', 'n/com/x/A.java', 'm/com/x/B.java', 'n/com/y/C.java'],
      found: ['? m/com/x/A.java n/com/x/A.java', 'm/com/x/B.java', 'n/com/y/C.java'],
    },
    {
      why: 'a file below two source directories',
      files: [{ path: '__init__.py', roots: ['/r/lib', '/r/tests'] }],
      repository: ['lib/__init__.py', 'tests/__init__.py'],
      found: ['? lib/__init__.py tests/__init__.py'],
    },
    {
      why: 'half a name',
      files: ['/w/mysrc/a.ts', 'rc/a.ts'],
      repository: ['src/a.ts'],
      found: [undefined, undefined],
    },
    { why: 'another case', files: ['SRC/a.ts'], repository: ['src/a.ts'], found: [undefined] },
    {
      why: 'a dependency beside our files',
      files: ['src/a.ts', 'src/b.ts', 'node_modules/x/src/c.ts'],
      repository: ['src/a.ts', 'src/b.ts', 'src/c.ts'],
      found: ['src/a.ts', 'src/b.ts', undefined],
    },
    {
      why: 'a dependency with absolute paths',
      files: ['/w/r/src/a.ts', '/w/r/src/b.ts', '/w/r/node_modules/x/src/c.ts'],
      repository: ['src/a.ts', 'src/b.ts', 'src/c.ts'],
      found: ['src/a.ts', 'src/b.ts', undefined],
    },
    {
      why: 'a second claim on a file',
      files: ['/w/r/src/a.ts', '/w/r/src/b.ts', '/other/src/a.ts'],
      repository: ['src/a.ts', 'src/b.ts'],
      found: ['src/a.ts', 'src/b.ts', undefined],
    },
    { why: 'a rooted path that only ends alike', files: ['/src/a.ts'], repository: ['p/src/a.ts'], found: [undefined] },
  ])('$why', ({ files, repository, found }) => {
    expect(match(files, repository)).toEqual(found)
  })
})

it('goes by the module where the report names it', () => {
  const files = [
    { path: 'com/x/A.java', module: 'n' },
    { path: 'com/x/A.java', module: 'm' },
  ]
  expect(match(files, ['m/src/com/x/A.java', 'n/src/com/x/A.java'])).toEqual([
    'n/src/com/x/A.java',
    'm/src/com/x/A.java',
  ])
})

it('goes by a report’s directories also where only one file has the name', () => {
  const roots = ['/ci/r/lib']
  expect(
    indexPaths(['lib/api.py'])
      .candidates(file({ path: 'api.py', roots }))
      .map(({ way }) => way),
  ).toEqual(['take /ci/r/'])
})

it('lets two machines speak of one file', () => {
  expect(match(['/ci1/src/a.ts', '/ci2/src/a.ts'], ['src/a.ts'])).toEqual(['src/a.ts', 'src/a.ts'])
})

it('puts nothing before a bare name when it knows only the changed files', () => {
  expect(match(['index.ts'], ['p/index.ts'], false)).toEqual([undefined])
  expect(match(['src/index.ts'], ['p/src/index.ts'], false)).toEqual(['p/src/index.ts'])
  expect(match(['index.ts'], ['p/index.ts'])).toEqual(['p/index.ts'])
})

it('asks no question of every pair of files', () => {
  const names = Array.from({ length: 20_000 }, (_, i) => `p${i}/src/index.ts`)
  const found = match(
    names.map((name) => `/ci/${name}`),
    names,
  )
  expect(found).toEqual(names)
})

it('knows every file that a path can mean, whether its name is one file’s or several’s', () => {
  const segment = fc.constantFrom('src', 'p', 'a')
  const path = fc
    .tuple(fc.array(segment, { maxLength: 3 }), fc.constantFrom('x.ts', 'y.ts', 'z.ts'))
    .map(([folders, name]) => [...folders, name].join('/'))
  const prefix = fc.constantFrom('', '', '/ci/r/', 'C:/r/')
  fc.assert(
    fc.property(
      fc.uniqueArray(path, { maxLength: 5 }),
      path,
      prefix,
      fc.boolean(),
      (repository, own, before, complete) => {
        const written = before + own
        const put = before === '' && (complete || own.includes('/'))
        const meant = repository.filter(
          (other) => `/${written}`.endsWith(`/${other}`) || (put && other.endsWith(`/${written}`)),
        )
        const found = indexPaths(repository, complete).candidates(file(written))
        expect(found.map((candidate) => candidate.path).sort()).toEqual(meant.sort())
        for (const { how, way, path: other } of found) {
          const [longer, shorter] = how === 'take' ? [written, other] : [other, written]
          const taken = longer.slice(0, longer.length - shorter.length)
          expect(way).toBe(taken === '' ? 'as it is' : `${how} ${taken}`)
        }
      },
    ),
  )
})
