import { describe, expect, test } from 'vitest'
import { admit } from '../events/admit.ts'
import { subjectRef, versionRef } from '../events/identity.ts'
import { Event } from '../events/schema.ts'
import type { WindowFact } from '../facts/facts.ts'
import { corrects, deployment, incident, ref } from '../testing/facts.ts'
import { figure, measure } from '../testing/measure.ts'

const KEY = 'deployment-rework-rate'
const day = (n: number) => `2026-11-${String(n).padStart(2, '0')}T10:00:00Z`
const plain = (n: number) => Array.from({ length: n }, (_, i) => deployment(`p${i}`, day(i + 1)))
const back = deployment('back', day(20), { rollsBack: subjectRef('p1'), planned: false })
const fix = deployment('fix', day(21), { fixesIncident: subjectRef('x'), planned: false })

describe('unplanned deployments made because something went wrong, of all', () => {
  test.each([
    { why: 'a rollback', facts: [...plain(9), back], rate: 10 },
    { why: 'a fix', facts: [...plain(9), fix], rate: 10 },
    {
      why: 'a failed fix was made because of it all the same',
      facts: [...plain(9), { ...fix, status: 'failure' as const }],
      rate: 10,
    },
    { why: 'one that was planned', facts: [...plain(9), { ...fix, planned: true }], rate: 0 },
    {
      why: 'an unplanned one that names no trouble',
      facts: [...plain(9), deployment('u', day(22), { planned: false })],
      rate: 0,
    },
    { why: 'a cancelled one counts nowhere', facts: [...plain(9), { ...back, status: 'cancelled' as const }], rate: 0 },
    { why: 'all of them', facts: [back, fix], rate: 100 },
    {
      why: 'many incidents make it no more',
      facts: [...plain(1), fix, ...['a', 'b', 'c'].map((id) => incident(id, day(21)))],
      rate: 50,
    },
    {
      why: 'a redeploy counts neither above nor below',
      facts: [...plain(1), fix, deployment('p0b', day(1).replace('10:', '11:'), { version: versionRef('p0') })],
      rate: 50,
    },
  ])('$why: $rate %', ({ facts, rate }) => expect(figure(KEY, facts)).toBe(rate))
  test('no deployment is no rate', () => expect(figure(KEY, [incident('x', day(1))])).toBe('no_events'))
  test('it names the rework', () => expect(measure(KEY, [...plain(9), fix]).evidence.events).toEqual([fix.event]))
  test('a correction that says it was planned takes it out', () => {
    const right: WindowFact = { ...fix, planned: true, event: ref('right') }
    expect(figure(KEY, [...plain(9), fix, right], { corrections: [corrects(fix, right)] })).toBe(0)
  })
})

test.each([
  [{}, true],
  [{ rolls_back: 'd0' }, false],
  [{ fixes_incident: 'i0' }, false],
  [{ fixes_incident: 'i0', planned: true }, true],
  [{ planned: false }, false],
])('what rolls back or fixes is unplanned unless somebody says otherwise: %o', (data, planned) => {
  const event = Event.parse({
    type: 'deployment',
    id: 'e',
    source: 'ci',
    time: day(1),
    service: 'checkout-api',
    data: { deployment_id: 'd', status: 'success', finished_at: day(1), commit_sha: 'a'.repeat(40), ...data },
  })
  expect(admit(event, 'vendor').placements[0]?.fact).toMatchObject({ planned })
})
