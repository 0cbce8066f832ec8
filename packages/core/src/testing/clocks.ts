import { describe, expect, test } from 'vitest'
import { alwaysOpen } from '../calendar/calendar.ts'
import type { Clock } from '../clocks/clock.ts'
import { clocksOf } from '../clocks/clock.ts'
import type { ClockKind, ClockSetting } from '../clocks/setting.ts'
import { nameRef } from '../events/identity.ts'
import type { IncidentAction, IncidentFact } from '../facts/facts.ts'
import { MINUTE } from '../time/instant.ts'
import { at } from './agreement.ts'
import { incident } from './facts.ts'

/** Around the clock, an hour promised, the reasons and windows of the example agreement. */
export const setting = (more: Partial<ClockSetting> = {}): ClockSetting => ({
  starts: 'first-known',
  calendar: alwaysOpen('UTC'),
  answers: alwaysOpen('UTC'),
  reopenWindow: { kind: 'business_days', days: 5, text: '5bd' },
  breachFloor: { kind: 'elapsed', ms: 15 * MINUTE, text: '15m' },
  mitigatedStops: false,
  pauseReasons: new Map(['waiting_client', 'agreed_freeze'].map((reason) => [nameRef(reason), reason])),
  meant: null,
  severities: null,
  lines: null,
  owedBy: 'vendor',
  promised: { kind: 'elapsed', overdueFromMs: 60 * MINUTE + 1 },
  excluded: [],
  ...more,
})

/** `10:30` of the day the incidents of these tests are on, `2 10:30` of the second day after. */
export const on = (time: string): number => {
  const [days, clock] = time.includes(' ') ? time.split(' ') : ['0', time]
  return at(`2026-11-${String(10 + Number(days)).padStart(2, '0')}T${clock}:00Z`)
}

export type Said = [time: string, action: IncidentAction, more?: Partial<IncidentFact> & { reason?: string }]

/** Actions of one incident, by the vendor unless they say otherwise. */
export const actionsOf = (said: readonly Said[], name = 'INC-1'): IncidentFact[] =>
  said.map(([time, action, { reason, ...more } = {}]) =>
    incident(name, new Date(on(time)).toISOString(), {
      action,
      party: 'vendor',
      ...(reason === undefined ? {} : { pauseReason: nameRef(reason) }),
      ...more,
    }),
  )

/** Its clocks of one kind, as known at a time. */
export const clocks = (
  said: readonly Said[],
  kind: ClockKind = 'resolve',
  more: Partial<ClockSetting> = {},
  until = '20 00:00',
): Clock[] => clocksOf(actionsOf(said), kind, setting(more), on(until))

const time = (moment: number | null) =>
  moment === null
    ? '-'
    : new Date(moment)
        .toISOString()
        .slice(moment >= on('1 00:00') ? 8 : 11, 16)
        .replace('T', ' ')

/** A clock in a line: state, minutes counted, due, breached. */
export const told = ({ state, elapsedMs, dueAt, breachedAt }: Clock): string =>
  `${state} ${elapsedMs / MINUTE} due ${time(dueAt)} breached ${time(breachedAt)}`

export type Row = {
  why: string
  said: Said[]
  kind?: ClockKind
  more?: Partial<ClockSetting>
  until?: string
  is: string[]
}

/** One test for each row: what was said of an incident, and what its clocks are then. */
export const clockTable = (name: string, rows: readonly Row[]) =>
  describe(name, () => {
    test.each(rows)('$why', ({ said, kind, more, until, is }) =>
      expect(clocks(said, kind, more, until).map(told)).toEqual(is),
    )
  })

export const BEGUN: Said[] = [
  ['10:00', 'started'],
  ['10:10', 'detected'],
]
export const CLIENT = { party: 'client' } as const
