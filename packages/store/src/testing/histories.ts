import { type Admitted, DAY, formatInstant, HOUR, type Instant } from '@plumbline/core'
import fc from 'fast-check'
import { admitted, sha } from './history.ts'

export const START: Instant = Date.parse('2026-11-01T00:00:00.000Z')
export const SERVICES = ['checkout-api', 'payments']
export const ENVIRONMENTS = ['production', 'staging']
/** Few enough ids that corrections often meet, form chains, rival one another and run in circles. */
const IDS = 12
const SPAN_DAYS = 12
export const PULL_REQUESTS = 3

const at = fc.integer({ min: 0, max: SPAN_DAYS * DAY - 1 }).map((offset) => START + offset)
const id = fc.integer({ min: 0, max: IDS - 1 }).map((number) => `event-${number}`)
const subject = fc.integer({ min: 0, max: 4 }).map((number) => `subject-${number}`)

const time = at.map(formatInstant)

/** Each field there or not. */
const optional = <Fields extends Record<string, fc.Arbitrary<unknown>>>(fields: Fields) =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, fc.option(value, { nil: undefined })]))

const envelope = {
  id,
  time,
  service: fc.constantFrom(...SERVICES),
  environment: fc.constantFrom(...ENVIRONMENTS),
  corrects: fc.option(id, { nil: undefined, freq: 2 }),
}

const deployment = fc.record({
  type: fc.constant('deployment' as const),
  ...envelope,
  data: fc.record({
    deployment_id: subject,
    status: fc.constantFrom('success', 'failure', 'cancelled'),
    finished_at: at.map(formatInstant),
    commit_sha: subject.map(sha),
    ...optional({
      commits: fc.array(fc.record({ sha: subject.map(sha), committed_at: time }), { maxLength: 3 }),
      version: subject,
    }),
  }),
})

const incident = fc.record({
  type: fc.constant('incident' as const),
  ...envelope,
  data: fc.record({
    incident_id: subject,
    severity: fc.constantFrom('sev1', 'sev3'),
    action: fc.constantFrom('started', 'resolved'),
    at: at.map(formatInstant),
    affects: fc.subarray(SERVICES),
  }),
})

const coverage = fc.record({
  type: fc.constant('coverage' as const),
  ...envelope,
  data: fc.record({ commit_sha: subject.map(sha), lines: fc.constant({ covered: 1, total: 2 }) }),
})

const findings = fc.record({
  type: fc.constant('findings' as const),
  ...envelope,
  data: fc.record({ commit_sha: subject.map(sha), tool: subject, by_severity: fc.constant({ high: 1 }) }),
})

const pullRequest = fc.record({
  type: fc.constant('pull_request' as const),
  ...envelope,
  data: fc.record({
    number: fc.integer({ min: 1, max: PULL_REQUESTS }),
    action: fc.constantFrom('opened', 'approved', 'merged'),
    at: time,
    additions: fc.nat(9),
    deletions: fc.constant(0),
    ...optional({ merge_commit_sha: subject.map(sha) }),
  }),
})

const hour = at.map((from) => ({ from: formatInstant(from), to: formatInstant(from + HOUR) }))

const availability = fc.record({
  type: fc.constant('availability' as const),
  ...envelope,
  data: fc.tuple(hour, fc.constantFrom('up', 'down')).map(([span, state]) => ({ ...span, state })),
})

const heartbeat = fc.record({ type: fc.constant('heartbeat' as const), ...envelope, data: hour })

const measurement = fc.record({
  type: fc.constant('measurement' as const),
  ...envelope,
  data: fc
    .tuple(hour, fc.constantFrom(-0, 4.5))
    .map(([span, value]) => ({ ...span, value, indicator: 'reported:csat', unit: 'points' })),
})

/** Kept, listed, and counted nowhere; what it corrects no longer counts all the same. */
const workItem = fc.record({
  type: fc.constant('work_item' as const),
  ...envelope,
  data: fc.record({
    item_id: subject,
    kind: fc.constant('task' as const),
    action: fc.constant('done' as const),
    at: time,
  }),
})

const withoutUndefined = (data: object) =>
  Object.fromEntries(Object.entries(data).filter(([, value]) => value !== undefined))

/** Without `undefined`, which JSON does not know; corrections of oneself are refused before a store sees them. */
const clean = (event: { id: string; corrects: string | undefined; data: object }): Admitted => {
  const { corrects, data, ...rest } = event
  return admitted({
    source: 'generated',
    ...rest,
    data: withoutUndefined(data),
    ...(corrects === undefined || corrects === event.id ? {} : { corrects }),
  })
}

/** Events of different identity, in the order in which they arrive, some of them more than once. */
export const history = fc
  .uniqueArray(
    fc.oneof(
      { weight: 3, arbitrary: deployment },
      { weight: 2, arbitrary: incident },
      { weight: 1, arbitrary: coverage },
      { weight: 1, arbitrary: findings },
      { weight: 2, arbitrary: pullRequest },
      { weight: 1, arbitrary: availability },
      { weight: 1, arbitrary: heartbeat },
      { weight: 1, arbitrary: measurement },
      { weight: 1, arbitrary: workItem },
    ),
    {
      selector: (event) => event.id,
      minLength: 1,
      maxLength: IDS,
    },
  )
  .map((events) => events.map(clean))
  .chain((events) =>
    fc.record({
      events: fc.constant(events),
      arrivals: fc
        .tuple(
          fc.shuffledSubarray(events, { minLength: events.length }),
          fc.array(fc.constantFrom(...events), { maxLength: 4 }),
        )
        .chain(([all, again]) => fc.shuffledSubarray([...all, ...again], { minLength: all.length + again.length })),
      batchSize: fc.integer({ min: 1, max: 6 }),
    }),
  )
