import { describe, expect, test } from 'vitest'
import { indicatorCatalogue } from '../indicators/catalogue.ts'
import { REPORTED_FAMILY } from '../indicators/reported.ts'
import { STATISTICS } from '../indicators/statistic.ts'
import { INDICATOR_KEYS, indicatorName, scopeOf } from './indicator-names.ts'
import { readUnit } from './unit.ts'

const every = INDICATOR_KEYS.flatMap((key) => indicatorName(key) ?? [])

describe('the table', () => {
  test('has no key twice', () => {
    expect(new Set(INDICATOR_KEYS).size).toBe(INDICATOR_KEYS.length)
    expect(every).toHaveLength(INDICATOR_KEYS.length)
  })

  test('only rates of a window count events', () => {
    for (const { key, measure, scopes, range, countsEvents } of every) {
      if (countsEvents) expect([key, measure, scopes, range]).toEqual([key, '%', ['window'], 'share'])
    }
  })

  test('counter-indicators are indicators', () => {
    for (const { counters } of every) for (const counter of counters) expect(indicatorName(counter)).not.toBeNull()
  })

  test('speed and activity name what is read beside them', () => {
    for (const { key, about, counters } of every) {
      if (about === 'speed' || about === 'activity') expect([key, counters.length > 0]).toEqual([key, true])
    }
  })

  test('durations have statistics and a way to be counted', () => {
    for (const { key, measure, statistics, time } of every) {
      if (measure === 'duration') expect([key, statistics, time === null]).toEqual([key, 'all', false])
    }
  })
})

describe('reported numbers', () => {
  test.each([
    ['reported:orders-lost', 'Orders lost', 'business'],
    ['reported:tickets-closed', 'Tickets closed', 'activity'],
    ['reported:hours', 'Hours', 'activity'],
    ['reported:csat', 'Customer satisfaction', 'user'],
  ])('%s is %s, about %s', (key, title, about) => {
    expect(indicatorName(key)).toMatchObject({ key, title, about, scopes: ['window'] })
  })

  test.each(['reported:', 'reported:Orders', 'reported:-a', 'reported:a b', 'orders', 'constructor', ''])(
    '%j is none',
    (key) => {
      expect(indicatorName(key)).toBeNull()
    },
  )
})

test('of two scopes a window decides', () => {
  const latency = indicatorName('api-latency')
  const coverage = indicatorName('coverage')
  if (!latency || !coverage) throw new Error('gone')
  expect([scopeOf(latency, true), scopeOf(latency, false)]).toEqual(['window', 'change'])
  expect([scopeOf(coverage, true), scopeOf(coverage, false)]).toEqual(['change', 'change'])
})

describe('what is measured is what may be agreed', () => {
  test.each(indicatorCatalogue.map((info) => [info.key, info] as const))('%s', (key, info) => {
    // The family stands for any name of the parties' own.
    const name = indicatorName(key === REPORTED_FAMILY ? 'reported:any-number-of-your-own' : key)
    if (!name) throw new Error('measured, but no agreement can name it')
    expect({ title: name.title, direction: name.direction }).toEqual({ title: info.title, direction: info.direction })
    expect(name.scopes).toContain(info.scope)
    expect(info.statistics).toEqual(name.statistics === 'all' ? STATISTICS : [])
    if (info.unit === 'any' || info.unit === 'money') expect(name.measure).toBe(info.unit)
    else expect(readUnit(info.unit === 'count' ? '' : info.unit, '1', name.measure, key)).toEqual({ unit: info.unit })
  })
})
