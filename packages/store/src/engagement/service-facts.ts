import {
  type CorrectionFact,
  countingFacts,
  DEFAULT_ENVIRONMENT,
  type Instant,
  observedFacts,
  type Window,
  type WindowFact,
  type WindowFamily,
  within,
} from '@plumbline/core'
import { toHex } from '../codec/bytes.ts'
import { decodeWindowFact } from '../codec/window.ts'
import { byteSet, keyOf } from '../dynamo/attributes.ts'
import type { Item } from '../dynamo/capacity.ts'
import type { RangePage } from '../dynamo/dynamo.ts'
import type { Adapter } from '../events/record.ts'
import { BUCKET_MS, type KeyRange, startOfBucketIn } from '../keys.ts'
import type { EngagementStore } from '../port.ts'
import type { OpenBreach } from '../values.ts'
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

/** Kept once for a service: a review and a gate are of a change, and that is of no environment yet. */
const SHARED_FAMILIES: readonly WindowFamily[] = ['reviews', 'gates']

export const serviceFactStore = ({ db, keys }: Adapter, now: () => Instant) => {
  const readRange = async (range: KeyRange, environment: string): Promise<Read> =>
    decode(await db.range(range), environment)

  const familyReads = (service: string, environment: string, family: WindowFamily, window: Window): Promise<Read>[] =>
    // An empty range is none: the table refuses one that ends before it begins.
    window.from < window.to ? [readRange(keys.daysBetween(service, environment, family, window), environment)] : []

  /** Open breaches and, where they are asked for, the deliveries, which they stand behind. */
  const deliveryReads = (service: string, environment: string, window: Window, wanted: boolean): Promise<Read>[] => {
    // Up to the present it is one range with the breaches behind it; what came after an older window is not read.
    if (wanted && window.to > now() - BUCKET_MS)
      return [readRange(keys.daysSinceAndOpen(service, environment, window.from), environment)]
    return [
      ...(wanted ? familyReads(service, environment, 'delivery', window) : []),
      readRange(keys.openBreaches(service, environment), environment),
    ]
  }

  const deployedIn = async (
    service: string,
    environment: string,
    before: Instant,
    counting: 'observed' | 'imported_too',
  ): Promise<boolean> => {
    // Imported history decides nothing; charts show it (rule 15).
    const counted = counting === 'observed' ? observedFacts : countingFacts
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
      if (counted(whole, corrections).some((fact) => fact.kind === 'deployment')) return true
    } while (after !== null)
    return false
  }

  return {
    serviceFacts: async (service, environments, window, families) => {
      const wanted = new Set(families)
      const own = [...wanted].filter((family) => family !== 'delivery' && !SHARED_FAMILIES.includes(family))
      const shared = [...wanted].filter((family) => SHARED_FAMILIES.includes(family))
      const reads = await Promise.all([
        ...[...new Set(environments)].flatMap((environment) => [
          ...deliveryReads(service, environment, window, wanted.has('delivery')),
          ...own.flatMap((family) => familyReads(service, environment, family, window)),
        ]),
        ...shared.flatMap((family) => familyReads(service, DEFAULT_ENVIRONMENT, family, window)),
      ])
      return {
        facts: reads.flatMap(({ facts }) => facts).filter((fact) => within(window, fact.at)),
        corrections: reads.flatMap(({ corrections }) => corrections),
        openBreaches: reads.flatMap(({ openBreaches }) => openBreaches),
      }
    },

    deployedBefore: async (service, environments, before, counting) => {
      for (const environment of new Set(environments))
        if (await deployedIn(service, environment, before, counting)) return true
      return false
    },
  } satisfies Partial<EngagementStore>
}
