import { Event, Incident } from '@plumbline/core'
import { DEPLOYMENT_STATUSES, INCIDENT_ACTIONS, SEVERITIES } from '@plumbline/core/words'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { beforeProduction, deploymentEvent, type FinishedDeployment } from './deployment.ts'
import { incidentEvent } from './incident.ts'
import { tidied, tidyUrl } from './text.ts'

const AT = Date.parse('2026-12-01T09:00:00Z')
const finished = (more: Partial<FinishedDeployment> = {}): FinishedDeployment => ({
  service: 'checkout-api',
  environment: 'production',
  source: 'github.com/acme/checkout-api/actions',
  deploymentId: '4711.1/deploy',
  status: 'success',
  startedAt: AT - 60_000,
  finishedAt: AT,
  commitSha: 'a'.repeat(40),
  commits: [{ sha: 'b'.repeat(40), committed_at: '2026-12-01T08:00:00Z' }],
  version: 'v1.2.3',
  rollsBack: null,
  fixesIncident: null,
  url: 'https://github.com/acme/checkout-api/actions/runs/4711/attempts/1',
  ...more,
})

describe('a deployment as an event', () => {
  test('is one the server takes, whatever is known of it', () => {
    const nothing = { environment: null, startedAt: null, commits: null, version: null, url: null }
    for (const status of DEPLOYMENT_STATUSES)
      for (const more of [{}, nothing, { rollsBack: 'x', fixesIncident: 'y' }])
        expect(Event.safeParse(deploymentEvent(finished({ status, ...more }))).error).toBeUndefined()
  })

  test('has an id of its content: sent again it is the same, and another word makes it another', () => {
    expect(deploymentEvent(finished()).id).toBe(deploymentEvent(finished()).id)
    const ids = [{}, { status: 'failure' as const }, { finishedAt: AT + 1 }, { environment: 'staging' }].map(
      (more) => deploymentEvent(finished(more)).id,
    )
    expect(new Set(ids).size).toBe(4)
  })

  test.each([
    { status: 'success', startedAt: null, before: false },
    { status: 'failure', startedAt: null, before: true },
    { status: 'cancelled', startedAt: null, before: true },
    { status: 'failure', startedAt: AT, before: false },
  ] as const)('$status, begun at $startedAt: failed before production: $before', ({ status, startedAt, before }) => {
    expect(beforeProduction({ status, startedAt })).toBe(before)
    const { data } = deploymentEvent(finished({ status, startedAt }))
    expect(data.reached_production).toBe(before ? false : undefined)
  })

  test('a start after the end, as by two clocks, is left out', () => {
    expect(deploymentEvent(finished({ startedAt: AT + 1 })).data.started_at).toBeUndefined()
  })

  test('names at most 250 commits, and none where none is known or none is there', () => {
    const commits = Array.from({ length: 300 }, (_, n) => ({
      sha: n.toString(16).padStart(40, '0'),
      committed_at: '2026-12-01T08:00:00Z',
    }))
    expect(deploymentEvent(finished({ commits })).data.commits).toHaveLength(250)
    expect(deploymentEvent(finished({ commits: [] })).data).not.toHaveProperty('commits')
  })
})

describe('an incident’s action as an event', () => {
  const acknowledged = (more: object = {}) =>
    incidentEvent({
      service: 'checkout-api',
      environment: null,
      source: 'plumbline-cli',
      at: AT,
      data: { incident_id: 'INC-42', severity: 'sev1', action: 'acknowledged', ...more },
    })

  test('is one the server takes', () => {
    for (const action of INCIDENT_ACTIONS)
      for (const severity of SEVERITIES)
        expect(Event.safeParse(acknowledged({ action, severity })).error).toBeUndefined()
  })

  test('said again is the same event', () => {
    expect(acknowledged().id).toBe(acknowledged().id)
    expect(acknowledged({ severity: 'sev2' }).id).not.toBe(acknowledged().id)
  })
})

/** Any code units, halves of characters among them. */
const anything = fc
  .array(fc.oneof(fc.integer({ min: 0, max: 0xffff }), fc.constantFrom(0, 10, 0x202e, 0x200b, 0xd83d, 0xde00)))
  .map((units) => String.fromCharCode(...units))

describe('text from outside', () => {
  test('becomes what the server takes, whatever it was', () => {
    fc.assert(
      fc.property(anything, fc.integer({ min: 1, max: 30 }), (text, max) => {
        const title = tidied(text, max)
        if (title === null) return
        expect(title.length).toBeLessThanOrEqual(max)
        expect(Incident.shape.title.safeParse(title).success).toBe(true)
      }),
    )
  })

  test.each([
    ['  Checkout\nis\t down ', 'Checkout is down'],
    ['\u202eevil\u2066', 'evil'],
    ['\ud800x', '\ufffdx'],
    ['', null],
    [' \u0000 ', null],
  ])('%j becomes %j', (text, becomes) => {
    expect(tidied(text, 300)).toBe(becomes)
  })

  test('is never cut through a character', () => {
    expect(tidied('ab😀', 3)).toBe('ab')
  })

  test.each([
    ['https://acme.example/x', true],
    ['javascript:alert(1)', false],
    ['//acme.example', false],
    [`https://acme.example/${'x'.repeat(500)}`, false],
    [null, false],
  ])('%s as an address: %s', (url, taken) => {
    expect(tidyUrl(url)).toBe(taken ? url : null)
  })
})
