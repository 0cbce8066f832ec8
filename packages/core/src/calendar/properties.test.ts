import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { calendar } from '../testing/calendar.ts'
import { DAY, HOUR, MINUTE, type Window, within } from '../time/instant.ts'
import { localTimeOfDay } from '../time/local.ts'
import { localDate } from '../time/zone.ts'
import { alwaysOpen, type Calendar } from './calendar.ts'
import { counted, elapsed, isOpen } from './counted.ts'
import { budgetMs, businessDays, deadline, nextOpen } from './deadline.ts'
import { explain } from './explain.ts'

const ZONES = ['UTC', 'America/New_York', 'Europe/Paris', 'Asia/Kathmandu', 'America/Sao_Paulo', 'Australia/Lord_Howe']
/** Around clock changes of most zones, on whole minutes, so that a count by the minute is exact. */
const ORIGINS = ['2018-11-03', '2026-03-07', '2026-03-28', '2026-10-24', '2026-10-31'].map((day) => Date.parse(day))

const time = fc.integer({ min: 0, max: 24 * 60 })
const hhmm = (minutes: number) =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
const interval = fc
  .tuple(time, time)
  .filter(([a, b]) => a !== b)
  .map(([a, b]) => `${hhmm(Math.min(a, b))}-${hhmm(Math.max(a, b))}`)
const intervals = fc.array(interval, { maxLength: 2 })
const date = fc.integer({ min: 0, max: 9 })

type World = {
  hours: Calendar
  origin: number
  zone: string
  texts: string[][]
  holidays: Set<string>
  breaks: Map<string, string[]>
}

const world: fc.Arbitrary<World> = fc
  .record({
    zone: fc.constantFrom(...ZONES),
    origin: fc.constantFrom(...ORIGINS),
    texts: fc.array(intervals, { minLength: 7, maxLength: 7 }),
    monday: interval,
    closed: fc.array(date, { maxLength: 2 }),
    broken: fc.array(fc.tuple(date, intervals), { maxLength: 2 }),
  })
  .map(({ zone, origin, texts, monday, closed, broken }) => {
    const name = (n: number) => new Date(origin + n * DAY).toISOString().slice(0, 10)
    const hours = [[monday], ...texts.slice(1)]
    const holidays = closed.map(name)
    const breaks = new Map(broken.map(([n, times]) => [name(n), times]))
    const made = calendar({ timeZone: zone, hours, holidays, breaks })
    return { hours: made, origin, zone, texts: hours, holidays: new Set(holidays), breaks }
  })

const spanOf = (origin: number, [a, b]: [number, number]): Window => ({
  from: origin + Math.min(a, b) * MINUTE,
  to: origin + Math.max(a, b) * MINUTE,
})
const minutes = fc.integer({ min: 0, max: 9 * 24 * 60 })
const pair = fc.tuple(minutes, minutes)

const offsetAt = (zone: string, at: number) => Date.parse(`${localDate(zone, at)}T${localTimeOfDay(zone, at)}Z`) - at

/** By the wall clock of each minute, one at a time: no instant of an interval is worked out. */
const naive = ({ zone, texts, holidays, breaks }: World, window: Window, pauses: readonly Window[]): number => {
  let total = 0
  const ahead = offsetAt(zone, window.from)
  for (let at = window.from; at < window.to; at += MINUTE) {
    const [day = '', wall = ''] = new Date(at + ahead).toISOString().slice(0, 16).split('T')
    const inside = (text: string) => text.slice(0, 5) <= wall && wall < text.slice(6)
    const weekday = (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7
    const open = !holidays.has(day) && (texts[weekday] ?? []).some(inside) && !(breaks.get(day) ?? []).some(inside)
    if (open && !pauses.some((pause) => within(pause, at))) total += MINUTE
  }
  return total
}

/** Is any local time said twice or never in here? Then the minute's wall clock does not tell which of two it is. */
const clocksChange = (zone: string, { from, to }: Window): boolean => {
  const changes = []
  for (let at = from - DAY; at < to + DAY; at += 12 * HOUR) changes.push(offsetAt(zone, at))
  return new Set(changes).size > 1
}

const RUNS = { numRuns: 60 }

describe('business time, whatever the calendar', () => {
  test('it is what a count minute by minute by the wall clock says', () => {
    fc.assert(
      fc.property(world, pair, fc.array(pair, { maxLength: 3 }), (one, span, paused) => {
        const window = spanOf(one.origin, [span[0] % 4_000, span[1] % 4_000])
        fc.pre(!clocksChange(one.zone, window))
        const pauses = paused.map((pause) => spanOf(one.origin, pause))
        expect(elapsed(one.hours, window, pauses)).toBe(naive(one, window, pauses))
      }),
      { numRuns: 30 },
    )
  })

  test('two adjacent times add up to the whole', () => {
    fc.assert(
      fc.property(world, pair, minutes, (one, span, cut) => {
        const { from, to } = spanOf(one.origin, span)
        const middle = Math.min(to, Math.max(from, one.origin + cut * MINUTE))
        const sum = elapsed(one.hours, { from, to: middle }) + elapsed(one.hours, { from: middle, to })
        expect(sum).toBe(elapsed(one.hours, { from, to }))
      }),
      RUNS,
    )
  })

  test('a deadline is the first instant at which exactly the budget has counted', () => {
    fc.assert(
      fc.property(world, minutes, minutes, fc.array(pair, { maxLength: 3 }), (one, start, budget, paused) => {
        const from = one.origin + start * MINUTE
        const pauses = paused.map((pause) => spanOf(one.origin, pause))
        const end = deadline(one.hours, from, { kind: 'elapsed', ms: budget * MINUTE }, pauses)
        if (!end.ok) throw new Error('this calendar opens every Monday')
        expect(elapsed(one.hours, { from, to: end.value }, pauses)).toBe(budget * MINUTE)
        if (budget > 0) expect(elapsed(one.hours, { from, to: end.value - 1 }, pauses)).toBe(budget * MINUTE - 1)
      }),
      RUNS,
    )
  })

  test('more time counts more, more budget ends later, and pauses only ever move it back', () => {
    fc.assert(
      fc.property(world, pair, minutes, pair, (one, span, longer, pause) => {
        const window = spanOf(one.origin, span)
        const pauses = [spanOf(one.origin, pause)]
        const all = elapsed(one.hours, window)
        expect(elapsed(one.hours, { ...window, to: window.to + longer * MINUTE })).toBeGreaterThanOrEqual(all)
        expect(elapsed(one.hours, window, pauses)).toBeLessThanOrEqual(all)
        const by = (ms: number, taken: Window[] = []) => {
          const end = deadline(one.hours, window.from, { kind: 'elapsed', ms }, taken)
          return end.ok ? end.value : Number.NaN
        }
        expect(by(longer * MINUTE + HOUR)).toBeGreaterThan(by(longer * MINUTE))
        expect(by(longer * MINUTE, pauses)).toBeGreaterThanOrEqual(by(longer * MINUTE))
      }),
      RUNS,
    )
  })

  test('rule 1: pauses are taken out as a union: said twice, cut in pieces or overlapping they cost the same', () => {
    fc.assert(
      fc.property(world, pair, fc.array(pair, { maxLength: 4 }), minutes, (one, span, paused, cut) => {
        const window = spanOf(one.origin, span)
        const pauses = paused.map((pause) => spanOf(one.origin, pause))
        const at = one.origin + cut * MINUTE
        const pieces = pauses.flatMap(({ from, to }) => [
          { from, to: Math.min(to, at) },
          { from: Math.max(from, at), to },
        ])
        const once = elapsed(one.hours, window, pauses)
        expect(elapsed(one.hours, window, [...pauses, ...pauses.toReversed()])).toBe(once)
        expect(elapsed(one.hours, window, pieces)).toBe(once)
      }),
      RUNS,
    )
  })

  test('an explanation tells every moment once, and its sum is what counted', () => {
    fc.assert(
      fc.property(world, pair, fc.array(pair, { maxLength: 3 }), (one, span, paused) => {
        const window = spanOf(one.origin, span)
        const pauses = paused.map((pause) => ({ ...spanOf(one.origin, pause), state: 'paused' as const }))
        const told = explain(one.hours, window, pauses)
        expect(told.at(-1)?.totalMs ?? 0).toBe(elapsed(one.hours, window, pauses))
        expect(told.reduce((sum, { from, to }) => sum + to - from, 0)).toBe(window.to - window.from)
        for (const [i, { from }] of told.entries()) expect(from).toBe(told[i - 1]?.to ?? window.from)
        for (const { from, to } of counted(one.hours, window)) expect(isOpen(one.hours, (from + to) / 2)).toBe(true)
      }),
      RUNS,
    )
  })

  test('a time is at most N business days exactly where it is within the budget of N of them', () => {
    fc.assert(
      fc.property(world, minutes, fc.integer({ min: 1, max: 6 }), minutes, (one, start, days, took) => {
        const from = one.origin + start * MINUTE
        const budget = budgetMs(one.hours, from, { kind: 'business_days', days })
        if (!budget.ok) throw new Error('this calendar opens every Monday')
        const { num, den } = businessDays(one.hours, from, took * MINUTE)
        expect(num <= BigInt(days) * den).toBe(took * MINUTE <= budget.value)
        const exactly = businessDays(one.hours, from, budget.value)
        expect(exactly.num <= BigInt(days) * exactly.den).toBe(true)
      }),
      RUNS,
    )
  })

  test('24x7 counts every millisecond, and its business days are local days', () => {
    const always = alwaysOpen('America/New_York')
    const from = Date.parse('2026-10-31T12:00:00Z')
    expect(elapsed(always, { from, to: from + 3 * DAY + 7 }, [{ from, to: from + 7 }])).toBe(3 * DAY)
    // The clocks go back in between: the same local time, 25 hours later.
    expect(deadline(always, from, { kind: 'business_days', days: 1 })).toEqual({ ok: true, value: from + 25 * HOUR })
    expect(nextOpen(always, from)).toEqual({ ok: true, value: from })
  })
})
