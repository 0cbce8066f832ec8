import {
  DAY,
  dayName,
  type Instant,
  lateSealsOf,
  notSealed,
  parseInstant,
  type SealedDay,
  sealedDayOf,
  utcDay,
} from '@plumbline/core'
import type { EngagementStore, Page } from '@plumbline/store'
import { decide } from './decide.ts'

/** Sealed days that are looked at again with each new one: a sweep that is later than that has lost its checkpoint. */
const LOOK_BACK_DAYS = 7
const PAGE = 4

const sealedOf = async (store: EngagementStore, day: Instant): Promise<SealedDay[]> => {
  const found: SealedDay[] = []
  let after: string | null = null
  do {
    const page: Page<SealedDay> = await store.keptRecords('sealed', {
      limit: PAGE,
      after,
      descending: false,
      from: day,
      to: day + 1,
    })
    found.push(...page.items)
    after = page.next
  } while (after !== null)
  return found
}

/**
 * Takes up what was received on a sealed day and listed after its seal: each with the day it came on, in an entry of its
 * own behind the seal, once. Reads no event.
 */
export const sealLate = async (store: EngagementStore, now: Instant, everything: boolean): Promise<void> => {
  // What was sealed before anybody kept what is in a seal can't be told from what came later.
  const [first] = (await store.keptRecords('sealed', { limit: 1, after: null, descending: false })).items
  const known = parseInstant(first?.at ?? '')
  if (known === null) return
  let day: Instant | null = everything ? known : Math.max(known, utcDay(now - LOOK_BACK_DAYS * DAY))
  while (day !== null) {
    const { value: next } = await decide(store, async ({ sealedUntil }) => {
      const received = await store.dayReceived(day ?? sealedUntil)
      if (!received || received.day >= sealedUntil) return { value: null }
      const records = await sealedOf(store, received.day)
      const late = notSealed(received.digests, records).sort()
      return {
        value: received.day + DAY,
        decided: lateSealsOf(dayName(received.day), late).map((body) => ({ at: now, body })),
        writes: sealedDayOf(received.day, late, records.length).map((record) => ({ kind: 'record', record }) as const),
      }
    })
    day = next
  }
}
