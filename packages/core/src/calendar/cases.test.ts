import { describe, expect, test } from 'vitest'
import { type CaseCalendar, caseCalendar } from '../testing/calendar.ts'
import { withCases } from '../testing/cases.ts'
import { MINUTE, SECOND } from '../time/instant.ts'
import { elapsed, isOpen } from './counted.ts'
import { deadline } from './deadline.ts'
import { explain } from './explain.ts'

type Case = { id: string; calendar: CaseCalendar }
const ms = (time: string) => Date.parse(time)
const pausesOf = (pauses: [string, string][]) => pauses.map(([from, to]) => ({ from: ms(from), to: ms(to) }))

describe('rule 1: business time is elapsed time inside local opening hours', () => {
  type Elapsed = Case & { from: string; to: string; expect_seconds: number; expect_elapsed_seconds?: number }
  withCases<Elapsed>('sla/business-time.json', (cases) => {
    test.each(cases)('$id', (one) => {
      const seconds = one.expect_elapsed_seconds ?? one.expect_seconds
      const window = { from: ms(one.from), to: ms(one.to) }
      expect(elapsed(caseCalendar(one.calendar), window)).toBe(seconds * SECOND)
      expect(explain(caseCalendar(one.calendar), window).at(-1)?.totalMs ?? 0).toBe(seconds * SECOND)
    })
  })

  withCases<Case & { at: string; expect_open: boolean }>('sla/open-at.json', (cases) => {
    test.each(cases)('$id', (one) => expect(isOpen(caseCalendar(one.calendar), ms(one.at))).toBe(one.expect_open))
  })
})

describe('rule 2: a deadline is when the agreed time has counted', () => {
  type Deadline = Case & { start: string; amount_seconds: number; expect: string; expect_closing?: string }
  withCases<Deadline>('sla/deadline.json', (cases) => {
    test.each(cases)('$id', (one) => {
      const budget = { kind: 'elapsed', ms: one.amount_seconds * SECOND } as const
      const found = deadline(caseCalendar(one.calendar), ms(one.start), budget)
      expect(found).toEqual({ ok: true, value: ms(one.expect_closing ?? one.expect) })
    })
  })

  type Days = Case & { start: string; business_days: number; expect: string; expect_next_open?: string }
  withCases<Days & { end_of_day?: boolean }>('sla/business-days.json', (cases) => {
    // Where a day ends is not our convention: a business day ends at the local time that it began at.
    test.each(cases.filter((one) => !one.end_of_day))('$id', (one) => {
      const budget = { kind: 'business_days', days: one.business_days } as const
      const found = deadline(caseCalendar(one.calendar), ms(one.start), budget)
      expect(found).toEqual({ ok: true, value: ms(one.expect_next_open ?? one.expect) })
    })
  })
})

describe('rule 10: pauses stop a clock, and cost nothing', () => {
  type Clock = Case & {
    started_at: string
    target_minutes: number
    pauses: [string, string][]
    stopped_at?: string
    expect_due_at?: string
    expect_elapsed_minutes?: number
    expect_margin_minutes?: number
    expect_breached?: boolean
  }
  withCases<Clock>('sla/sla-clock.json', (cases) => {
    test.each(cases)('$id', (one) => {
      const hours = caseCalendar(one.calendar)
      const from = ms(one.started_at)
      const budget = { kind: 'elapsed', ms: one.target_minutes * MINUTE } as const
      const pauses = pausesOf(one.pauses)
      if (one.expect_due_at !== undefined)
        expect(deadline(hours, from, budget, pauses)).toEqual({ ok: true, value: ms(one.expect_due_at) })
      if (one.stopped_at === undefined) return
      const took = elapsed(hours, { from, to: ms(one.stopped_at) }, pauses)
      const minutes = Math.floor(took / MINUTE)
      expect(minutes).toBe(one.expect_elapsed_minutes)
      if (one.expect_margin_minutes !== undefined) expect(one.target_minutes - minutes).toBe(one.expect_margin_minutes)
      if (one.expect_breached !== undefined) expect(took > budget.ms).toBe(one.expect_breached)
    })
  })
})
