import { afterEach, beforeEach, expect, test } from 'vitest'
import { type TemporaryRepository, temporaryRepository } from '../testing/repository.ts'
import { commitsBetween, shipped } from './git-commits.ts'

let repo: TemporaryRepository
beforeEach(() => {
  repo = temporaryRepository()
})
afterEach(() => repo.dispose())

const commit = (name: string) => repo.commit({ [name]: name }, name)

test('what lies between, oldest first, with merges marked', async () => {
  const base = commit('a')
  repo.git('switch', '--quiet', '--create', 'side')
  const side = commit('b')
  repo.git('switch', '--quiet', 'main')
  const main = commit('c')
  repo.git('merge', '--quiet', '--no-ff', '--no-edit', 'side')
  const head = repo.git('rev-parse', 'HEAD')
  const found = await commitsBetween(repo.path, base, head)
  expect(found).toMatchObject({ kind: 'known', left: 0 })
  if (found.kind !== 'known') return
  expect(new Set(found.commits.map(({ sha }) => sha))).toEqual(new Set([side, main, head]))
  expect(found.commits.at(-1)).toEqual({
    sha: head,
    committed_at: repo.git('show', '-s', '--format=%cI', 'HEAD'),
    merge: true,
  })
})

test('the same commit again, and going back, bring nothing', async () => {
  const [first, second] = [commit('a'), commit('b')]
  expect(await commitsBetween(repo.path, second, second)).toMatchObject({ kind: 'known', commits: [] })
  expect(await commitsBetween(repo.path, second, first)).toMatchObject({ kind: 'known', commits: [] })
})

test('settings of a user that print more change nothing', async () => {
  const base = commit('a')
  repo.git('config', 'log.decorate', 'full')
  repo.git('config', 'format.pretty', 'oneline')
  const head = commit('b')
  expect(await commitsBetween(repo.path, base, head)).toMatchObject({ commits: [{ sha: head }] })
})

test.each(['f'.repeat(40), '--all', 'HEAD; rm -rf /', ''])('“%s” is no commit: unknown, and says so', async (base) => {
  commit('a')
  expect(await commitsBetween(repo.path, base, 'HEAD')).toEqual({
    kind: 'unknown',
    why: expect.stringContaining('git knows no commit'),
  })
})

test('no repository: unknown, and no crash', async () => {
  expect(await commitsBetween('/', 'HEAD', 'HEAD')).toMatchObject({ kind: 'unknown' })
})

test('of more than one event may name the oldest are kept, which waited longest', () => {
  const commits = Array.from({ length: 260 }, (_, n) => ({ sha: String(n), committed_at: '2026-12-01T00:00:00Z' }))
  const kept = shipped(commits)
  expect(kept).toMatchObject({ kind: 'known', left: 10 })
  expect(kept.kind === 'known' && [kept.commits[0]?.sha, kept.commits.at(-1)?.sha]).toEqual(['0', '249'])
})
