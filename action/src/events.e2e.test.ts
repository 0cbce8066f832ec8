import { createRequire } from 'node:module'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { pullRequestPayload } from './testing/run-action.ts'
import { openStage, type Stage } from './testing/stage.ts'

type Example = { name: string; examples: Record<string, unknown>[] }
const examples: Example[] = createRequire(import.meta.url)('@octokit/webhooks-examples')
const payloadOf = (name: string, which: (payload: Record<string, unknown>) => boolean = () => true) =>
  examples.find((one) => one.name === name)?.examples.find(which) ?? {}

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
  stage.reports(0)
})
afterAll(() => stage.close())

describe('required checks that never report: whatever the event is, the job ends with a summary and its own exit code', () => {
  test.each([
    { eventName: 'schedule', payload: { schedule: '0 6 * * *' }, verdict: 'pass' },
    { eventName: 'release', payload: payloadOf('release', ({ action }) => action !== 'deleted'), verdict: 'pass' },
    { eventName: 'something_of_2030', payload: {}, verdict: 'pass' },
    { eventName: 'push', payload: payloadOf('push', ({ deleted }) => deleted === true), verdict: '' },
  ])('$eventName', async ({ verdict, ...event }) => {
    const ran = await stage.run(event)
    expect([ran.code, ran.outputs.verdict]).toEqual([0, verdict])
    expect(ran.summary).toContain(verdict === '' ? 'Nothing to judge' : 'Measured here')
    expect(ran.log).not.toContain('::error')
  })
})

test('results filed under the wrong workflow: a run after another is about that one’s commit and pull request, and no check run is made', async () => {
  const { repository, github } = stage
  github.requests.length = 0
  const { head, base } = repository
  const workflow_run = {
    id: 1,
    event: 'pull_request',
    head_sha: head,
    head_branch: 'feature',
    pull_requests: [{ number: 7, head: { sha: head, ref: 'feature' }, base: { sha: base, ref: 'main' } }],
  }
  // The default branch's tip, as GitHub gives it to such a run.
  const env = { GITHUB_SHA: base, GITHUB_REF: 'refs/heads/main' }
  const ran = await stage.run({ eventName: 'workflow_run', payload: { action: 'completed', workflow_run }, env })
  expect([ran.code, ran.summary]).toEqual([0, expect.stringContaining(`at \`${head.slice(0, 12)}\``)])
  expect(stage.comment()).toContain(head.slice(0, 12))
  expect(github.requests.filter((line) => line.includes('check'))).toEqual([])
})

test('a pull request that is closed is judged, and gets no word any more', async () => {
  stage.github.requests.length = 0
  const { pull_request: pull, ...payload } = pullRequestPayload(stage.repository)
  const ran = await stage.run({
    payload: { ...payload, action: 'closed', pull_request: { ...pull, state: 'closed', merged: false } },
  })
  expect([ran.code, ran.outputs.verdict, stage.github.requests]).toEqual([0, 'pass', []])
})
