import { firstOf, type Translation, translated, untranslatable } from '../translation.ts'
import { custom, envelopeOf } from './common.ts'

/** Of a suite whose counts nobody gives: it is one test, and went as its outcome says. */
const OUTCOMES: Readonly<Record<string, { failures: number; errors: number }>> = {
  pass: { failures: 0, errors: 0 },
  success: { failures: 0, errors: 0 },
  fail: { failures: 1, errors: 0 },
  failure: { failures: 1, errors: 0 },
  error: { failures: 0, errors: 1 },
}

/** A finished suite of tests. Which commit it tested, and how many tests, only `customData` knows. */
export const testRunOf = (given: object): Translation => {
  const outcome = firstOf(
    given,
    '/data/subject/content/outcome',
    '/data/subject/content/status',
    '/data/subject/content/outcome',
  )
  const counted = custom(given, 'tests')
  const told = typeof outcome.value === 'string' ? OUTCOMES[outcome.value] : undefined
  if (counted.value === undefined && told === undefined)
    return untranslatable({
      pointer: outcome.at,
      code: outcome.value === undefined ? 'missing' : 'not_allowed',
      detail: 'must be pass, fail or error; what was cancelled says nothing about the commit',
      allowed: ['pass', 'fail', 'error'],
    })
  const envelope = envelopeOf(given, 'test_run', { service: [], environment: [] })
  const count = (key: 'failures' | 'errors') => {
    const found = custom(given, key)
    const value = found.value ?? (counted.value === undefined ? told?.[key] : 0)
    return { value, at: found.at }
  }
  return translated(envelope, {
    commit_sha: custom(given, 'commit_sha'),
    flag: custom(given, 'flag'),
    tests: { value: counted.value ?? 1, at: counted.at },
    failures: count('failures'),
    errors: count('errors'),
    skipped: { value: custom(given, 'skipped').value ?? 0, at: custom(given, 'skipped').at },
  })
}
