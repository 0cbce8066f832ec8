import { createSend } from '@plumbline/client'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startBudget } from './budget.ts'
import { atTag } from './tag.ts'
import { ACTIONS_TOKEN, type FakeGitHub, startFakeGitHub } from './testing/fake-github.ts'
import { fakeJob } from './testing/fake-job.ts'
import { makeRepository, type Repository } from './testing/repository.ts'

let github: FakeGitHub
let repository: Repository
beforeAll(async () => {
  github = await startFakeGitHub()
  repository = makeRepository()
  repository.git('tag', '-a', 'v1', '-m', 'an annotated one', repository.base)
  github.actions.tags.v2 = 'c'.repeat(40)
})
afterAll(async () => {
  repository.remove()
  await github.close()
})

const SAID = 'd'.repeat(40)
const of = async (tag: string | undefined, token: string | null = ACTIONS_TOKEN): Promise<string> => {
  const change = { event: 'manual' as const, commitSha: SAID, ...(tag === undefined ? {} : { tag }) }
  const runner = { ...fakeJob(github).job.runner, workspace: repository.path }
  return (await atTag(change, runner, token, { budget: startBudget(10_000), send: createSend() })).commitSha
}

test('a release is judged at its tag’s commit: as the clone has it, else GitHub, else as the event’s own SHA says', async () => {
  expect(await of('v1')).toBe(repository.base)
  expect(github.requests).toEqual([])
  expect(await of('v2')).toBe('c'.repeat(40))
  for (const tag of ['v3', 'a\nb', '../../x', undefined]) expect(await of(tag)).toBe(SAID)
  expect(await of('v2', null)).toBe(SAID)
})
