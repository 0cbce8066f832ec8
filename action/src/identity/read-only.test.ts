import { createRequire } from 'node:module'
import { describe, expect, test } from 'vitest'
import { readOnlyOf } from './read-only.ts'

type Example = { name: string; examples: Record<string, unknown>[] }
const examples: Example[] = createRequire(import.meta.url)('@octokit/webhooks-examples')

const of = (repo: unknown, eventName = 'pull_request', actor = 'mona', repository: object = {}) => {
  const found = readOnlyOf({
    eventName,
    actor,
    repository: 'acme/shop',
    payload: { pull_request: { head: { repo }, base: { repo: { id: 1, full_name: 'acme/shop' } } }, repository },
  })
  return found && `${found.whose}${found.sure ? ', surely' : ''}`
}
const [OURS, FORK] = [
  { id: 1, full_name: 'acme/shop' },
  { id: 2, full_name: 'mona/shop' },
]

describe('403 on pull requests from forks and Dependabot: a token that may only read is known before anything is written', () => {
  test.each([
    ['a fork', of(FORK), 'fork'],
    ['a fork that was deleted since', of(null), 'fork'],
    ['a fork of one name, by its id', of({ id: 2, full_name: 'acme/shop' }), 'fork'],
    ['a fork without ids', of({ full_name: 'mona/shop' }), 'fork'],
    ['a fork of a public repository', of(FORK, 'pull_request', 'mona', { private: false }), 'fork, surely'],
    [
      'a fork of a private one, which may send tokens that write',
      of(FORK, 'pull_request', 'mona', { private: true }),
      'fork',
    ],
    [
      'Dependabot in a public one, whose workflow may grant more',
      of(OURS, 'push', 'dependabot[bot]', { private: false }),
      'dependabot',
    ],
    ['Dependabot’s pull request, in a run that a person started', of(OURS), null],
    ['a review of a fork', of(FORK, 'pull_request_review'), 'fork'],
    ['Dependabot', of(OURS, 'pull_request', 'dependabot[bot]'), 'dependabot'],
    ['a push of Dependabot', of(OURS, 'push', 'dependabot[bot]'), 'dependabot'],
    ['the repository itself', of(OURS), null],
    ['the repository under its old name', of({ id: 1, full_name: 'acme/store' }), null],
    ['a payload that does not say', of(undefined), null],
    ['pull_request_target', of(FORK, 'pull_request_target'), null],
    ['pull_request_target for Dependabot', of(OURS, 'pull_request_target', 'dependabot[bot]'), null],
    ['workflow_run', of(FORK, 'workflow_run', 'dependabot[bot]'), null],
    ['somebody who calls themselves so', of(OURS, 'pull_request', 'dependabot'), null],
  ])('%s', (_, found, expected) => expect(found).toBe(expected))

  test('of GitHub’s example payloads, all of which are of one repository, none', () => {
    for (const payload of examples.find(({ name }) => name === 'pull_request')?.examples ?? [])
      expect(readOnlyOf({ eventName: 'pull_request', actor: 'x', repository: 'Codertocat/Hello-World', payload })).toBe(
        null,
      )
  })
})
