import {
  type CorrectionFact,
  countingFacts,
  DEFAULT_ENVIRONMENT,
  type Instant,
  type Window,
  type WindowFact,
  within,
} from '@plumbline/core'
import { toHex } from '../codec/bytes.ts'
import { decodeWindowFact } from '../codec/window.ts'
import { byteSet, keyOf } from '../dynamo/attributes.ts'
import type { Item } from '../dynamo/capacity.ts'
import type { RangePage } from '../dynamo/dynamo.ts'
import type { Adapter } from '../events/record.ts'
import { BUCKET_MS, startOfBucketIn } from '../keys.ts'
import type { EngagementStore, OpenBreach } from '../port.ts'
import { openBreachOf } from './breaches.ts'

type Read = { facts: WindowFact[]; corrections: CorrectionFact[]; openBreaches: OpenBreach[] }

/** Which environment a fact is of its partition tells; the usual one goes without saying. */
const placeOf = (environment: string) => (environment === DEFAULT_ENVIRONMENT ? {} : { environment })

/** Chunks and open breaches of one partition, each fact once. */
const decode = (items: Item[], environment: string): Read => {
  const read: Read = { facts: [], corrections: [], openBreaches: [] }
  const seen = new Set<string>()
  for (const item of items) {
    const { sk } = keyOf(item)
    const start = startOfBucketIn(sk)
    if (start === null) {
      read.openBreaches.push(openBreachOf(item))
      continue
    }
    for (const element of byteSet(item, 'f')) {
      const id = `${start} ${toHex(element)}`
      if (seen.has(id)) continue
      seen.add(id)
      const fact = decodeWindowFact(element, start)
      if (fact.kind === 'correction') read.corrections.push(fact)
      else read.facts.push({ ...fact, ...placeOf(environment) })
    }
  }
  return read
}

/** Chunks looked at in one request when only one deployment is wanted. */
const FEW = 8

export const serviceFactStore = ({ db, keys }: Adapter, now: () => Instant) => {
  const readEnvironment = async (service: string, environment: string, window: Window): Promise<Read> => {
    // Up to the present it is one range with the breaches behind it; what came after an older window is not read.
    if (window.to > now() - BUCKET_MS)
      return decode(await db.range(keys.daysSinceAndOpen(service, environment, window.from)), environment)
    const [days, open] = await Promise.all([
      db.range(keys.daysBetween(service, environment, window)),
      db.range(keys.openBreaches(service, environment)),
    ])
    return decode([...days, ...open], environment)
  }

  const deployedIn = async (service: string, environment: string, before: Instant): Promise<boolean> => {
    const facts: WindowFact[] = []
    const corrections: CorrectionFact[] = []
    let after: string | null = null
    do {
      const page: RangePage = await db.rangePage(keys.daysUntil(service, environment, before), {
        descending: true,
        limit: FEW,
        after,
      })
      const read = decode(page.items, environment)
      facts.push(...read.facts)
      corrections.push(...read.corrections)
      after = page.last
      // What replaces a fact stands in the same bucket, which the page may have cut in two.
      const unread = after === null ? null : startOfBucketIn(after)
      const whole = facts.filter((fact) => fact.at < before && (unread === null || fact.at >= unread + BUCKET_MS))
      if (countingFacts(whole, corrections).some((fact) => fact.kind === 'deployment')) return true
    } while (after !== null)
    return false
  }

  return {
    serviceFacts: async (service, environments, window) => {
      const reads = await Promise.all(
        [...new Set(environments)].map((environment) => readEnvironment(service, environment, window)),
      )
      return {
        facts: reads.flatMap(({ facts }) => facts).filter((fact) => within(window, fact.at)),
        corrections: reads.flatMap(({ corrections }) => corrections),
        openBreaches: reads.flatMap(({ openBreaches }) => openBreaches),
      }
    },

    deployedBefore: async (service, environments, before) => {
      for (const environment of new Set(environments)) if (await deployedIn(service, environment, before)) return true
      return false
    },
  } satisfies Partial<EngagementStore>
}
