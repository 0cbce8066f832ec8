import { variants } from '@plumbline/render/testing'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Job } from '../job.ts'
import { type FakeGitHub, startFakeGitHub } from '../testing/fake-github.ts'
import { fakeJob } from '../testing/fake-job.ts'
import { lookForComment } from './write.ts'

let github: FakeGitHub
beforeEach(async () => {
  github = await startFakeGitHub()
})
afterEach(() => github.close())

const { commit_sha: commitSha } = variants.fail ?? expect.fail()
const SERVER = { 'api-url': 'https://plumbline.acme.example', engagement: 'acme-shop', service: 'shop-api' }
const asked = (inputs: Record<string, string>, auth: Job['auth'] = null): Job => {
  const { job } = fakeJob(github, { inputs })
  const pullRequest = { number: 7, title: '', author: '', labels: [] }
  return { ...job, auth, change: { event: 'pull_request', commitSha, pullRequest } }
}
const MATRIX = { matrix: '{"node":22}' }
const KEY = { kind: 'key', credential: 'plb_vendor_x' } as const

test('the comment is looked for early wherever it is one gate’s: also of a matrix or a flag, where a server judges', async () => {
  const flag = { ...SERVER, flag: 'unit' }
  const looks = [asked({}), asked({ ...SERVER, ...MATRIX }, KEY), asked(flag, KEY)].map(lookForComment)
  for (const look of looks) expect(await look?.()).toEqual([])
  expect(github.requests).toHaveLength(3)
  expect([asked(MATRIX), asked({ ...SERVER, ...MATRIX }), asked(flag)].map(lookForComment)).toEqual([
    undefined,
    undefined,
    undefined,
  ])
})
