import { DAY, Event, parseAgreement } from '@plumbline/core'
import { expect, test } from 'vitest'
import { exampleAgreement } from './agreement.ts'
import { dayAt, endOf, merges } from './calendar.ts'
import { eventsOf } from './days.ts'
import { measuredOn } from './measured.ts'
import { random } from './random.ts'
import { CHARACTERS } from './services.ts'

const FIRST = Date.parse('2026-07-20T00:00:00Z')
const DAYS = Array.from({ length: 122 }, (_, index) => dayAt(FIRST, index, 122))
const all = () =>
  CHARACTERS.flatMap((service) => DAYS.flatMap((day) => [...eventsOf(service, day), ...measuredOn(service, day, null)]))

test('both versions of the example’s agreement are valid', () => {
  for (const target of [70, 80] as const)
    expect(parseAgreement(exampleAgreement('2026-07-20', target))).toMatchObject({ ok: true })
})

test('the same seed makes the same months, event for event', () => {
  expect(all()).toEqual(all())
})

test('every event would be taken by the server, is over by the end of its day, and has an id of its own', () => {
  const events = all()
  for (const event of events) expect(Event.safeParse(event)).toMatchObject({ success: true })
  expect(new Set(events.map(({ source, id }) => `${source} ${id}`)).size).toBe(events.length)
  for (const service of CHARACTERS)
    for (const day of DAYS)
      for (const { time } of eventsOf(service, day)) expect(Date.parse(time)).toBeLessThanOrEqual(endOf(day))
})

test('the months are believable: services ship on most working days, some fail, one slips and none is perfect', () => {
  for (const service of CHARACTERS) {
    const events = DAYS.flatMap((day) => eventsOf(service, day))
    const deployments = events.filter(({ type }) => type === 'deployment').length
    const unplanned = events.filter((event) => event.type === 'deployment' && event.data.planned === false).length
    expect(deployments).toBeGreaterThan(60)
    expect(unplanned).toBeGreaterThan(1)
    expect(unplanned / deployments).toBeLessThan(0.25)
    expect(DAYS.filter((day) => merges(service, day)).length).toBeGreaterThan(30)
  }
})

test.each([0, 1, 2, 3, 4, 5, 6])(
  'begun %i days later the story holds: of late one service fails hardly ever, another too often',
  (later) => {
    const days = Array.from({ length: 122 }, (_, index) => dayAt(FIRST + later * DAY, index, 122)).slice(-60)
    const failed = (name: string) => {
      const service = CHARACTERS.find((one) => one.name === name)
      const events = service
        ? days.flatMap((day) => eventsOf(service, day)).filter(({ type }) => type === 'deployment')
        : []
      const unplanned = events.filter((event) => event.type === 'deployment' && event.data.planned === false).length
      return unplanned / events.length
    }
    expect(failed('checkout-api')).toBeLessThan(0.05)
    expect(failed('storefront-web')).toBeGreaterThan(0.15)
  },
)

test('a seed gives the numbers it always gave', () => {
  const dice = random('seed')
  expect([dice.between(1, 100), dice.between(1, 100), dice.hex(8)]).toMatchInlineSnapshot(`
    [
      95,
      8,
      "0a115894",
    ]
  `)
})
