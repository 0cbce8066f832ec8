import { describe, expect, test } from 'vitest'
import { stateLine, verdictOf, worthWriting } from './policy.ts'

const none = null
const sha = 'a'.repeat(40)
const passed = `### ok\n${stateLine('pass', sha)}`
const failed = `### no\n${stateLine('fail', sha)}`

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
    { when: 'never', verdict: 'fail', standing: none, write: false, why: 'not wanted' },
  ] as const)('$when, $verdict: $write, because $why', ({ when, verdict, standing, write }) => {
    expect(worthWriting(when, verdict, standing)).toBe(write)
  })

  test('a standing comment tells its verdict, and only in our own words', () => {
    expect(verdictOf(failed)).toBe('fail')
    expect(verdictOf('the verdict is fail')).toBeNull()
  })
})
