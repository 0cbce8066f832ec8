import { expect, test } from 'vitest'
import { errorsOf, HEAD, SOUND } from '../testing/texts.ts'

test.each([
  'calendars: { support: { hours: { mon: ["09:00-10:00"] }, special_days: { tomorrow: 1 } } }',
  'calendars: { support: { hours: { mon: ["09:00-10:00"] }, breaks: { tomorrow: [1] } } }',
  'calendars: { "A B": 7 }',
  'severities: { sev1: { means: bad, maps: { "A B": 7 } } }',
])('%s: a bad name over a value of another shape is told, not thrown', (part) => {
  const told = errorsOf(`${HEAD}${part}\n${SOUND}`)
  expect(told.length).toBeGreaterThan(0)
  expect(told.join('\n')).toMatch(/error/)
})
