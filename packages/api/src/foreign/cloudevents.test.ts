import { Event } from '@plumbline/core'
import { describe, expect, test } from 'vitest'
import { checkEvent } from '../flow/check-event.ts'
import { fromCloudEvent } from './cloudevents.ts'

const SHA = 'c'.repeat(40)
const AT = Date.parse('2026-12-15T12:00:00Z')
/** The artifact, ids and times of the conformance examples that the CDEvents specification publishes. */
const ARTIFACT = 'pkg:oci/myapp@sha256%3A0b31b1c02ff458ad9b7b81cbdf8f028bd54699fa151f221d1e8de6817db93427'
const SERVICE = { environment: { id: 'test123' }, artifactId: ARTIFACT }
const INCIDENT = {
  description: 'Response time above threshold of 100ms',
  environment: { id: 'prod1', source: '/iaas/geo1' },
  service: { id: 'myApp', source: '/clusterA/namespaceB' },
  ticketURI: 'https://my-issues.example/incidents/ticket-345',
}
const ID = '271069a8-fc18-44f1-b38f-9d70a1695819'
const TIME = '2023-03-20T14:27:05.315384Z'

const cdevent = (
  type: string,
  subject: { id: string; content: object },
  customData?: object,
  attributes: object = {},
) => ({
  specversion: '1.0',
  id: ID,
  source: '/event/source/123',
  type,
  time: TIME,
  subject: subject.id,
  datacontenttype: 'application/json',
  ...attributes,
  data: {
    context: { version: '0.4.1', id: ID, source: '/event/source/123', type, timestamp: TIME, chainId: 'c', links: [] },
    subject: { source: '/event/source/123', ...subject },
    ...(customData ? { customData, customDataContentType: 'application/json' } : {}),
  },
})

const accepted = (given: object) => {
  const checked = checkEvent(given, 'vendor', AT, fromCloudEvent)
  if (!checked.ok) throw new Error(JSON.stringify(checked.mistakes))
  return checked.admitted.event
}
const mistakesOf = (given: unknown) => {
  const checked = checkEvent(given, 'vendor', AT, fromCloudEvent)
  return checked.ok ? [] : checked.mistakes.map(({ code, pointer }) => `${code} ${pointer}`)
}

describe('a CDEvent', () => {
  test.each(['0.1.0', '0.2.0', '0.3.0-draft'])(
    'version %s: a deployed service is a successful deployment of its artifact',
    (version) => {
      const given = cdevent(`dev.cdevents.service.deployed.${version}`, { id: 'mySubject123', content: SERVICE })
      expect(accepted(given)).toEqual(
        Event.parse({
          type: 'deployment',
          id: ID,
          source: '/event/source/123',
          time: TIME,
          service: 'mySubject123',
          environment: 'test123',
          data: { deployment_id: ID, status: 'success', finished_at: TIME, version: ARTIFACT },
        }),
      )
    },
  )
  test('an upgrade is a deployment; what the vocabulary has no word for is read from customData', () => {
    const known = {
      commit_sha: SHA,
      commits: [{ sha: SHA, committed_at: '2023-03-20T12:00:00Z' }],
      deployment_id: 'd-7',
      planned: false,
      fixes_incident: 'incident-123',
    }
    const given = cdevent('dev.cdevents.service.upgraded.0.3.0', { id: 'svc', content: SERVICE }, known)
    expect(accepted(given).data).toMatchObject(known)
  })
  test('a rollback undoes what ran before, unless it says what it undoes', () => {
    const type = 'dev.cdevents.service.rolledback.0.2.0'
    expect(accepted(cdevent(type, { id: 'svc', content: SERVICE })).data).toMatchObject({ rolls_back: 'previous' })
    expect(accepted(cdevent(type, { id: 'svc', content: SERVICE }, { rolls_back: 'd-6' })).data).toMatchObject({
      rolls_back: 'd-6',
    })
  })
  test.each(['detected', 'reported', 'resolved'])('an incident that was %s', (action) => {
    const given = cdevent(`dev.cdevents.incident.${action}.0.2.0`, { id: 'incident-123', content: INCIDENT })
    expect(accepted(given)).toMatchObject({
      type: 'incident',
      service: 'myApp',
      environment: 'prod1',
      data: {
        incident_id: 'incident-123',
        action,
        at: TIME,
        title: 'Response time above threshold of 100ms',
        url: 'https://my-issues.example/incidents/ticket-345',
      },
    })
  })
  test.each([
    { said: undefined, severity: 'sev1', why: 'until somebody sets it, the strictest target counts' },
    { said: 'critical', severity: 'sev1', why: 'a usual word' },
    { said: 'HIGH', severity: 'sev2', why: 'in any case' },
    { said: 'medium', severity: 'sev3', why: 'a usual word' },
    { said: 'low', severity: 'sev4', why: 'a usual word' },
    { said: 'sev5', severity: 'sev5', why: 'our own word' },
  ])('severity $said is $severity: $why', ({ said, severity }) => {
    const customData = said === undefined ? {} : { severity: said }
    const given = cdevent('dev.cdevents.incident.detected.0.2.0', { id: 'i', content: INCIDENT }, customData)
    expect(accepted(given).data).toMatchObject({ severity })
  })
  test.each([
    { outcome: 'pass', counts: { tests: 1, failures: 0, errors: 0, skipped: 0 } },
    { outcome: 'fail', counts: { tests: 1, failures: 1, errors: 0, skipped: 0 } },
    { outcome: 'error', counts: { tests: 1, failures: 0, errors: 1, skipped: 0 } },
  ])('a suite without counts that went $outcome is one test', ({ outcome, counts }) => {
    const subject = { id: 'myTestSuiteRun123', content: { outcome, environment: { id: 'dev' } } }
    const given = cdevent('dev.cdevents.testsuiterun.finished.0.2.0', subject, { commit_sha: SHA }, { service: 'svc' })
    expect(accepted(given)).toMatchObject({ type: 'test_run', service: 'svc', data: { commit_sha: SHA, ...counts } })
  })
  test('counts that are given count', () => {
    const known = { commit_sha: SHA, service: 'svc', tests: 12, failures: 2, skipped: 1 }
    const given = cdevent('dev.cdevents.testsuiterun.finished.0.2.0', { id: 's', content: { outcome: 'fail' } }, known)
    expect(accepted(given).data).toEqual({ commit_sha: SHA, tests: 12, failures: 2, errors: 0, skipped: 1 })
  })
  test.each([
    ['42', 42],
    ['#42', 42],
    ['pull/42', 42],
    ['acme/checkout-api!42', 42],
  ])('the merged change %s has the number %i', (id, number) => {
    const given = cdevent('dev.cdevents.change.merged.0.2.0', { id, content: {} }, { service: 'svc', commit_sha: SHA })
    expect(accepted(given)).toMatchObject({
      type: 'pull_request',
      data: { number, action: 'merged', at: TIME, merge_commit_sha: SHA },
    })
  })
})

describe('what can’t be counted is refused where its sender can mend it', () => {
  const suite = (customData: object, outcome = 'pass') =>
    cdevent('dev.cdevents.testsuiterun.finished.0.2.0', { id: 's', content: { outcome } }, customData)
  test.each([
    { why: 'no commit', given: suite({ service: 'svc' }), found: ['missing /data/customData/commit_sha'] },
    { why: 'no service', given: suite({ commit_sha: SHA }), found: ['missing /data/customData/service'] },
    {
      why: 'a cancelled suite',
      given: suite({ commit_sha: SHA, service: 'svc' }, 'cancel'),
      found: ['not_allowed /data/subject/content/outcome'],
    },
    {
      why: 'a change without a number',
      given: cdevent('dev.cdevents.change.merged.0.2.0', { id: 'mySubject123x', content: {} }, { service: 'svc' }),
      found: ['missing /data/subject/id'],
    },
    {
      why: 'a severity nobody knows',
      given: cdevent('dev.cdevents.incident.detected.0.2.0', { id: 'i', content: INCIDENT }, { severity: 'bad' }),
      found: ['not_allowed /data/customData/severity'],
    },
    {
      why: 'an environment that is no name',
      given: cdevent('dev.cdevents.service.deployed.0.2.0', {
        id: 'svc',
        content: { ...SERVICE, environment: { id: 'a#b' } },
      }),
      found: ['invalid_format /data/subject/content/environment/id'],
    },
    {
      why: 'a CDEvent that says nothing to any indicator',
      given: cdevent('dev.cdevents.artifact.published.0.2.0', { id: 'a', content: {} }),
      found: ['not_allowed /type'],
    },
    {
      why: 'a type around it that is another one',
      given: {
        ...cdevent('dev.cdevents.service.deployed.0.2.0', { id: 'a', content: SERVICE }),
        type: 'dev.cdevents.service.upgraded.0.2.0',
      },
      found: ['invalid /data/context/type'],
    },
    { why: 'another specification’s version', given: { specversion: '0.3' }, found: ['not_allowed /specversion'] },
    { why: 'no CloudEvent', given: { type: 'deployment' }, found: ['missing /specversion'] },
    { why: 'a foreign type', given: { specversion: '1.0', type: 'com.example.x' }, found: ['not_allowed /type'] },
    { why: 'no object', given: [1], found: ['wrong_type '] },
    {
      why: 'data that is not JSON',
      given: { specversion: '1.0', type: 'dev.plumbline.deployment', data_base64: 'AA==' },
      found: ['not_allowed /data_base64'],
    },
    {
      why: 'an attribute with a name that is none',
      given: { specversion: '1.0', type: 'dev.plumbline.deployment', 'Commit-Sha': 'x' },
      found: ['unknown_field /Commit-Sha'],
    },
  ])('$why', ({ given, found }) => expect(mistakesOf(given)).toEqual(found))
})

describe('one of our own events', () => {
  const own = {
    specversion: '1.0',
    type: 'dev.plumbline.coverage',
    id: 'e1',
    source: 'ci',
    time: '2026-12-15T10:00:00Z',
    data: { commit_sha: SHA, lines: { covered: 1, total: 2 } },
  }
  test('is the same event as when it is posted as it is', () => {
    const { specversion: _, ...rest } = own
    const plain = {
      ...rest,
      type: 'coverage',
      service: 'svc',
      environment: 'staging',
      corrects: 'e0',
      origin: 'observed',
    }
    const given = {
      ...own,
      service: 'svc',
      environment: 'staging',
      corrects: 'e0',
      origin: 'observed',
      traceparent: '00',
    }
    expect(accepted(given)).toEqual(Event.parse(plain))
  })
  test('takes its service from the subject where no extension says it', () => {
    expect(accepted({ ...own, subject: 'svc' }).service).toBe('svc')
    expect(mistakesOf(own)).toEqual(['missing /service'])
  })
  test('keeps the places of its data', () => {
    const given = { ...own, service: 'svc', data: { ...own.data, lines: { covered: 3, total: 2 } } }
    expect(mistakesOf(given)).toEqual(['invalid /data/lines/covered'])
  })
})
