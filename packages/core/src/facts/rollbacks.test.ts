import { expect, test } from 'vitest'
import { subjectRef, versionRef } from '../events/identity.ts'
import { RULES } from '../testing/agreement.ts'
import { deployment, ref } from '../testing/facts.ts'
import { DAY } from '../time/instant.ts'
import { rollbacksOf } from './rollbacks.ts'
import { timelineOf } from './timeline.ts'

const v1 = deployment('v1', '2026-10-01T10:00:00Z')
const v2 = deployment('v2', '2026-10-01T11:00:00Z')
const v3 = deployment('v3', '2026-10-01T12:00:00Z')

/** Names of those blamed by going back from V3 to V1, 31 days after V1 went live. */
const blamed = (names: string, time: string) => {
  const back = deployment('back', time, { rollsBack: subjectRef(names), version: versionRef('v1') })
  const timeline = timelineOf([v1, v2, v3, back], () => ({ ...RULES, rollbackBlames: 'skipped-to-target' }))
  const found = rollbacksOf(timeline, 31 * DAY).flatMap((one) => one.blamed.map(({ event }) => event))
  return ['v1', 'v2', 'v3'].filter((name) => found.includes(ref(`d ${name}`)))
}

test.each([
  { why: 'a target that went live at the reach', names: 'v3', time: '2026-11-01T10:00:00Z', expected: ['v2'] },
  { why: 'one a moment before it', names: 'v3', time: '2026-11-01T10:00:00.001Z', expected: ['v3'] },
  { why: 'the previous one at the reach', names: 'previous', time: '2026-11-01T12:00:00Z', expected: ['v3'] },
  { why: 'the previous one a moment before it', names: 'previous', time: '2026-11-01T12:00:00.001Z', expected: [] },
])('how far back a rollback looks: $why', ({ names, time, expected }) => expect(blamed(names, time)).toEqual(expected))
