import { createRequire } from 'node:module'
import { describe, expect, test } from 'vitest'
import { readChange } from './context.ts'

type Example = { name: string; examples: Record<string, unknown>[] }
const require = createRequire(import.meta.url)
const examples: Example[] = require('@octokit/webhooks-examples')
const payloads = (name: string) => examples.find((one) => one.name === name)?.examples ?? []
const told = { sha: 'f'.repeat(40), ref: 'refs/pull/2/merge' }
const change = (eventName: string, payload: unknown) => {
  const read = readChange(payload, { ...told, eventName })
  if (!read.ok) throw new Error(read.errors.join())
  return read.value
}

describe('which change an event is about, from GitHub’s own example payloads', () => {
  test('a pull request is judged at its head, never at the merge commit in GITHUB_SHA', () => {
    for (const payload of payloads('pull_request')) {
      const read = change('pull_request', payload)
      expect(read).toMatchObject({
        event: 'pull_request',
        commitSha: expect.stringMatching(/^[0-9a-f]{40}$/),
        baseSha: expect.stringMatching(/^[0-9a-f]{40}$/),
        pullRequest: { number: expect.any(Number), author: expect.any(String), labels: expect.any(Array) },
      })
      expect(read.commitSha).not.toBe(told.sha)
    }
    expect(payloads('pull_request').length).toBeGreaterThan(5)
  })

  test('a labelled pull request brings its labels’ names', () => {
    const labelled = payloads('pull_request').map(
      (payload) => change('pull_request', payload).pullRequest?.labels ?? [],
    )
    expect(labelled.flat()).toContain('bug')
  })

  test('a push is judged at `after`, against `before`', () => {
    const payload = payloads('push').find((one) => one.deleted === false && !String(one.ref).startsWith('refs/tags/'))
    const read = change('push', payload)
    expect(read.event).toBe('push')
    expect(read.commitSha).toBe(payload?.after)
    expect(read.defaultBranch).toBe('master')
  })

  test('the push of a new branch has no base', () => {
    expect(
      change('push', { ref: 'refs/heads/new', before: '0'.repeat(40), after: 'a'.repeat(40) }).baseSha,
    ).toBeUndefined()
  })

  test('an annotated tag is judged at its commit, not at the tag object', () => {
    const payload = {
      ref: 'refs/tags/v1',
      before: '0'.repeat(40),
      after: 'b'.repeat(40),
      head_commit: { id: 'c'.repeat(40) },
    }
    expect(change('push', payload).commitSha).toBe('c'.repeat(40))
  })

  test('the push that deletes a branch names no commit and says what to do', () => {
    const read = readChange(
      { ref: 'refs/heads/old', before: 'a'.repeat(40), after: '0'.repeat(40) },
      { ...told, eventName: 'push' },
    )
    expect(read).toMatchObject({ ok: false, errors: [expect.stringContaining('deleted')] })
  })

  test('a merge group is judged at its head, against its base', () => {
    const payload = payloads('merge_group')[0] ?? {
      merge_group: {
        head_sha: 'd'.repeat(40),
        base_sha: 'e'.repeat(40),
        head_ref: 'refs/heads/gh-readonly-queue/main/pr-1',
      },
    }
    expect(change('merge_group', payload)).toMatchObject({
      event: 'merge_group',
      commitSha: expect.any(String),
      baseSha: expect.any(String),
    })
  })

  const head = { id: 'a'.repeat(40), author: { name: 'Mona', username: 'mona' } }
  const pushed = (message: unknown, more: object = head) =>
    change('push', {
      ref: 'refs/heads/main',
      after: 'a'.repeat(40),
      head_commit: { ...more, message },
    }).pullRequest

  test.each<[message: unknown, number: number | undefined]>([
    ['Add tax rates (#412)', 412],
    ['Add tax rates (#412)\r\n\nCloses #9 (#10)', 412],
    ['Merge pull request #412 from northwind/tax\n\nAdd tax rates', 412],
    ['Revert "Add tax rates (#412)"', undefined],
    ['Add tax rates\n\n(#412)', undefined],
    ['Add tax rates (#0)', undefined],
    ['Add tax rates (#4120000000)', undefined],
    ['Merge branch main (see #412)', undefined],
    ['See Merge pull request #412 from x', undefined],
    ['', undefined],
    [7, undefined],
  ])('a push names the pull request that its commit says it was: %j', (message, number) => {
    expect(pushed(message)?.number).toBe(number)
  })

  test('beside the number stands what the commit says, and without an author there is no pull request', () => {
    const title = 'Add tax rates (#412)'
    expect(pushed(`${title}\n\nmore`)).toEqual({ number: 412, title, author: 'mona', labels: [] })
    expect(pushed(title, { author: { name: 'Mona' } })?.author).toBe('Mona')
    expect(pushed(title, {})).toBeUndefined()
    expect(pushed(title, { author: 'Mona' })).toBeUndefined()
  })

  test.each<[ref: string, number: number | undefined]>([
    [`refs/heads/gh-readonly-queue/main/pr-412-${'e'.repeat(40)}`, 412],
    [`refs/heads/gh-readonly-queue/release/2.x/pr-412-${'e'.repeat(40)}`, 412],
    ['refs/heads/gh-readonly-queue/main/pr-412', undefined],
    [`refs/heads/topic/pr-412-${'e'.repeat(40)}`, undefined],
  ])('a merge group is of the pull request that its branch names: %s', (head_ref, number) => {
    const group = { head_sha: 'd'.repeat(40), head_ref, head_commit: { ...head, message: 'Add tax rates' } }
    expect(change('merge_group', { merge_group: group }).pullRequest?.number).toBe(number)
  })

  test.each(['workflow_dispatch', 'schedule', 'issue_comment', 'release', 'something_of_2030'])(
    '%s is judged as asked for by hand, never an error',
    (name) => {
      for (const payload of [...payloads(name), {}])
        expect(change(name, payload)).toMatchObject({ event: 'manual', commitSha: told.sha })
    },
  )

  test.each(['pull_request', 'push', 'merge_group'])(
    '%s with a payload of another shape is refused, not guessed',
    (name) => {
      for (const payload of [null, [], {}, 'x', { pull_request: { head: { sha: 'HEAD' } } }])
        expect(readChange(payload, { ...told, eventName: name }).ok).toBe(false)
    },
  )
})
