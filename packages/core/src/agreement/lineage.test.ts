import { describe, expect, test } from 'vitest'
import { judgesAlike, objectiveSince } from './lineage.ts'
import { sound, withObjective } from './testing/texts.ts'
import { type AcceptedVersion, inForceAt } from './versions.ts'

const at = (time: string) => Date.parse(time)
const RATE = ['indicator: change-fail-rate', 'target: "<= 15%"', 'window: calendar month']

const version = (number: number, from: string, lines: string[] = RATE, more = ''): AcceptedVersion => {
  const { terms, hash } = sound(withObjective(...lines) + more)
  return { version: number, hash, inForceFrom: at(from), terms }
}

const NOW = at('2027-06-01T00:00:00Z')

describe('since when an objective judges', () => {
  const first = version(1, '2026-12-01T05:00:00Z')
  const same = version(2, '2027-01-15T05:00:00Z', [
    'title: Other words',
    'clause: "9.9"',
    ...RATE.map((line) => line.replace('<= 15%', '<=  15.0 %')),
  ])
  const stricter = version(
    3,
    '2027-02-15T05:00:00Z',
    RATE.map((line) => line.replace('15%', '10%')),
  )
  const back = version(4, '2027-03-15T05:00:00Z')
  const without = version(
    5,
    '2027-04-15T05:00:00Z',
    ['indicator: availability', 'target: ">= 99%"', 'window: calendar month'].map((line) => line),
    '',
  )

  test('the first time it is new', () => {
    expect(objectiveSince([first], 'it', NOW)).toMatchObject({
      since: first.inForceFrom,
      arrival: 'new',
      previous: null,
      version: { version: 1 },
    })
  })

  test('other words change nothing: since the first', () => {
    expect(objectiveSince([first, same], 'it', NOW)).toMatchObject({
      since: first.inForceFrom,
      arrival: 'new',
      version: { version: 1 },
      objective: { title: 'Other words' },
    })
  })

  test('another target changes it, and what judged before is told', () => {
    expect(objectiveSince([first, same, stricter], 'it', NOW)).toMatchObject({
      since: stricter.inForceFrom,
      arrival: 'changed',
      version: { version: 3 },
      previous: { version: { version: 2 }, objective: { target: { text: '<=  15.0 %' } } },
    })
  })

  test('what judged before has a lineage of its own, an instant earlier', () => {
    expect(objectiveSince([first, same, stricter], 'it', stricter.inForceFrom - 1)).toMatchObject({
      since: first.inForceFrom,
      arrival: 'new',
    })
  })

  test('going back is a change too: the time between does not count', () => {
    expect(objectiveSince([first, same, stricter, back], 'it', NOW)).toMatchObject({
      since: back.inForceFrom,
      arrival: 'changed',
    })
  })

  test('another indicator under the same name is a change', () => {
    expect(objectiveSince([first, without], 'it', NOW)).toMatchObject({
      since: without.inForceFrom,
      arrival: 'changed',
    })
  })

  test('gone and come again is new', () => {
    const other = sound(withObjective(...RATE).replace('  it:', '  other:'))
    const gone: AcceptedVersion = {
      version: 2,
      hash: other.hash,
      inForceFrom: at('2027-01-15T05:00:00Z'),
      terms: other.terms,
    }
    expect(objectiveSince([first, gone], 'it', NOW)).toBeNull()
    expect(objectiveSince([first, gone, version(3, '2027-02-15T05:00:00Z')], 'it', NOW)).toMatchObject({
      since: at('2027-02-15T05:00:00Z'),
      arrival: 'new',
    })
  })

  test('before anything is in force there is nothing', () => {
    expect(objectiveSince([first], 'it', first.inForceFrom - 1)).toBeNull()
    expect(objectiveSince([first], 'it', first.inForceFrom)).not.toBeNull()
    expect(objectiveSince([], 'it', NOW)).toBeNull()
    expect(objectiveSince([first], 'nothing', NOW)).toBeNull()
  })

  test('the order in which versions are given does not matter', () => {
    const versions = [first, same, stricter, back]
    expect(objectiveSince(versions.toReversed(), 'it', NOW)).toEqual(objectiveSince(versions, 'it', NOW))
  })
})

describe('versions that never came to judge', () => {
  test('an older one that would have begun later is left out of the line', () => {
    const first = version(1, '2026-12-01T05:00:00Z')
    const planned = version(
      2,
      '2027-04-01T04:00:00Z',
      RATE.map((line) => line.replace('15%', '10%')),
    )
    const sooner = version(3, '2027-03-01T05:00:00Z')
    expect(inForceAt([first, planned, sooner], at('2027-05-01T00:00:00Z'))?.version).toBe(3)
    expect(objectiveSince([first, planned, sooner], 'it', at('2027-05-01T00:00:00Z'))).toMatchObject({
      since: first.inForceFrom,
      arrival: 'new',
    })
  })

  test('a retroactive one takes the time of those before it', () => {
    const first = version(1, '2026-12-01T05:00:00Z')
    const second = version(
      2,
      '2027-02-01T05:00:00Z',
      RATE.map((line) => line.replace('15%', '10%')),
    )
    const retroactive = version(
      3,
      '2027-01-01T05:00:00Z',
      RATE.map((line) => line.replace('15%', '12%')),
    )
    expect(inForceAt([first, second, retroactive], at('2027-01-15T00:00:00Z'))?.version).toBe(3)
    expect(objectiveSince([first, second, retroactive], 'it', NOW)).toMatchObject({
      since: retroactive.inForceFrom,
      previous: { version: { version: 1 } },
    })
  })
})

describe('what judges alike', () => {
  const CALENDAR = 'calendars: { office: { hours: { mon: ["09:00-17:00"] } } }\n'
  const CLOCK = ['indicator: time-to-resolve', 'target: "<= 4h"', 'window: calendar month', 'calendar: office']
  const PATCH = ['indicator: patch-coverage', 'target: ">= 80%"']
  const FREQUENCY = ['indicator: deployment-frequency', 'target: ">= 1/week"', 'window: calendar month']
  const LEAD = ['indicator: lead-time-for-changes', 'target: "<= 24h"', 'window: calendar month']
  const FINDINGS = ['indicator: findings', 'target: "== 0"']
  const UPTIME = ['indicator: availability', 'target: ">= 99%"', 'window: calendar month']
  const one = (lines: string[], more = '') => {
    const { terms } = sound(withObjective(...lines) + more)
    const [objective] = terms.objectives
    if (!objective) throw new Error('no objective')
    return { objective, terms }
  }
  const zone = (lines: string[], more = '') => {
    const { terms } = sound((withObjective(...lines) + more).replace('America/New_York', 'Europe/Madrid'))
    const [objective] = terms.objectives
    if (!objective) throw new Error('no objective')
    return { objective, terms }
  }

  test.each([
    ['another title', one(RATE), one([...RATE, 'title: x']), true],
    ['another clause', one(RATE), one([...RATE, 'clause: "1"']), true],
    [
      'a default written out',
      one(RATE),
      one([...RATE, 'enforcement: warn', 'owed_by: vendor', 'min_samples: 7']),
      true,
    ],
    ['another target', one(RATE), one(RATE.map((line) => line.replace('15', '14'))), false],
    ['another sign', one(RATE), one(RATE.map((line) => line.replace('<= 15', '< 15'))), false],
    ['another window', one(RATE), one(RATE.map((line) => line.replace('month', 'quarter'))), false],
    ['another least sample', one(RATE), one([...RATE, 'min_samples: 8']), false],
    ['a warn', one(RATE), one([...RATE, 'warn: "<= 10%"']), false],
    ['another enforcement', one(RATE), one([...RATE, 'enforcement: observe']), false],
    ['another owner', one(RATE), one([...RATE, 'owed_by: both']), false],
    ['fewer services', one(RATE), one([...RATE, 'services: [api]']), false],
    ['services in another order', one([...RATE, 'services: [api, web]']), one([...RATE, 'services: [web, api]']), true],
    ['another source of record', one(RATE), one([...RATE, 'measured_by: [ci]']), false],
    ['another zone cuts other months', one(RATE), zone(RATE), false],
    ['another zone is nothing to a change', one(PATCH), zone(PATCH), true],
    ['other links between deployments and incidents', one(RATE), one(RATE, 'incidents: { link_window: 12h }\n'), false],
    ['how soon a redeploy is none', one(FREQUENCY), one(FREQUENCY, 'incidents: { link_window: 12h }\n'), false],
    ['and what a first shipment is', one(LEAD), one(LEAD, 'incidents: { link_window: 12h }\n'), false],
    ['another category of findings', one(FINDINGS), one([...FINDINGS, 'category: security']), false],
    ['a weight of degraded time', one(UPTIME), one([...UPTIME, 'degraded_weight: 0.5']), false],
    ['the weight that it has anyway', one(UPTIME), one([...UPTIME, 'degraded_weight: 0']), true],
    ['whole minutes only', one(UPTIME), one([...UPTIME, 'full_minutes: true']), false],
    ['which are nothing to a change', one(PATCH), one(PATCH, 'incidents: { link_window: 12h }\n'), true],
    [
      'other production environments',
      one(RATE),
      one(RATE, '').terms.services.size ? withProduction(RATE) : one(RATE),
      false,
    ],
    ['other hours of its calendar', one(CLOCK, CALENDAR), one(CLOCK, CALENDAR.replace('17:00', '18:00')), false],
    [
      'the same hours under another name',
      one(CLOCK, CALENDAR),
      one(
        CLOCK.map((line) => line.replace('office', 'desk')),
        CALENDAR.replace('office', 'desk'),
      ),
      true,
    ],
    [
      'another floor of its clock',
      one(CLOCK, CALENDAR),
      one(CLOCK, `${CALENDAR}incidents: { breach_floor: 30m }\n`),
      false,
    ],
    [
      'p50 is the median',
      one(['indicator: cycle-time', ...CLOCK.slice(1, 3)]),
      one(['indicator: cycle-time', ...CLOCK.slice(1, 3), 'statistic: p50']),
      true,
    ],
  ])('%s: %#', (_, a, b, alike) => {
    expect(judgesAlike(a, b)).toBe(alike)
  })

  function withProduction(lines: string[]) {
    const { terms } = sound(withObjective(...lines).replace('api: {}', 'api: { production: [live] }'))
    const [objective] = terms.objectives
    if (!objective) throw new Error('no objective')
    return { objective, terms }
  }
})
