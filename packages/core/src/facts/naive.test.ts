import fc from 'fast-check'
import { expect, test } from 'vitest'
import { subjectRef, versionRef } from '../events/identity.ts'
import { at, RULES } from '../testing/agreement.ts'
import { deployment, incident, ref, sha } from '../testing/facts.ts'
import { DAY, HOUR } from '../time/instant.ts'
import { type Blame, blamesOf } from './blame.ts'
import { linkedDeployments } from './deployments.ts'
import type { CommitsFact, DeploymentFact } from './facts.ts'
import { incidentsOf } from './incidents.ts'
import { remediationOf } from './remediation.ts'
import { rollbacksOf } from './rollbacks.ts'
import { shippingsOf } from './shipping.ts'
import { successorsOf } from './successors.ts'
import { isLive, type Timeline, timelineOf } from './timeline.ts'

/*
 * What is found in sorted lists, looked for once more in the plainest way: one by one through all that happened.
 */

const START = at('2026-11-01')
const time = (hour: number) => new Date(START + hour * HOUR).toISOString()
/** Few of them, so that much happens at one moment, and around the ends of a link window and of the reach of rollbacks. */
const hour = fc.constantFrom(0, 1, 2, 3, 4, 24, 25, 31 * 24, 31 * 24 + 1, 40 * 24)
const place = fc.constantFrom(undefined, 'eu')
const there = (environment: string | undefined) => (environment === undefined ? {} : { environment })
const id = fc.nat(11).map(String)

const deployments = fc
  .array(
    fc.record({
      id,
      hour,
      environment: place,
      status: fc.constantFrom('success' as const, 'success' as const, 'failure' as const, 'cancelled' as const),
      reachedProduction: fc.constantFrom(true, true, true, false),
      version: fc.constantFrom('a', 'b'),
      rollsBack: fc.option(fc.oneof(id, fc.constant('previous')), { freq: 1 }),
    }),
    { minLength: 4, maxLength: 14 },
  )
  .map((all) =>
    all.map(({ id: name, hour: finished, environment, status, reachedProduction, version, rollsBack }, i) =>
      deployment(name, time(finished), {
        event: ref(`${i}`),
        ...there(environment),
        status,
        reachedProduction,
        version: versionRef(version),
        rollsBack: rollsBack === null ? null : subjectRef(rollsBack),
      }),
    ),
  )
const troubles = fc
  .array(fc.record({ hour, environment: place }), { maxLength: 4 })
  .map((all) => all.map((one, i) => incident(`${i}`, time(one.hour), there(one.environment))))

const timeline = (facts: DeploymentFact[], rules = {}): Timeline => timelineOf(facts, () => ({ ...RULES, ...rules }))

test('rollbacks: who is blamed, by looking through all that went live there before', () => {
  const REACH = 31 * DAY
  const rules = fc.constantFrom('rolled-back' as const, 'skipped-to-target' as const)
  fc.assert(
    fc.property(deployments, rules, (facts, rollbackBlames) => {
      const all = timeline(facts, { rollbackBlames })
      const expected = all.deployments.flatMap((rollback, i) => {
        const { rollsBack, environment, version, status } = rollback
        if (rollsBack === null || status === 'cancelled') return []
        const live = all.deployments
          .slice(0, i)
          .filter((one) => one.environment === environment && one.at >= rollback.at - REACH && isLive(one))
        const ofName = all.deployments.filter((one) => one.deployment === rollsBack)
        const here = ofName.filter((one) => one.environment === environment)
        const meant = rollsBack === subjectRef('previous') ? live.slice(-1) : here.length > 0 ? here : ofName
        const target = live.findLastIndex((one) => one.version === version)
        const next = target < 0 ? undefined : live[target + 1]
        const skips = rollbackBlames === 'skipped-to-target' && next
        return [{ rollback, blamed: skips ? [next] : meant.filter((one) => one !== rollback) }]
      })
      expect(rollbacksOf(all, REACH)).toEqual(expected)
    }),
    { numRuns: 300 },
  )
})

test('presumptions: the nearest earlier success, by looking through all that came before', () => {
  fc.assert(
    fc.property(deployments, troubles, (facts, told) => {
      const all = timeline(facts)
      const incidents = incidentsOf(told)
      const blames = [...blamesOf(all, incidents)]
      for (const one of incidents) {
        const nearest = all.deployments.findLast(
          (d) =>
            isLive(d) &&
            d.at < one.start &&
            !all.redeployed.has(d) &&
            (one.environment === undefined || d.environment === one.environment),
        )
        const linked = nearest && one.start - nearest.at < RULES.linkWindowMs ? [nearest] : []
        expect(blames.flatMap(([blamed, blame]) => (blame.incidents.has(one) ? [blamed] : []))).toEqual(linked)
      }
    }),
    { numRuns: 300 },
  )
})

test('remedies: the same among the few that may be one as among all that came later', () => {
  fc.assert(
    fc.property(deployments, troubles, (facts, told) => {
      const all = timeline(facts)
      const blame: Blame = { rule: 'status', by: new Set(), incidents: new Set(incidentsOf(told)), undoneBy: new Set() }
      all.deployments.forEach((failed, i) => {
        const remedy = (later: DeploymentFact[]) => remediationOf(failed, blame, later, all.redeployed)
        expect(remedy(successorsOf(failed, blame, all))).toEqual(remedy(all.deployments.slice(i + 1)))
      })
    }),
    { numRuns: 300 },
  )
})

test('commits: each success ships what it and the tries since the last success there name', () => {
  fc.assert(
    fc.property(deployments, fc.array(fc.nat(4), { minLength: 14, maxLength: 14 }), (facts, names) => {
      const commits = facts.map(({ event, at: finished }, i): CommitsFact => {
        const own = [0, names[i] ?? 0].map((name) => ({ sha: sha(`${name}`), at: finished, merge: false }))
        return { kind: 'commits', event, at: finished, commit: sha('0'), commits: own, reconstructed: false }
      })
      const all = linkedDeployments(facts, [], () => RULES)
      const shas = (events: readonly string[]) =>
        commits.filter(({ event }) => events.includes(event)).flatMap((fact) => fact.commits.map((one) => one.sha))
      const shipping = all.filter(({ uncounted }) => uncounted !== 'redeploy')
      const expected = shipping.flatMap((success, i) => {
        const before = shipping.slice(0, i).filter(({ environment }) => environment === success.environment)
        const tries = before.slice(before.findLastIndex(({ live }) => live) + 1)
        const events = [...tries, success].flatMap((one) => one.events)
        return success.live ? [{ event: success.event, shas: [...new Set(shas(events))].sort() }] : []
      })
      const found = shippingsOf(all, commits)
      expect(found.map((one) => ({ event: one.event, shas: one.commits.map((commit) => commit.sha).sort() }))).toEqual(
        expected,
      )
    }),
    { numRuns: 300 },
  )
})
