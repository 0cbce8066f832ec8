import fc from 'fast-check'
import { expect, test } from 'vitest'
import { subjectRef, versionRef } from '../events/identity.ts'
import type { WindowFact } from '../facts/facts.ts'
import { toNumber } from '../number/ratio.ts'
import { at } from '../testing/agreement.ts'
import { type CommitAt, deployment, gated, incident, review, sha, shipped } from '../testing/facts.ts'
import { measure } from '../testing/measure.ts'
import { HOUR } from '../time/instant.ts'

/*
 * The same figures worked out in the slowest and plainest way from METRICS' words, for any history of a few things.
 */

const START = at('2026-10-28')
const time = (hour: number) => new Date(START + hour * HOUR).toISOString()
const WINDOW = { from: at('2026-11-01'), to: at('2026-12-01') }
const NOW = at('2026-12-15')
const inside = (instant: number) => WINDOW.from <= instant && instant < WINDOW.to
const hour = fc.integer({ min: 0, max: 35 * 24 })
const RUNS = { numRuns: 300 }

/** Half of them, and the rest, as a list would be cut by hand. */
const medianOf = (values: number[]) => {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.ceil(sorted.length / 2) - 1]
}
const agrees = (key: string, facts: WindowFact[], expected: number[], asks = {}) => {
  const measurement = measure(key, facts, { asks })
  expect([measurement.samples, measurement.kind === 'measured' ? toNumber(measurement.value) : undefined]).toEqual([
    expected.length,
    medianOf(expected.map((ms) => ms / 1000)),
  ])
}

test('lead time: every commit of the first successful deployment that has it', () => {
  const commits = fc.array(fc.tuple(fc.integer({ min: 0, max: 9 }), hour, fc.boolean()), { maxLength: 4 })
  const deployments = fc.uniqueArray(
    fc.record({ hour, commits, status: fc.constantFrom('success', 'success', 'failure', 'cancelled') }),
    {
      maxLength: 8,
      selector: ({ hour: finished }) => finished,
    },
  )
  fc.assert(
    fc.property(deployments, (all) => {
      // A commit has one time, whichever deployment names it.
      const made = new Map<number, [number, boolean]>()
      for (const { commits: named } of all)
        for (const [name, when, merge] of named) if (!made.has(name)) made.set(name, [when, merge])
      const facts = all.flatMap((one, i) =>
        shipped(
          `d${i}`,
          time(one.hour),
          one.commits.map(([name]): CommitAt => {
            const [when, merge] = made.get(name) ?? [0, false]
            return merge ? [`${name}`, time(when), 'merge'] : [`${name}`, time(when)]
          }),
          { status: one.status as 'success' },
        ),
      )
      const finishedBy = [...all].sort((a, b) => a.hour - b.hour)
      const expected = [...made].flatMap(([name, [when, merge]]) => {
        const named = finishedBy.findIndex(({ commits: own }) => own.some(([other]) => other === name))
        const first = finishedBy.find((one, i) => i >= named && one.status === 'success')
        if (!first || merge || !inside(START + first.hour * HOUR) || first.hour < when) return []
        return [(first.hour - when) * HOUR]
      })
      agrees('lead-time-for-changes', facts, expected)
    }),
    RUNS,
  )
})

test('time to restore: from the first start to the end of the last time it was open', () => {
  const action = fc.record({
    hour,
    incident: fc.integer({ min: 0, max: 2 }),
    action: fc.constantFrom('started' as const, 'resolved' as const, 'reopened' as const, 'mitigated' as const),
  })
  const TARGET = 8 * HOUR
  fc.assert(
    fc.property(fc.uniqueArray(action, { maxLength: 12, selector: (one) => one.hour }), (all) => {
      const facts = all.map((one) => incident(`i${one.incident}`, time(one.hour), { action: one.action }))
      const expected = [0, 1, 2].flatMap((id) => {
        const actions = all.filter((one) => one.incident === id).sort((a, b) => a.hour - b.hour)
        const start = actions.find((one) => one.action === 'started')
        if (!start) return []
        // Hour by hour: is it open, and when did it last become closed?
        let closed: number | null = null
        for (const one of actions) {
          if (one.action === 'resolved' && closed === null) closed = one.hour
          if (one.action === 'reopened') closed = null
        }
        if (closed !== null)
          return closed >= start.hour && inside(START + closed * HOUR) ? [(closed - start.hour) * HOUR] : []
        const broken = START + start.hour * HOUR + TARGET + 1
        return broken <= NOW && inside(broken) ? [NOW - START - start.hour * HOUR] : []
      })
      agrees('time-to-restore', facts, expected, { overdueFromMs: TARGET + 1 })
    }),
    RUNS,
  )
})

test('code review turnaround: from ready to the first review by a human after it, and before the merge', () => {
  const action = fc.record({
    hour,
    number: fc.integer({ min: 1, max: 3 }),
    action: fc.constantFrom(
      'opened' as const,
      'ready_for_review' as const,
      'reviewed' as const,
      'approved' as const,
      'merged' as const,
    ),
    bot: fc.boolean(),
  })
  fc.assert(
    fc.property(fc.uniqueArray(action, { maxLength: 12, selector: (one) => one.hour }), (all) => {
      const facts = all.map((one) => review(one.number, one.action, time(one.hour), { bot: one.bot }))
      const expected = [1, 2, 3].flatMap((number) => {
        const actions = all.filter((one) => one.number === number).sort((a, b) => a.hour - b.hour)
        const ready =
          actions.find((one) => one.action === 'ready_for_review') ?? actions.find((one) => one.action === 'opened')
        const first = actions.find(
          (one) =>
            ready &&
            one.hour >= ready.hour &&
            !one.bot &&
            (one.action === 'reviewed' || one.action === 'approved') &&
            !actions.some((before) => before.action === 'merged' && before.hour < one.hour),
        )
        return ready && first && inside(START + first.hour * HOUR) ? [(first.hour - ready.hour) * HOUR] : []
      })
      agrees('code-review-turnaround', facts, expected)
    }),
    RUNS,
  )
})

test('gate coverage: deployments all of whose commits a gate saw before', () => {
  const gates = fc.array(fc.record({ hour, commit: fc.integer({ min: 0, max: 5 }), push: fc.boolean() }), {
    maxLength: 8,
  })
  const deployments = fc.uniqueArray(
    fc.record({ hour, commits: fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 1, maxLength: 3 }) }),
    {
      maxLength: 6,
      selector: (one) => one.hour,
    },
  )
  fc.assert(
    fc.property(gates, deployments, (asked, all) => {
      const facts = [
        ...asked.map((one, i) =>
          gated(`${one.commit}`, time(one.hour), {
            on: one.push ? 'push' : 'pull_request',
            event: sha(`g${i}`) as never,
          }),
        ),
        ...all.flatMap((one, i) =>
          shipped(
            `d${i}`,
            time(one.hour),
            one.commits.map((commit): CommitAt => [`${commit}`, time(0)]),
          ),
        ),
      ]
      const counted = all.filter((one) => inside(START + one.hour * HOUR))
      const covered = counted.filter((one) =>
        one.commits.every((commit) =>
          asked.some((gate) => !gate.push && gate.commit === commit && gate.hour <= one.hour),
        ),
      )
      const measurement = measure('gate-coverage', facts)
      expect(measurement.kind === 'measured' ? measurement.fraction : { numerator: 0, denominator: 0 }).toEqual({
        numerator: covered.length,
        denominator: counted.length,
      })
    }),
    RUNS,
  )
})

test('recovery: the earliest of next success, rollback, fix, and the end of all that it set off', () => {
  const deployments = fc.uniqueArray(
    fc.record({
      hour,
      status: fc.constantFrom('success' as const, 'success' as const, 'failure' as const, 'cancelled' as const),
      undoes: fc.option(fc.integer({ min: 0, max: 5 })),
      fixes: fc.option(fc.integer({ min: 0, max: 2 })),
    }),
    { maxLength: 6, selector: (one) => one.hour },
  )
  const troubles = fc.array(
    fc.record({
      start: hour,
      length: fc.option(fc.integer({ min: 1, max: 100 })),
      cause: fc.option(fc.integer({ min: 0, max: 5 })),
    }),
    { maxLength: 3 },
  )
  const TARGET = 12 * HOUR
  fc.assert(
    fc.property(deployments, troubles, (all, incidents) => {
      const facts = [
        ...all.map((one, i) =>
          deployment(`d${i}`, time(one.hour), {
            status: one.status,
            version: versionRef(`v${i}`),
            rollsBack: one.undoes === null ? null : subjectRef(`d${one.undoes}`),
            fixesIncident: one.fixes === null ? null : subjectRef(`i${one.fixes}`),
          }),
        ),
        ...incidents.flatMap((one, i) => {
          const own = {
            severity: 4 as const,
            // A name that no deployment has, or a cancelled one, would name nothing, and leave it to a presumption.
            cause:
              one.cause === null || (all[one.cause]?.status ?? 'cancelled') === 'cancelled'
                ? ('none' as const)
                : subjectRef(`d${one.cause}`),
          }
          const ends =
            one.length === null ? [] : [incident(`i${i}`, time(one.start + one.length), { ...own, action: 'resolved' })]
          return [incident(`i${i}`, time(one.start), own), ...ends]
        }),
      ]
      const expected = all.flatMap((one, i) => {
        const caused = incidents.map((trouble, n) => ({ ...trouble, n })).filter(({ cause }) => cause === i)
        const rollbacks = all.filter((other, n) => n !== i && other.undoes === i && other.status !== 'cancelled')
        if (one.status === 'cancelled' || (caused.length === 0 && rollbacks.length === 0 && one.status !== 'failure'))
          return []
        const harm =
          one.status === 'failure' || caused.length === 0
            ? one.hour
            : Math.max(one.hour, Math.min(...caused.map(({ start }) => start)))
        const undoing = all.filter(
          (other, n) =>
            other.status === 'success' &&
            n !== i &&
            (other.undoes === i || caused.some((one) => one.n === other.fixes)),
        )
        const next = all.filter((other) => other.status === 'success' && other.hour > one.hour && other.hour >= harm)
        const allEnded = caused.length > 0 && caused.every(({ length }) => length !== null)
        const end = allEnded ? [Math.max(...caused.map(({ start, length }) => start + (length ?? 0)))] : []
        const moments = [...undoing.map((other) => other.hour), ...next.map((other) => other.hour), ...end]
        const remedy = Math.min(...moments.filter((moment) => moment >= one.hour))
        if (remedy !== Infinity) return inside(START + remedy * HOUR) ? [(remedy - one.hour) * HOUR] : []
        if (moments.length > 0) return []
        const broken = START + one.hour * HOUR + TARGET + 1
        return inside(broken) && broken <= NOW ? [NOW - START - one.hour * HOUR] : []
      })
      agrees('failed-deployment-recovery-time', facts, expected, { overdueFromMs: TARGET + 1 })
    }),
    RUNS,
  )
})
