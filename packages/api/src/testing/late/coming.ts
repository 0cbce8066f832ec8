import { DAY, formatInstant, HOUR, type Instant, parseInstant } from '@plumbline/core'
import fc from 'fast-check'
import { sha } from '../events.ts'

/** Both have agreed at the start; the late tick comes at the end. */
export const START = parseInstant('2026-12-01T12:00:00Z') ?? 0
export const END = parseInstant('2027-03-05T12:00:00Z') ?? 0

/** What comes at an instant: an event, however long after it happened, or a word of the parties. */
export type Coming = { at: Instant } & (
  | { kind: 'event'; event: object }
  | { kind: 'exclusion' | 'waiver'; hours: number }
  | { kind: 'version' }
)

const moment = fc.noBias(fc.integer({ min: START + HOUR, max: END - 30 * DAY }))
/** Some is told at once, the rest up to seven weeks late. */
const delay = fc.oneof(fc.constant(0), fc.noBias(fc.integer({ min: 1, max: 49 * DAY })))

const event = (received: Instant, type: string, id: string, at: Instant, data: object, more: object = {}): Coming => ({
  at: Math.min(received, END - 1),
  kind: 'event',
  event: { type, id, source: 'ci.test', time: formatInstant(at), service: 'checkout-api', data, ...more },
})

const deployed = (n: number, at: Instant, failed: boolean) => ({
  deployment_id: `d${n}`,
  status: failed ? 'failure' : 'success',
  finished_at: formatInstant(at),
  commit_sha: sha(n),
  version: `v${n}`,
})

/** Every other one names no cause: what went live before it is presumed to be. */
const incident = (n: number, action: string, at: Instant) => ({
  incident_id: `i${n}`,
  severity: 'sev1',
  ...(n % 2 === 0 ? { caused_by_deployment: `d${n}` } : {}),
  action,
  at: formatInstant(at),
})

/** Deployments, some of which are corrected later, or blamed by an incident. */
const events = fc
  .array(
    fc.record({
      at: moment,
      told: delay,
      failed: fc.boolean(),
      corrected: fc.option(delay, { freq: 4 }),
      blamed: fc.option(fc.record({ after: fc.integer({ min: 0, max: 3 * DAY }), told: delay }), { freq: 3 }),
    }),
    { minLength: 14, maxLength: 18 },
  )
  .map((all) =>
    all.flatMap(({ at, told, failed, corrected, blamed }, n): Coming[] => {
      const began = at + (blamed?.after ?? 0)
      const ended = began + HOUR * (1 + (n % 3))
      const again = { corrects: `d${n}` }
      return [
        event(at + told, 'deployment', `d${n}`, at, deployed(n, at, failed)),
        ...(corrected === null
          ? []
          : [event(at + corrected, 'deployment', `d${n}-again`, at, deployed(n, at, !failed), again)]),
        ...(blamed === null
          ? []
          : [
              event(began + blamed.told, 'incident', `i${n}`, began, incident(n, 'started', began)),
              event(ended, 'incident', `i${n}-end`, ended, incident(n, 'resolved', ended)),
            ]),
      ]
    }),
  )

/** Time left out and a waiver, agreed when they matter to what is over already, and another version. */
const words = fc
  .record({ exclusion: moment, waiver: moment, version: moment, hours: fc.integer({ min: 1, max: 480 }) })
  .map(({ exclusion, waiver, version, hours }): Coming[] => [
    { at: exclusion, kind: 'exclusion', hours },
    { at: waiver, kind: 'waiver', hours },
    { at: version, kind: 'version' },
  ])

/** Three months of an engagement, in the order in which they become known. */
export const histories = fc.tuple(events, words).map(([told, said]) => [...told, ...said].sort((a, b) => a.at - b.at))
