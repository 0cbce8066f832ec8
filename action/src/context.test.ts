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
  if (read.kind !== 'change') throw new Error(read.why)
  return read.change
}

const [HEAD, BASE] = ['ec26c3e57ca3a959ca5aad62de7213c562f8c821', 'f95f852bd8fca8fcc58a9a2d6c842781e32a215e']
const [TIP, ZEROS] = ['6113728f27ae82c7b1a177c8d03f9e96e0adf246', '0'.repeat(40)]
const RUN = '3484a3fb816e0859fd6e1cea078d76385ff50625'
const MASTER = { defaultBranch: 'master' }

describe('every event’s commit, base, ref and pull request, by each of GitHub’s own example payloads', () => {
  /** What of a payload decides, and what becomes of all that are alike in it. */
  const table: [event: string, which: (payload: never) => boolean, many: number, change: object | 'nothing'][] = [
    [
      'pull_request',
      ({ action }: { action: string }) => action !== 'closed',
      27,
      {
        event: 'pull_request',
        commitSha: HEAD,
        baseSha: BASE,
        ref: 'changes',
        branch: 'changes',
        pullRequest: { number: 2 },
        ...MASTER,
      },
    ],
    [
      'pull_request',
      ({ action }: { action: string }) => action === 'closed',
      2,
      { event: 'pull_request', commitSha: HEAD, baseSha: BASE, closed: true, pullRequest: { number: 2 } },
    ],
    [
      'merge_group',
      () => true,
      2,
      {
        event: 'merge_group',
        commitSha: '2ffea6db159f6b6c47a24e778fb9ef40cf6b1c7d',
        baseSha: '380387fbc80638b734a49e1be1c4dfec1c01b33c',
        ref: 'refs/heads/gh-readonly-queue/main/pr-104-929f8209d40f77f4abc622a499c93a83babdbe64',
        pullRequest: { number: 104 },
      },
    ],
    [
      'push',
      ({ ref }: { ref: string }) => ref === 'refs/heads/master',
      2,
      { event: 'push', commitSha: TIP, ref: 'refs/heads/master', branch: 'master', ...MASTER },
    ],
    [
      'push',
      ({ ref, after }: { ref: string; after: string }) => ref !== 'refs/heads/master' && after !== ZEROS,
      1,
      { event: 'push', commitSha: TIP, ref: 'refs/tags/simple-tag' },
    ],
    ['push', ({ after }: { after: string }) => after === ZEROS, 4, 'nothing'],
    [
      'workflow_run',
      ({ workflow_run: { head_sha } }: { workflow_run: { head_sha: string } }) => head_sha === RUN,
      4,
      { event: 'manual', commitSha: RUN, ref: 'refs/heads/master' },
    ],
    [
      'workflow_run',
      ({ workflow_run: { head_sha } }: { workflow_run: { head_sha: string } }) => head_sha !== RUN,
      1,
      { event: 'manual', commitSha: '5779607b49aab1200488439f02372c57b4f75444', ref: 'refs/heads/main' },
    ],
    ['workflow_dispatch', () => true, 2, { event: 'manual', commitSha: told.sha, ref: told.ref }],
    [
      'deployment',
      () => true,
      4,
      { event: 'manual', commitSha: BASE, ref: expect.stringMatching(/^(?:master|gh-pages)$/) },
    ],
    [
      'deployment_status',
      () => true,
      4,
      { event: 'manual', commitSha: BASE, ref: expect.stringMatching(/^(?:master|gh-pages)$/) },
    ],
    [
      'release',
      ({ action }: { action: string }) => action !== 'deleted',
      11,
      { event: 'manual', commitSha: told.sha, ref: 'refs/tags/0.0.1', tag: '0.0.1' },
    ],
    ['release', ({ action }: { action: string }) => action === 'deleted', 2, 'nothing'],
    ['pull_request_review', () => true, 4, { event: 'pull_request', pullRequest: { number: expect.any(Number) } }],
    ['repository_dispatch', () => true, 2, { event: 'manual', commitSha: told.sha }],
    ['check_run', () => true, 9, { event: 'manual', commitSha: told.sha }],
    ['issue_comment', () => true, 9, { event: 'manual', commitSha: told.sha }],
  ]
  test.each(table)('%s', (name, which, many, expected) => {
    const alike = payloads(name).filter((payload) => which(payload as never))
    expect(alike).toHaveLength(many)
    for (const payload of alike) {
      const read = readChange(payload, { ...told, eventName: name })
      expect(read).toMatchObject(
        expected === 'nothing'
          ? { kind: 'nothing', why: expect.stringContaining('deleted') }
          : { kind: 'change', change: expected },
      )
    }
  })

  test('the merge commit’s SHA instead of the head’s: no event of a pull request is judged at GITHUB_SHA', () => {
    for (const name of ['pull_request', 'pull_request_target', 'pull_request_review', 'pull_request_review_comment'])
      for (const payload of payloads(name === 'pull_request_target' ? 'pull_request' : name))
        expect(change(name, payload).commitSha).not.toBe(told.sha)
  })
})

describe('a workflow after another judges what that one ran on', () => {
  const run = (more: object, event = 'pull_request') => ({
    action: 'completed',
    workflow_run: {
      id: 1,
      event,
      head_sha: HEAD,
      head_branch: 'tax',
      head_repository: { full_name: 'acme/shop' },
      ...more,
    },
    repository: { full_name: 'acme/shop', default_branch: 'main' },
  })
  const pull = (number: number, sha = HEAD) => ({ number, head: { sha, ref: 'tax' }, base: { sha: BASE, ref: 'main' } })
  test.each<[why: string, payload: unknown, expected: object]>([
    [
      'of a pull request whose head it is',
      run({ pull_requests: [pull(8, TIP), pull(7)] }),
      { event: 'pull_request', baseSha: BASE, ref: 'tax', pullRequest: { number: 7, author: '' } },
    ],
    ['of one that has moved on', run({ pull_requests: [pull(7, TIP)] }), { event: 'manual', ref: 'refs/heads/tax' }],
    ['of two with one head', run({ pull_requests: [pull(7), pull(8)] }), { event: 'manual' }],
    [
      'of a fork, for which GitHub lists none',
      run({ pull_requests: [], head_repository: { full_name: 'mona/shop' } }),
      { event: 'manual' },
    ],
    [
      'of a merge',
      run({ head_branch: 'main', pull_requests: [pull(9)] }, 'push'),
      { event: 'push', ref: 'refs/heads/main' },
    ],
    [
      'of a fork’s push to a branch of that name',
      run({ head_branch: 'main', head_repository: { full_name: 'mona/shop' } }, 'push'),
      { event: 'manual' },
    ],
    [
      'of a merge group',
      run({ head_branch: 'gh-readonly-queue/main/pr-7-x' }, 'merge_group'),
      { event: 'merge_group', ref: 'refs/heads/gh-readonly-queue/main/pr-7-x' },
    ],
  ])('%s', (_, payload, expected) => {
    const read = change('workflow_run', payload)
    expect(read).toMatchObject({ commitSha: HEAD, ...expected })
    expect(read.pullRequest?.number).toBe((expected as { pullRequest?: { number: number } }).pullRequest?.number)
  })
})

describe('what else of an event counts', () => {
  test('a labelled pull request brings its labels’ names', () => {
    const labelled = payloads('pull_request').map(
      (payload) => change('pull_request', payload).pullRequest?.labels ?? [],
    )
    expect(labelled.flat()).toContain('bug')
  })

  test('the push of a new branch has no base', () => {
    expect(
      change('push', { ref: 'refs/heads/new', before: '0'.repeat(40), after: 'a'.repeat(40) }).baseSha,
    ).toBeUndefined()
  })

  test('the push that deletes a branch is nothing to judge, also where only its commit tells', () => {
    const read = readChange({ ref: 'refs/heads/old', before: TIP, after: ZEROS }, { ...told, eventName: 'push' })
    expect(read).toEqual({ kind: 'nothing', why: 'refs/heads/old was deleted, so there is no commit to judge' })
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

  test.each(['workflow_dispatch', 'schedule', 'issue_comment', 'release', 'deployment', 'something_of_2030'])(
    '%s, also with nothing in its payload, is judged at GITHUB_SHA and never an error',
    (name) => {
      for (const payload of [{}, null, [], 'x', { release: 7, deployment: [] }])
        expect(change(name, payload)).toEqual({ event: 'manual', commitSha: told.sha, ref: told.ref })
    },
  )

  test('a push or a merge group whose payload lacks its commit is judged at GITHUB_SHA, which is the same there', () => {
    expect(change('push', { ref: 'refs/heads/main' })).toMatchObject({ event: 'push', commitSha: told.sha })
    expect(change('merge_group', {})).toEqual({ event: 'merge_group', commitSha: told.sha })
  })

  test.each(['pull_request', 'pull_request_review', 'workflow_run'])(
    '%s with a payload of another shape is refused, not guessed: GITHUB_SHA is another commit there',
    (name) => {
      for (const payload of [
        null,
        [],
        {},
        'x',
        { pull_request: { head: { sha: 'HEAD' } } },
        { workflow_run: { head_sha: ZEROS } },
      ])
        expect(readChange(payload, { ...told, eventName: name }).kind).toBe('unclear')
    },
  )
})
