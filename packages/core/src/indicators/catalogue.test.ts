import { expect, test } from 'vitest'
import { countedIn } from '../events/counted-in.ts'
import { EVENT_TYPES, type Event } from '../events/schema.ts'
import { indicator, indicatorCatalogue } from './catalogue.ts'

test.each(EVENT_TYPES.filter((type) => type !== 'measurement'))(
  'a %s says that it is counted where it is read',
  (type) => {
    // Nothing but its type decides.
    const event = { type } as Event
    const readers = indicatorCatalogue.filter(({ events }) => events.includes(type)).map(({ key }) => key)
    expect(countedIn(event).sort()).toEqual(readers.sort())
  },
)

test('every indicator is found by its key, once, and names only others that are there', () => {
  const keys = indicatorCatalogue.map(({ key }) => key)
  expect(new Set(keys).size).toBe(keys.length)
  for (const info of indicatorCatalogue) {
    expect(indicator(info.key)?.info).toBe(info)
    expect(info.counter.filter((key) => !keys.includes(key))).toEqual([])
    expect(info.default_statistic === null || info.statistics.includes(info.default_statistic)).toBe(true)
  }
})
