import { describe, expect, test } from 'vitest'
import { verdictOf, worthAwaiting, worthWriting } from './policy.ts'
import { stateLine } from './state-line.ts'

const none = null
const sha = 'a'.repeat(40)
const run = { id: 4711, attempt: 1 }
const passed = `### ok\n${stateLine({ verdict: 'pass', commitSha: sha, run, of: null })}`
const failed = `### no\n${stateLine({ verdict: 'fail', commitSha: sha, run, of: null })}`
const older = `### ok\n${stateLine({ verdict: 'pass', commitSha: 'b'.repeat(40), run, of: null })}`

describe('when a comment is worth writing', () => {
  test.each([
    { when: 'auto', verdict: 'pass', standing: none, write: true, why: 'the first run' },
    { when: 'auto', verdict: 'pass', standing: passed, write: false, why: 'nothing new' },
    { when: 'auto', verdict: 'pass', standing: failed, write: true, why: 'the verdict changed' },
    { when: 'auto', verdict: 'fail', standing: failed, write: true, why: 'not met' },
    { when: 'auto', verdict: 'warn', standing: passed, write: true, why: 'not met' },
    { when: 'always', verdict: 'pass', standing: passed, write: true, why: 'asked for' },
    { when: 'failures', verdict: 'pass', standing: none, write: false, why: 'met' },
    { when: 'failures', verdict: 'pass', standing: passed, write: false, why: 'met' },
    { when: 'failures', verdict: 'pass', standing: failed, write: true, why: 'a standing failure is put right' },
    { when: 'failures', verdict: 'warn', standing: none, write: true, why: 'not met' },
    { when: 'auto', verdict: 'pass', standing: older, write: true, why: 'it is of another commit' },
    { when: 'failures', verdict: 'pass', standing: older, write: true, why: 'it is of another commit' },
    { when: 'never', verdict: 'fail', standing: none, write: false, why: 'not wanted' },
  ] as const)('$when, $verdict: $write, because $why', ({ when, verdict, standing, write }) => {
    expect(worthWriting(when, verdict, standing, sha)).toBe(write)
  })

  test('that uploads are awaited is never written over a verdict of the same commit, and any verdict over that', () => {
    const awaited = stateLine({ verdict: 'awaited', commitSha: sha, run, of: null })
    const other = older
    expect([none, awaited, other, failed].map((one) => worthAwaiting('auto', one, sha))).toEqual([
      true,
      true,
      true,
      false,
    ])
    expect(worthAwaiting('failures', none, sha)).toBe(false)
    for (const when of ['auto', 'always', 'failures'] as const)
      expect(worthWriting(when, 'pass', awaited, sha)).toBe(true)
  })

  test('a standing comment tells its verdict, and only in our own words', () => {
    expect(verdictOf(failed)).toBe('fail')
    expect(verdictOf('the verdict is fail')).toBeNull()
  })
})
