import type { Repository as Clone } from '@plumbline/client/change'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Auth } from '../identity/auth.ts'
import { collect, measure } from '../measure/measure.ts'
import { type FakeGitHub, startFakeGitHub } from '../testing/fake-github.ts'
import { fakeJob } from '../testing/fake-job.ts'
import { type Outage, startOutage } from '../testing/fake-outage.ts'
import { AGREEMENT, makeRepository, type Repository } from '../testing/repository.ts'
import { judgeWithServer } from './judge.ts'

let github: FakeGitHub
let repository: Repository
let outage: Outage
beforeEach(async () => {
  github = await startFakeGitHub()
  repository = makeRepository()
  github.origin = repository.path
  outage = await startOutage({ status: 403, body: '', type: 'text/plain' })
})
afterEach(async () => {
  repository.remove()
  await Promise.all([github.close(), outage.close()])
})

/** The agreement's edit is not valid, and the server can't judge. */
const judged = async (auth: Auth | null) => {
  repository.write('plumbline.yml', AGREEMENT.replace('>= 80%', '=> 80%'))
  const inputs = { 'api-url': outage.url, engagement: 'acme-shop', service: 'shop-api' }
  const { job: told } = fakeJob(github, { inputs })
  const [base, root] = [repository.base, repository.path]
  const clone: Clone = {
    kind: 'repository',
    root,
    head: repository.head,
    shallow: true,
    base: { kind: 'none', name: base, reason: 'shallow' },
  }
  const change = { event: 'pull_request' as const, commitSha: repository.head, baseSha: base }
  const job = {
    ...told,
    auth,
    change,
    clone: Promise.resolve(clone),
    runner: { ...told.runner, workspace: root },
  }
  const { evaluation } = await judgeWithServer(job, 'shop-api', await measure(job, 'shop-api', await collect(job)))
  return { verdict: evaluation?.verdict, codes: evaluation?.notes.map(({ code }) => code) }
}

test('rule 16: an edit that makes the agreement none fails where the file judges, and only warns in an outage of the server', async () => {
  const alone = await judged(null)
  expect(alone.verdict).toBe('fail')
  expect(alone.codes).toEqual(expect.arrayContaining(['agreement_edit_invalid', 'agreement_edited']))
  const inOutage = await judged({ kind: 'key', credential: 'plb_vendor_x' })
  expect(inOutage.verdict).not.toBe('fail')
  expect(inOutage.codes).toContain('agreement_edited')
  expect(inOutage.codes).not.toContain('agreement_edit_invalid')
})
