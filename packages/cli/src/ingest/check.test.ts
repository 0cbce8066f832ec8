import { expect, test } from 'vitest'
import { checkEvent } from './check.ts'

const run = { type: 'test_run', id: 't', source: 'ci', time: '2026-12-01T00:00:00Z', service: 'shop' }
const tests = { commit_sha: 'a'.repeat(40), tests: 9, failures: 0, errors: 0, skipped: 0 }

test('what the server would refuse is refused in its words, with what would be right', () => {
  expect(checkEvent({ ...run, data: tests }).ok).toBe(true)
  expect(checkEvent({ ...run, origin: 'guessed', data: { ...tests, tests: 1.5 } })).toEqual({
    ok: false,
    id: 't',
    mistakes: [
      { pointer: '/origin', detail: 'must be one of those allowed (one of observed, reconstructed, self-reported)' },
      { pointer: '/data/tests', detail: 'must be a whole number, found 1.5' },
    ],
  })
})
