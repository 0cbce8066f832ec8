import { agreementReader, tickAll } from '@plumbline/api'
import { DAY, formatInstant, MINUTE } from '@plumbline/core'
import type { EngagementStore, Store } from '@plumbline/store'
import { ms } from './measure.ts'
import { admitted, ENGAGEMENT, NOW, openWorld, sender } from './world.ts'

const SERVICES = 1_000
const DEPLOYMENTS = 20

const services = Array.from({ length: SERVICES }, (_, n) => `service-${n}`)

const agreement = `plumbline: 1
engagement: ${ENGAGEMENT}
parties: { client: { name: Acme Corp }, vendor: { name: Northwind Software } }
time_zone: UTC
effective_from: 2026-11-16
services:
${services.map((name) => `  ${name}: { repositories: [acme/${name}], production: [production] }`).join('\n')}
objectives:
  change-fail-rate: { indicator: change-fail-rate, target: "<= 15%", window: calendar month, enforcement: warn }
  deployment-frequency: { indicator: deployment-frequency, target: ">= 1/day", window: calendar week, enforcement: warn }
`

const deployed = (service: string, n: number) => {
  const at = formatInstant(NOW - ((n + 1) * 6 * DAY) / DEPLOYMENTS)
  return admitted({
    type: 'deployment',
    id: `${service}-${n}`,
    source: 'ci',
    time: at,
    service,
    data: {
      deployment_id: `${service}-${n}`,
      status: n % 4 === 0 ? 'failure' : 'success',
      finished_at: at,
      commit_sha: String(n).padStart(40, '0'),
    },
  })
}

/** As the store, but for the ways in which an event can be read. */
const withoutEvents = (store: Store): Store => {
  const never = () => {
    throw new Error('a tick has read an event')
  }
  const guarded = (own: EngagementStore): EngagementStore => ({
    ...own,
    event: never,
    eventsByRef: never,
    received: never,
    receivedCounts: never,
  })
  return { ...store, forEngagement: (engagement) => guarded(store.forEngagement(engagement)) }
}

/** A tick over a thousand services: while windows run, when one of each has just ended, and while that may change. */
export const tickReport = async (): Promise<string[]> => {
  const world = await openWorld(agreement)
  try {
    for (const service of services)
      await world.engagement.record(
        Array.from({ length: DEPLOYMENTS }, (_, n) => deployed(service, n)),
        sender,
      )
    const deps = { store: withoutEvents(world.store), log: () => {}, agreements: agreementReader() }
    const measured = async (name: string, now: number) => {
      const before = world.store.cost()
      const began = performance.now()
      const { ticked, failed } = await tickAll(deps, () => now)
      const took = performance.now() - began
      const after = world.store.cost()
      const units = after.readUnits - before.readUnits
      return (
        `${name.padEnd(44)} ${ms(took).padStart(10)}   ${units.toFixed(0)} read units, ` +
        `${ticked[0]?.steps.periods} windows, ${ticked[0]?.steps.breaches} breaches moved, ${failed} failed; no event was read`
      )
    }
    const midnight = NOW + DAY / 2
    return [
      await measured(`${SERVICES} services in the middle of their windows`, NOW),
      await measured('a minute later, nothing new', NOW + MINUTE),
      await measured('each has a window that ends', midnight + MINUTE),
      await measured('which may still change, a minute later', midnight + 2 * MINUTE),
    ]
  } finally {
    await world.stop()
  }
}
