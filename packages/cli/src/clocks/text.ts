import type { Clock } from '@plumbline/client'
import { spanText } from '@plumbline/core'
import { type Colour, clean, localTime } from '@plumbline/render'
import type { Column } from '../output/listing.ts'
import { shortTime } from '../output/time.ts'

/** `PT5400S` as people say it, in whole seconds: nobody reads a clock finer. */
export const spanOf = (duration: string): string => {
  const [, sign = '', number = '0'] = /^(-?)PT(\d+)(?:\.\d+)?S$/.exec(duration) ?? []
  return spanText(`${sign}${number}`)
}

/** What a clock is, in words: what it waits for, or how it ended. */
export const standing = (clock: Clock): string => {
  const { state, overdue, pause_reason: reason } = clock
  const late = overdue ? ', too late' : ''
  switch (state) {
    case 'running':
      return overdue ? 'overdue' : 'running'
    case 'paused':
      return `paused${reason ? `: ${clean(reason, 40)}` : ''}${late}`
    case 'stopped':
      return overdue ? 'stopped too late' : 'stopped in time'
    case 'called_off':
      return `called off${late}`
    case 'elsewhere':
      return `no longer judged here${late}`
    default:
      return state satisfies never
  }
}

const toneOf = ({ overdue, state }: Clock): Colour | null =>
  overdue ? 'red' : state === 'paused' ? 'yellow' : state === 'running' ? null : 'dim'

export const clockColumns: Column<Clock>[] = [
  {
    key: 'due_at',
    title: 'Due',
    text: ({ due_at: due }) => due ?? '',
    shown: ({ due_at: due }) => (due === null ? '' : shortTime(due)),
  },
  {
    key: 'remaining',
    title: 'Left',
    text: ({ remaining }) => remaining ?? '',
    shown: ({ remaining }) => (remaining === null ? '' : spanOf(remaining)),
    align: 'right',
    tone: toneOf,
  },
  { key: 'state', title: 'State', text: ({ state }) => state, shown: standing, tone: toneOf },
  { key: 'overdue', title: 'Overdue', text: ({ overdue }) => String(overdue), machine: true },
  { key: 'incident', title: 'Incident', text: ({ incident }) => incident },
  { key: 'severity', title: 'Severity', text: ({ severity }) => severity },
  { key: 'objective', title: 'Objective', text: ({ objective }) => objective },
  { key: 'target', title: 'Target', text: ({ target }) => target },
  { key: 'service', title: 'Service', text: ({ service }) => service },
  { key: 'owed_by', title: 'Owed by', text: (clock) => clock.owed_by },
  { key: 'started_at', title: 'Started', text: (clock) => clock.started_at, machine: true },
  { key: 'elapsed', title: 'Counted', text: ({ elapsed }) => elapsed, machine: true },
  { key: 'paused', title: 'Paused', text: ({ paused }) => paused, machine: true },
]

const PENDING: Record<Clock['pending'][number]['what'], string> = {
  severity: 'to be',
  cancelled: 'to be called off',
  attribution: 'to be the doing of the',
}

const pendingText = (clock: Clock, { what, to, accepted_at: until }: Clock['pending'][number]): string => {
  const said = what === 'cancelled' ? PENDING[what] : `${PENDING[what]} ${clean(to, 20).replace('_', ' ')}`
  const when = until === null ? '' : `; silence accepts it ${localTime(until, clock.time_zone)}`
  return `  said ${said}, which the other party has not agreed to${when}`
}

/** The head of an explanation: what is asked, and what came of it. */
export const clockHead = (clock: Clock): string[] => {
  const { incident, objective, severity, target, time_zone: zone, owed_by: owed } = clock
  const at = (time: string | null) => (time === null ? 'never' : localTime(time, zone))
  return [
    `${clean(incident, 80)} · ${clean(objective, 64)} (${severity}, ${target}, owed by ${owed === 'both' ? 'both' : `the ${owed}`}): ${standing(clock)}`,
    `  started ${at(clock.started_at)}${clock.started_from === 'next_known' ? ' (the agreed start was never told)' : ''}, due ${at(clock.due_at)}${clock.ended_at === null ? '' : `, ended ${at(clock.ended_at)}`}; ${spanOf(clock.elapsed)} counted on ${clean(clock.calendar, 64)} (${zone})`,
    ...(clock.ended_too_early ?? []).map(
      (event) =>
        `  event ${clean(event, 40)} tells an end before it began: one of the two times is wrong, and it ended nothing`,
    ),
    ...clock.pending.map((one) => pendingText(clock, one)),
  ]
}
