import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type TemporaryRepository, temporaryFolder, temporaryRepository } from '../testing/repository.ts'
import { askGit, filesOf } from './compared.ts'
import { checkedOut } from './git.ts'
import { baseAdvice, openRepository, type Repository, remoteRepository } from './repository.ts'

const diffOf = (repository: Repository) => askGit(repository).diff

let repo: TemporaryRepository
beforeEach(() => {
  repo = temporaryRepository()
})
afterEach(() => repo.dispose())

const opened = async (base: string | null = null, path = repo.path): Promise<Repository> => {
  const found = await openRepository(path, base)
  if (found.kind === 'none') throw new Error(found.detail)
  return found
}

describe('the base of a change', () => {
  test('is where the branch left main, not main’s tip', async () => {
    repo.commit({ 'a.ts': '1\n' })
    const fork = repo.commit({ 'a.ts': '1\n2\n' })
    repo.git('switch', '--quiet', '--create', 'feature')
    const head = repo.commit({ 'b.ts': 'new\n' })
    repo.git('switch', '--quiet', 'main')
    repo.commit({ 'a.ts': 'changed on main\n' })
    repo.git('switch', '--quiet', 'feature')

    const found = await opened('main')
    expect(found).toMatchObject({
      head,
      shallow: false,
      base: { kind: 'found', name: 'main', guessed: false, mergeBase: fork },
    })
    expect(await diffOf(found)).not.toContain('changed on main')
  })

  test('is guessed from origin’s default branch, then main', async () => {
    const first = repo.commit({ a: '1' })
    repo.git('switch', '--quiet', '--create', 'feature')
    repo.commit({ b: '1' })
    expect((await opened()).base).toMatchObject({ name: 'main', guessed: true, mergeBase: first })

    repo.git('update-ref', 'refs/remotes/origin/trunk', first)
    repo.git('symbolic-ref', 'refs/remotes/origin/HEAD', 'refs/remotes/origin/trunk')
    expect((await opened()).base).toMatchObject({ name: 'origin/trunk', guessed: true, mergeBase: first })
  })

  test('on main itself is the commit before, because nobody means “nothing changed”', async () => {
    const before = repo.commit({ a: '1' })
    repo.commit({ a: '2' })
    expect((await opened()).base).toMatchObject({ kind: 'found', guessed: true, mergeBase: before })
    // Asked for by name it is taken by the word.
    expect(await diffOf(await opened('main'))).toBe('')
  })

  test('missing or wrong base coverage: of a merge that CI checks out it is the base as it was merged', async () => {
    const known = repo.commit({ 'a.ts': '1\n' })
    repo.git('switch', '--quiet', '--create', 'feature')
    const head = repo.commit({ 'b.ts': 'new\n' })
    repo.git('switch', '--quiet', 'main')
    // Merged after the job was told of the base.
    const tip = repo.commit({ 'c.ts': 'by somebody else\n' })
    repo.git('switch', '--quiet', '--detach')
    repo.git('merge', '--quiet', '--no-ff', '--message=merge', 'feature')

    const found = await openRepository(repo.path, known, head)
    expect(found).toMatchObject({ head, base: { kind: 'found', mergeBase: tip, ancestors: [known] } })
    expect(found.kind === 'repository' && (await diffOf(found))).not.toContain('somebody else')
  })

  test('has up to 20 first parents, nearest first', async () => {
    for (let i = 0; i < 25; i++) repo.git('commit', '--quiet', '--allow-empty', `--message=${i}`)
    const commits = repo.git('rev-list', '--reverse', 'HEAD').split('\n')
    repo.git('switch', '--quiet', '--create', 'feature')
    const found = await opened('main')
    expect(found.base).toMatchObject({ mergeBase: commits[24], ancestors: commits.slice(4, 24).reverse() })
    const without = await openRepository(repo.path, 'main', null, { ancestors: false })
    expect(without).toMatchObject({ base: { mergeBase: commits[24], ancestors: [] } })
  })

  test.each([
    { base: 'nowhere', reason: 'unknown', advice: /git knows no “nowhere”/ },
    { base: '--output=x', reason: 'unknown', advice: /git knows no/ },
    { base: 'HEAD\nHEAD', reason: 'unknown', advice: /git knows no/ },
    { base: 'HEAD..HEAD', reason: 'unknown', advice: /git knows no/ },
    { base: 'HEAD:a', reason: 'unknown', advice: /git knows no/ },
  ])('$base is no commit: $reason', async ({ base, reason, advice }) => {
    repo.commit({ a: '1' })
    const found = await opened(base)
    expect(found.base).toMatchObject({ kind: 'none', reason })
    if (found.base.kind === 'none') expect(baseAdvice(found.base)).toMatch(advice)
  })

  test('a shallow clone is told to fetch more, whichever part is missing', async () => {
    repo.commit({ a: '1' })
    repo.git('switch', '--quiet', '--create', 'feature')
    repo.commit({ b: '1' })
    const clone = temporaryFolder()
    try {
      repo.git('clone', '--quiet', '--depth=1', '--branch=feature', `file://${repo.path}`, `${clone.path}/shallow`)
      for (const base of ['origin/main', null]) {
        const found = await opened(base, `${clone.path}/shallow`)
        expect(found).toMatchObject({ shallow: true, base: { kind: 'none' } })
        // What it names is known all the same: GitHub can compare the two.
        expect(await checkedOut(found.root)).toEqual({ sha: found.head, parents: [repo.git('rev-parse', 'main')] })
        if (base !== null && found.base.kind === 'none')
          expect(baseAdvice(found.base)).toMatch(/fetch-depth: 0.*--unshallow/)
      }
    } finally {
      clone.dispose()
    }
  })

  test('histories that never met are said to be that', async () => {
    repo.commit({ a: '1' })
    repo.git('switch', '--quiet', '--orphan', 'other')
    repo.commit({ b: '1' })
    expect((await opened('main')).base).toMatchObject({ kind: 'none', reason: 'unrelated' })
  })
})

test('the diff is of what lies on the disk, in git’s own form whatever the user set', async () => {
  repo.commit({ 'old.ts': 'one\ntwo\nthree\nfour\nfive\n' })
  repo.git('config', 'diff.noprefix', 'true')
  repo.git('config', 'diff.mnemonicPrefix', 'true')
  repo.git('config', 'color.ui', 'always')
  repo.git('config', 'diff.external', 'false')
  repo.git('switch', '--quiet', '--create', 'feature')
  repo.git('mv', 'old.ts', 'ümlaut.ts')
  repo.commit({})
  repo.write({ 'ümlaut.ts': 'one\ntwo\nthree\nfour\nfive\nsix\n', 'untracked.ts': 'x\n' })
  repo.write({ '.git/info/exclude': 'ignored.ts\n', 'ignored.ts': 'x\n' })
  const found = await opened('main')
  const diff = await diffOf(found)
  expect(diff).toContain('+++ b/ümlaut.ts')
  expect(diff).toContain('@@ -5,0 +6 @@')
  expect(diff?.split('\n').filter((line) => /^\+(?!\+\+)/.test(line))).toEqual(['+six'])
  expect(await filesOf(found.root)).toEqual({ tracked: ['ümlaut.ts'], untracked: ['untracked.ts'] })
})

test('a folder that is no repository, and a repository without commits', async () => {
  const folder = temporaryFolder()
  try {
    expect(await openRepository(folder.path, null)).toMatchObject({ kind: 'none', reason: 'not_a_repository' })
  } finally {
    folder.dispose()
  }
  expect(await openRepository(repo.path, null)).toMatchObject({ kind: 'none', reason: 'no_commits' })
})

test.each([
  ['https://github.com/acme/checkout-api.git', 'acme/checkout-api'],
  ['git@github.com:acme/checkout-api.git', 'acme/checkout-api'],
  ['ssh://git@host:22/acme/checkout.api/', 'acme/checkout.api'],
  ['nonsense', null],
])('the repository behind %s is %s', async (url, name) => {
  repo.git('remote', 'add', 'origin', url)
  expect(await remoteRepository(repo.path)).toBe(name)
})
