import { type Admitted, DAY, formatInstant, type Instant } from '@plumbline/core'
import fc from 'fast-check'
import { admitted, sha } from './history.ts'

export const START: Instant = Date.parse('2026-11-01T00:00:00.000Z')
export const SERVICES = ['checkout-api', 'payments']
export const ENVIRONMENTS = ['production', 'staging']
/** Few enough ids that corrections often meet, form chains, rival one another and run in circles. */
const IDS = 12
const SPAN_DAYS = 12

const at = fc.integer({ min: 0, max: SPAN_DAYS * DAY - 1 }).map((offset) => START + offset)
const id = fc.integer({ min: 0, max: IDS - 1 }).map((number) => `event-${number}`)
const subject = fc.integer({ min: 0, max: 4 }).map((number) => `subject-${number}`)

const envelope = {
  id,
  time: at.map(formatInstant),
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

/** Without `undefined`, which JSON does not know; corrections of oneself are refused before a store sees them. */
const clean = (event: { id: string; corrects: string | undefined }): Admitted => {
  const { corrects, ...rest } = event
  return admitted({
    source: 'generated',
    ...rest,
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
