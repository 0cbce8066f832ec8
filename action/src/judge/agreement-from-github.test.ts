import type { Repository as Clone } from '@plumbline/client/change'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Change } from '../context.ts'
import { type FakeGitHub, startFakeGitHub } from '../testing/fake-github.ts'
import { fakeJob } from '../testing/fake-job.ts'
import { AGREEMENT, makeRepository, type Repository } from '../testing/repository.ts'
import { agreementFromGitHub } from './agreement-from-github.ts'

let github: FakeGitHub
let repository: Repository
beforeEach(async () => {
  github = await startFakeGitHub()
  repository = makeRepository()
  github.origin = repository.path
})
afterEach(async () => {
  repository.remove()
  await github.close()
})

const LAX = AGREEMENT.replace('>= 80%', '>= 1%')
const clone = (): Clone => ({
  kind: 'repository',
  root: repository.path,
  head: repository.head,
  shallow: true,
  base: { kind: 'none', name: repository.base, reason: 'shallow' },
})
/** Of what is checked out, unless told otherwise as a pull request of it. */
const asked = (change: Partial<Change> = { baseSha: repository.base }, inputs: Record<string, string> = {}) => {
  const { job } = fakeJob(github, { inputs })
  const told: Change = { event: 'pull_request', commitSha: repository.head, ...change }
  return agreementFromGitHub({ ...job, change: told, runner: { ...job.runner, workspace: repository.path } }, clone())
}

describe('rule 16: the file as the base has it', () => {
  test('of the base that the event names, in one request', async () => {
    repository.write('plumbline.yml', LAX)
    repository.commit('lax')
    expect(await asked()).toEqual({ kind: 'text', text: AGREEMENT })
    expect(github.requests).toEqual(['GET /repos/acme/shop/contents/plumbline.yml'])
  })

  test('of the merge that GitHub made, what it was merged into: newer than the event says', async () => {
    repository.git('switch', '--quiet', 'main')
    repository.write('plumbline.yml', `${AGREEMENT}# newer\n`)
    repository.commit('newer')
    repository.git('merge', '--quiet', '--no-ff', '-m', 'merge', 'feature')
    expect(await asked()).toEqual({ kind: 'text', text: `${AGREEMENT}# newer\n` })
  })

  test('without a base: the default branch’s, and on it that of the commit before', async () => {
    repository.write('plumbline.yml', LAX)
    repository.commit('lax')
    expect(await asked({ defaultBranch: 'main', ref: 'refs/heads/feature' })).toEqual({ kind: 'text', text: AGREEMENT })
    repository.git('branch', '--quiet', '--force', 'main', 'feature')
    expect(await asked({ defaultBranch: 'main', ref: 'refs/heads/main' })).toEqual({ kind: 'text', text: AGREEMENT })
    repository.git('checkout', '--quiet', repository.base)
    expect(await asked({ defaultBranch: 'main', ref: 'refs/heads/main' })).toEqual({ kind: 'first' })
  })
})

describe('a file that GitHub does not find', () => {
  test('is absent where it knows the commit', async () => {
    expect(await asked({ baseSha: repository.base }, { agreement: 'more/other.yml' })).toEqual({ kind: 'absent' })
  })

  test('is unknown where it doesn’t', async () => {
    expect(await asked({ baseSha: 'd'.repeat(40) })).toMatchObject({
      kind: 'unknown',
      why: expect.stringMatching(/404/),
    })
  })
})

test.each([
  { what: 'the token may not read', answer: { status: 403, message: 'Resource not accessible by integration' } },
  { what: 'GitHub fails', answer: { status: 500 } },
])('$what: unknown, and nothing is guessed', async ({ answer }) => {
  github.faults.push({ answer })
  expect(await asked()).toMatchObject({ kind: 'unknown' })
})

test('more than an agreement may have is not taken, and not asked for again', async () => {
  repository.git('switch', '--quiet', 'main')
  repository.write('plumbline.yml', '#'.repeat(300 * 1024))
  const baseSha = repository.commit('long')
  expect(await asked({ baseSha })).toMatchObject({ kind: 'unknown', why: expect.stringMatching(/longer than 262144/) })
  expect(github.requests).toHaveLength(1)
})

test('without a token nobody is asked', async () => {
  const { job } = fakeJob(github)
  const settings = { ...job.settings, token: null }
  expect(await agreementFromGitHub({ ...job, settings }, clone())).toMatchObject({ kind: 'unknown' })
  expect(github.requests).toEqual([])
})
