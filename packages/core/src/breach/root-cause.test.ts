import { describe, expect, test } from 'vitest'
import { parseInstant } from '../time/instant.ts'
import type { Actor, Breach, StatedCause } from './breach.ts'
import { agreedCause, causeToAgreeWith, sameCauseKey } from './root-cause.ts'
import { agreeOnCause, stateRootCause } from './statements.ts'

const CLIENT: Actor = { party: 'client', key: 'k_c', name: 'Acme lead' }
const VENDOR: Actor = { party: 'vendor', key: 'k_v', name: 'Northwind lead' }
// Only its timeline is read.
const NOTHING = { timeline: [] } as unknown as Breach

const time = (minute: number) => `2026-12-01T09:0${minute}:00.000Z`
const at = (minute: number) => parseInstant(time(minute)) ?? 0

type Step = (breach: Breach, minute: number) => Breach

const done = (result: ReturnType<typeof agreeOnCause>): Breach => {
  if (!result.ok) throw new Error(result.errors[0]?.detail)
  return result.value
}
const states =
  (by: Actor, text: string, cause: StatedCause = { category: 'code' }): Step =>
  (breach, minute) =>
    done(stateRootCause(breach, by, at(minute), text, cause))
const agrees =
  (by: Actor, minuteOf: number): Step =>
  (breach, minute) =>
    done(agreeOnCause(breach, by, at(minute), time(minuteOf)))
const story = (...steps: Step[]) => steps.reduce((breach, step, minute) => step(breach, minute), NOTHING)

describe('a root cause is agreed on only where one party says that it agrees with the other’s last statement', () => {
  test.each([
    { why: 'one states it, the other agrees', steps: [states(VENDOR, 'a'), agrees(CLIENT, 0)], is: 'a' },
    { why: 'one alone', steps: [states(VENDOR, 'a')], is: null },
    { why: 'the same words from both are no agreement', steps: [states(VENDOR, 'a'), states(CLIENT, 'a')], is: null },
    {
      why: 'who agreed says something else since',
      steps: [states(VENDOR, 'a'), agrees(CLIENT, 0), states(CLIENT, 'b')],
      is: null,
    },
    {
      why: 'who stated it says something else since',
      steps: [states(VENDOR, 'a'), agrees(CLIENT, 0), states(VENDOR, 'b')],
      is: null,
    },
    { why: 'after both had their say', steps: [states(VENDOR, 'a'), states(CLIENT, 'b'), agrees(VENDOR, 1)], is: 'b' },
    {
      why: 'agreed anew',
      steps: [states(VENDOR, 'a'), agrees(CLIENT, 0), states(VENDOR, 'b'), agrees(CLIENT, 2)],
      is: 'b',
    },
  ])('$why', ({ steps, is }) => expect(agreedCause(story(...steps))?.text ?? null).toBe(is))
})

test.each([
  { why: 'words that were changed meanwhile', steps: [states(VENDOR, 'a'), states(VENDOR, 'b')], by: CLIENT, of: 0 },
  { why: 'one’s own words', steps: [states(VENDOR, 'a')], by: VENDOR, of: 0 },
  { why: 'nothing', steps: [], by: CLIENT, of: 0 },
  { why: 'an agreement', steps: [states(VENDOR, 'a'), agrees(CLIENT, 0)], by: VENDOR, of: 1 },
])('nobody can agree with $why', ({ steps, by, of }) =>
  expect(agreeOnCause(story(...steps), by, at(9), time(of))).toMatchObject({
    ok: false,
    errors: [{ code: 'wrong_state' }],
  }),
)

test('what may be agreed with is offered to the other party alone', () => {
  const stated = story(states(VENDOR, 'a'))
  expect([causeToAgreeWith(stated, 'client')?.note, causeToAgreeWith(stated, 'vendor')]).toEqual(['a', null])
})

test('one cause: the same words of the same kind, however they are spaced', () => {
  const key = (text: string, cause?: StatedCause) => {
    const agreed = agreedCause(story(states(VENDOR, text, cause), agrees(CLIENT, 0)))
    return agreed && sameCauseKey(agreed)
  }
  expect(key('A slow  query')).toBe(key('a slow query '))
  expect(key('a slow query')).not.toBe(key('a slow query', { category: 'capacity' }))
  expect(key('a slow query')).not.toBe(key('another query'))
})
