import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type CommitRef, commitRef, type EventRef, nameRef } from '../events/identity.ts'
import type { GateFact, ReviewFact, WindowFact } from '../facts/facts.ts'
import { terms } from '../testing/agreement.ts'
import { GATE_EVENTS } from './gate.ts'
import { changeOf, isWithdrawn, pullRequestOf } from './merged-change.ts'

const sha = (digit: string) => digit.repeat(40)
const ref = (digit: string): CommitRef => commitRef(sha(digit))
const base = { event: '0123456789abcdef' as EventRef, at: 0, reconstructed: false as const }
const merged = (pullRequest: number, digit: string | null, action: ReviewFact['action'] = 'merged'): ReviewFact => ({
  ...base,
  kind: 'review',
  pullRequest,
  action,
  reviewer: null,
  bot: false,
  mergeCommit: digit === null ? null : ref(digit),
})
const gated = (pullRequest: number | null, verdict: GateFact['verdict'], on: GateFact['on'] = 'pull_request') => ({
  ...base,
  kind: 'gate' as const,
  commit: ref('a'),
  version: '',
  pullRequest,
  on,
  verdict,
  merged: on === 'push',
  blockedBy: [],
})
/** Passed as exempted: what would have blocked it is kept. */
const letThrough = (pullRequest: number, on?: GateFact['on']) => ({
  ...gated(pullRequest, 'pass', on),
  blockedBy: [nameRef('patch-coverage')],
})
const request = { service: 'shop', commit_sha: sha('b') }
const of = (...repositories: string[]) =>
  terms({ services: new Map([['shop', { repositories, production: ['production'] }]]) })
const ONE = of('acme/shop')
const named = { number: 7, title: 'x', author: 'dev', labels: [] }

describe('which pull request a commit is the merge of', () => {
  test.each<[string, WindowFact[], number | null]>([
    ['nobody told', [], null],
    ['it was told', [merged(7, 'b')], 7],
    ['twice the same', [merged(7, 'b'), merged(7, 'b')], 7],
    ['of another commit', [merged(7, 'c')], null],
    ['merged, but nobody said as what', [merged(7, null)], null],
    ['not merged', [merged(7, 'b', 'closed')], null],
    ['of two pull requests', [merged(7, 'b'), merged(8, 'b')], null],
    ['one pull request as two commits', [merged(7, 'b'), merged(7, 'c')], null],
    ['beside others', [merged(6, 'c'), merged(7, 'b'), gated(6, 'fail')], 7],
  ])('%s', (_, facts, expected) => {
    expect(pullRequestOf(facts, ref('b'))).toBe(expected)
    expect(pullRequestOf(facts.toReversed(), ref('b'))).toBe(expected)
  })
})

describe('rule 6: what a change is called, from its first gate to its deployment', () => {
  test.each(GATE_EVENTS)('%s: who pushes may name any pull request, and is not taken at their word', (event) => {
    const isAfter = event === 'push' || event === 'deployment'
    const asked = { ...request, event, pull_request: named }
    expect(changeOf(asked, [], ONE).name).toBe(isAfter ? `shop ${sha('b')}` : 'shop pr-7')
    expect(changeOf(asked, [merged(8, 'b')], ONE).name).toBe(isAfter ? 'shop pr-8' : 'shop pr-7')
  })
  test.each(GATE_EVENTS)('%s: of several repositories a number names none of their pull requests', (event) => {
    const asked = { ...request, event, pull_request: named }
    const several = of('acme/shop', 'acme/shop-web')
    expect(changeOf(asked, [merged(7, 'b')], several)).toEqual({ name: `shop ${sha('b')}`, pullRequest: null })
    for (const one of [of(), null]) expect(changeOf(asked, [merged(7, 'b')], one).name).toBe('shop pr-7')
  })
  test('without a pull request it is its commit', () =>
    expect(changeOf({ ...request, event: 'pull_request' }, [], ONE)).toEqual({
      name: `shop ${sha('b')}`,
      pullRequest: null,
    }))
})

describe('the last word before the merge', () => {
  test.each<[string, WindowFact[], boolean]>([
    ['no gate', [], false],
    ['it failed', [gated(7, 'fail')], true],
    ['it failed, and was let through then', [gated(7, 'fail'), letThrough(7)], false],
    ['it was let through, and failed then', [letThrough(7), gated(7, 'fail')], true],
    ['it was let through, and then passed without', [letThrough(7), gated(7, 'pass')], true],
    ['it was let through, and then only warned', [letThrough(7), gated(7, 'warn')], true],
    ['another one failed', [letThrough(7), gated(8, 'fail'), gated(null, 'fail')], false],
    ['asked by hand', [gated(7, 'fail'), letThrough(7, 'manual')], false],
  ])('%s', (_, facts, expected) => expect(isWithdrawn(facts, 7)).toBe(expected))
  test('is no gate of the merge itself, so that asking again answers the same', () => {
    fc.assert(
      fc.property(fc.constantFrom('push', 'merge_group', 'deployment'), fc.boolean(), (on, failed) => {
        const before = [failed ? gated(7, 'fail') : letThrough(7)]
        expect(isWithdrawn([...before, failed ? letThrough(7, on) : gated(7, 'fail', on)], 7)).toBe(failed)
      }),
    )
  })
})
