import { Event } from '@plumbline/core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TemporaryRepository, temporaryRepository } from '../testing/repository.ts'
import { openPullRequest } from './pull-request.ts'
import { openRepository } from './repository.ts'

let repo: TemporaryRepository
let first = ''
beforeAll(() => {
  repo = temporaryRepository()
  first = repo.commit({ 'a.ts': 'one\ntwo\nthree\n', 'old name.ts': 'same\nlines\nhere\nand\nthere\n' })
  repo.git('switch', '--quiet', '--create', 'feature')
  repo.commit({ 'a.ts': 'one\n2\nthree\nfour\n' })
  // Whatever its owner set: GitHub and GitLab count a rename as one.
  repo.git('config', 'diff.renames', 'false')
  repo.git('mv', 'old name.ts', 'new.ts')
  repo.commit({ 'image.png': 'a\0b', 'b.ts': 'x\n' })
  // What is not committed is no part of a pull request.
  repo.write({ 'b.ts': 'x\ny\nz\n' })
})
afterAll(() => repo.dispose())

const told = async (base: string, more = {}) =>
  openPullRequest({
    repository: { ...(await openRepository(repo.path, base)), ...more },
    number: 7,
    service: 'checkout-api',
    source: 'ci.test',
    at: Date.parse('2026-12-01T09:00:00Z'),
  })

test('the size is what the commits since the base add and delete; a rename and a picture have no lines', async () => {
  const event = await told('main')
  expect(event?.data).toEqual({
    number: 7,
    action: 'opened',
    at: '2026-12-01T09:00:00.000Z',
    additions: 3,
    deletions: 1,
  })
  expect(Event.safeParse(event).error).toBeUndefined()
  expect((await told('main'))?.id).toBe(event?.id)
})

test('a change of nothing has a size, and a size that nobody can tell is none', async () => {
  expect((await told('main', { head: first }))?.data).toMatchObject({ additions: 0, deletions: 0 })
  expect(await told('nowhere')).toBeNull()
  expect(await told('main', { head: '--output=x' })).toBeNull()
  expect(await told('main', { head: 'f'.repeat(40) })).toBeNull()
})
