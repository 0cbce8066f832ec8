import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Repository as Clone, NoRepository } from '@plumbline/client/change'
import { openRepository } from '@plumbline/client/change'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type FakeGitHub, startFakeGitHub } from '../testing/fake-github.ts'
import { fakeJob } from '../testing/fake-job.ts'
import { makeRepository, type Repository } from '../testing/repository.ts'
import { diffFromGitHub } from './diff-from-github.ts'

let github: FakeGitHub
let repository: Repository
let folder: string
beforeEach(async () => {
  github = await startFakeGitHub()
  repository = makeRepository()
  folder = mkdtempSync(join(tmpdir(), 'plumbline-shallow-'))
})
afterEach(async () => {
  repository.remove()
  rmSync(folder, { recursive: true, force: true })
  await github.close()
})

const DIFF = 'diff --git a/src/tax.ts b/src/tax.ts\n--- a/src/tax.ts\n+++ b/src/tax.ts\n@@ -10,0 +11 @@\n+x\n'
const NO_CLONE: NoRepository = { kind: 'none', reason: 'not_a_repository', detail: 'there is no git repository here' }

/** As `actions/checkout` leaves it, unless told otherwise: one commit, and nothing before it. */
const shallow = async (ref: string): Promise<Clone | NoRepository> => {
  execFileSync('git', ['clone', '--quiet', '--depth=1', `--branch=${ref}`, `file://${repository.path}`, folder])
  return openRepository(folder, repository.base, repository.head)
}
const asked = (clone: Clone | NoRepository, sha = 'f'.repeat(40)) => {
  const { job } = fakeJob(github)
  const change = { event: 'pull_request' as const, commitSha: repository.head, baseSha: repository.base }
  return diffFromGitHub({ ...job, change, runner: { ...job.runner, workspace: folder, sha } }, clone)
}

describe('a clone that is too shallow', () => {
  test('of the merge that GitHub made: compared with what it was merged into, in one request', async () => {
    repository.git('switch', '--quiet', 'main')
    repository.write('other.ts', 'by somebody else\n')
    const tip = repository.commit('merged meanwhile')
    repository.git('merge', '--quiet', '--no-ff', '-m', 'merge', 'feature')
    const merge = repository.git('rev-parse', 'HEAD')
    github.compared.diffs.set(`${tip}...${merge}`, DIFF)
    expect(await asked(await shallow('main'))).toEqual({ kind: 'diff', text: DIFF, baseSha: tip })
    expect(github.requests).toHaveLength(1)
  })

  test('of the change’s own head: compared with where GitHub says that it left its base', async () => {
    github.commits.push({ sha: repository.base, at: '' }, { sha: repository.head, at: '' })
    github.compared.diffs.set(`${repository.base}...${repository.head}`, DIFF)
    expect(await asked(await shallow('feature'))).toEqual({ kind: 'diff', text: DIFF, baseSha: repository.base })
  })

  test('of something else: no diff of another commit is taken for it', async () => {
    repository.git('switch', '--quiet', '-c', 'other')
    repository.commit('not what the event is about')
    expect(await asked(await shallow('other'))).toEqual({
      kind: 'none',
      why: expect.stringMatching(/^what is checked out is \w{7}, not the change’s \w{7}$/),
    })
    expect(github.requests).toEqual([])
  })
})

test('without a clone, the commit that the run is of', async () => {
  const merge = 'e'.repeat(40)
  github.compared.parents.set(merge, [repository.base, repository.head])
  github.compared.diffs.set(`${repository.base}...${merge}`, DIFF)
  expect(await asked(NO_CLONE, merge)).toEqual({ kind: 'diff', text: DIFF, baseSha: repository.base })
})

test.each([
  { status: 406, says: /too large .* 300 files and 20,000 lines/ },
  { status: 403, says: /`contents: read`/ },
  { status: 404, says: /does not know both commits/ },
  { status: 401, says: /does not know the token: check `github-token`/ },
])('GitHub says $status: the cause is named, and nothing is guessed', async ({ status, says }) => {
  const merge = 'e'.repeat(40)
  github.compared.parents.set(merge, [repository.base, repository.head])
  github.compared.diffs.set(`${repository.base}...${merge}`, status)
  expect(await asked(NO_CLONE, merge)).toEqual({ kind: 'none', why: expect.stringMatching(says) })
})
