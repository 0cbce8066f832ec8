import type { Evaluation } from '@plumbline/core'
import { evaluation, patchMissed } from '@plumbline/render/testing'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Job } from '../job.ts'
import { type FakeGitHub, startFakeGitHub } from '../testing/fake-github.ts'
import { fakeJob } from '../testing/fake-job.ts'
import { withExemption } from './exemption.ts'
import type { Judged } from './judge.ts'

let github: FakeGitHub
beforeEach(async () => {
  github = await startFakeGitHub()
})
afterEach(() => github.close())

const base = evaluation({ verdict: 'fail', objectives: [patchMissed] })
const failing: Evaluation = { ...base, agreement: base.agreement && { ...base.agreement, exempt_label: 'hotfix' } }
const by = (actor: string | null, event: 'labeled' | 'unlabeled' = 'labeled', label = 'hotfix') => ({
  event,
  label,
  actor,
})
const pullRequest = { number: 7, title: 'Add tax rates', author: 'Mona Lisa', labels: [] as string[] }

/** What is asked again, and what is said, of a change whose pull request bears these labels after these events. */
const claim = async (
  { labels = ['bug', 'hotfix'], events = [by('kim')] }: { labels?: string[]; events?: ReturnType<typeof by>[] } = {},
  change: Partial<Job['change']> = {},
  judged = failing,
) => {
  Object.assign(github.actions.issue, { labels, events })
  const { job } = fakeJob(github, { eventName: change.event ?? 'pull_request' })
  const asked: Job = { ...job, change: { event: 'pull_request', commitSha: 'a'.repeat(40), pullRequest, ...change } }
  const again: Job[] = []
  const answer: Judged = { evaluation: judged, api: 'ok', troubles: [] }
  const found = await withExemption(asked, answer, async (one) => {
    again.push(one)
    return answer
  })
  return { exempt: again[0]?.exempt ?? null, asked: again[0]?.change.pullRequest, troubles: found.troubles }
}

describe('rule 6: who set the label is what GitHub’s events say, whatever the job or a commit says', () => {
  test.each([
    ['set', [by('kim')], 'kim'],
    ['set anew', [by('kim'), by('kim', 'unlabeled'), by('mona')], 'mona'],
    ['set past the first page', [...Array.from({ length: 140 }, () => by('bo', 'labeled', 'bug')), by('kim')], 'kim'],
    ['of an account that is gone', [by(null)], null],
    ['of another name', [by('kim', 'labeled', 'Hotfix')], null],
    ['of which there is no event', [], null],
  ])('a label %s', async (_, events, setBy) => {
    const { exempt } = await claim({ events })
    expect(exempt).toEqual(setBy === null ? null : { label: 'hotfix', setBy })
  })

  test('the author is GitHub’s too: a commit’s name would let authors exempt themselves', async () => {
    const { asked } = await claim({}, { event: 'merge_group' })
    expect(asked).toEqual({ ...pullRequest, author: 'mona', labels: ['hotfix'] })
  })

  test('a label that is gone by now claims nothing, though the event of the run tells it', async () => {
    const gone = { labels: ['bug'], events: [by('kim'), by('kim', 'unlabeled')] }
    const { exempt, troubles } = await claim(gone, { pullRequest: { ...pullRequest, labels: ['hotfix'] } })
    expect([exempt, troubles]).toEqual([null, []])
  })

  test('what can’t be read exempts nothing, and that is said where the label is known to stand there', async () => {
    github.faults.push({ path: '/events', answer: { status: 403, message: 'Resource not accessible by integration' } })
    const { exempt, troubles } = await claim({}, { pullRequest: { ...pullRequest, labels: ['hotfix'] } })
    expect(exempt).toBeNull()
    expect(troubles).toMatchObject([
      { level: 'warning', title: 'Not exempted', text: expect.stringContaining('hotfix') },
    ])
    expect((await claim()).troubles).toEqual([])
  })

  test('a push is what GitHub says it merged: without a server its label speaks, with one what the server remembers', async () => {
    const [sha, ref] = ['a'.repeat(40), 'refs/heads/main']
    const merge = { merge_commit_sha: sha, merged_at: '2026-12-01T10:00:00Z', base: { ref: 'main' } }
    github.actions.pullsOf[sha] = [{ ...merge, number: 7, title: 'x', user: { login: 'mona' }, labels: [] }]
    const baseSha = 'c'.repeat(40)
    github.compared.parents.set(sha, [baseSha])
    const merged = { event: 'push', ref, baseSha } as const
    expect((await claim({}, merged, { ...failing, local: true })).exempt).toEqual({ label: 'hotfix', setBy: 'kim' })
    expect((await claim({}, merged)).exempt).toBeNull()
    const unknown = await claim({}, { event: 'push', merge: { why: 'HTTP 403' } })
    expect([unknown.exempt, unknown.troubles]).toMatchObject([
      null,
      [{ title: 'Not exempted', text: expect.stringContaining('HTTP 403') }],
    ])
  })

  test('nobody is asked for a change that passes, without an agreed exemption, or on a push that only names a pull request', async () => {
    await claim({}, {}, { ...failing, verdict: 'warn' })
    await claim({}, {}, base)
    await claim({}, { event: 'push' }, { ...failing, local: true })
    expect(github.requests).toEqual([])
  })
})
