import {
  type CorrectionFact,
  countingFacts,
  DEFAULT_ENVIRONMENT,
  familyOf,
  type Instant,
  observedFacts,
  type Window,
  type WindowFact,
  type WindowFamily,
  within,
} from '@plumbline/core'
import { PACKS } from '../blocks/keys.ts'
import { type BlockName, nameIn } from '../blocks/name.ts'
import type { Entry } from '../codec/block.ts'
import { toHex } from '../codec/bytes.ts'
import { decodeWindowFact } from '../codec/window.ts'
import { byteSet, keyOf } from '../dynamo/attributes.ts'
import type { Item } from '../dynamo/capacity.ts'
import type { RangePage } from '../dynamo/dynamo.ts'
import type { Adapter } from '../events/record.ts'
import { BUCKET_MS, type KeyRange, SPAN_MS, startOfBucketIn } from '../keys.ts'
import type { EngagementStore } from '../port.ts'
import type { OpenBreach } from '../values.ts'
import { openBreachOf } from './breach-items.ts'

type Read = { facts: WindowFact[]; corrections: CorrectionFact[]; openBreaches: OpenBreach[] }

/** Which environment a fact is of its partition tells; the usual one goes without saying. */
const placeOf = (environment: string) => (environment === DEFAULT_ENVIRONMENT ? {} : { environment })

/** What items of one partition say, each fact once; blocks by their names. */
const sorted = (items: Item[]) => {
  const found: { entries: Entry[]; names: BlockName[]; openBreaches: OpenBreach[] } = {
    entries: [],
    names: [],
    openBreaches: [],
  }
  for (const item of items) {
    const start = startOfBucketIn(keyOf(item).sk)
    const name = nameIn(item)
    if (name) found.names.push(name)
    else if (start === null) found.openBreaches.push(openBreachOf(item))
    else found.entries.push(...byteSet(item, 'f').map((element) => ({ start, element })))
  }
  return found
}

const decode = (entries: Entry[], environment: string): Pick<Read, 'facts' | 'corrections'> => {
  const facts: WindowFact[] = []
  const corrections: CorrectionFact[] = []
  const seen = new Set<string>()
  for (const { start, element } of entries) {
    const id = `${start} ${toHex(element)}`
    if (seen.has(id)) continue
    seen.add(id)
    const fact = decodeWindowFact(element, start)
    if (fact.kind === 'correction') corrections.push(fact)
    else facts.push({ ...fact, ...placeOf(environment) })
  }
  return { facts, corrections }
}

/** Chunks looked at in one request when only one deployment is wanted. */
const FEW = 8

/** What a deployment is and what it shipped. */
const STANDING_TOGETHER: readonly WindowFamily[] = PACKS

/** Kept once for a service: a review and a gate are of a change, and that is of no environment yet. */
const SHARED_FAMILIES: readonly WindowFamily[] = ['reviews', 'gates']

export const serviceFactStore = ({ db, keys, blocks }: Adapter, now: () => Instant) => {
  /** Chunks first, then the blocks that stand for those that are no longer there. */
  const readRange = async (
    range: KeyRange,
    environment: string,
    families: readonly WindowFamily[],
    window: Window,
  ): Promise<Read> => {
    const { entries, names, openBreaches } = sorted(await db.range(range))
    const near = names.filter(({ span }) => span < window.to && span + SPAN_MS > window.from)
    const packs = PACKS.filter((pack) => families.includes(pack))
    const packed = await Promise.all(packs.map((pack) => blocks.entries(near, pack)))
    const { facts, corrections } = decode([...entries, ...packed.flat()], environment)
    return { facts: facts.filter((fact) => families.includes(familyOf(fact))), corrections, openBreaches }
  }

  const familyReads = (
    service: string,
    environment: string,
    families: readonly WindowFamily[],
    window: Window,
  ): Promise<Read>[] => {
    const [first] = families
    // An empty range is none: the table refuses one that ends before it begins.
    if (first === undefined || window.from >= window.to) return []
    return [readRange(keys.daysBetween(service, environment, first, window), environment, families, window)]
  }

  /** Open breaches and, where they are asked for, the deliveries, which they stand behind. */
  const deliveryReads = (
    service: string,
    environment: string,
    window: Window,
    families: readonly WindowFamily[],
  ): Promise<Read>[] => {
    // Up to the present it is one range with the breaches behind it; what came after an older window is not read.
    if (families.length > 0 && window.to > now() - BUCKET_MS)
      return [readRange(keys.daysSinceAndOpen(service, environment, window.from), environment, families, window)]
    return [
      ...familyReads(service, environment, families, window),
      readRange(keys.openBreaches(service, environment), environment, [], window),
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
      const { entries, names } = sorted(page.items)
      const near = names.filter(({ span }) => span < before)
      const read = decode([...entries, ...(await blocks.entries(near, 'delivery'))], environment)
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
      const wanted = [...new Set(families)]
      const delivered = wanted.filter((family) => STANDING_TOGETHER.includes(family))
      const shared = wanted.filter((family) => SHARED_FAMILIES.includes(family))
      const own = wanted.filter((family) => !delivered.includes(family) && !shared.includes(family))
      const reads = await Promise.all([
        ...[...new Set(environments)].flatMap((environment) => [
          ...deliveryReads(service, environment, window, delivered),
          ...own.flatMap((family) => familyReads(service, environment, [family], window)),
        ]),
        ...shared.flatMap((family) => familyReads(service, DEFAULT_ENVIRONMENT, [family], window)),
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
