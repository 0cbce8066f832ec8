import { incident, type Worked, watched } from './worked.ts'

const MONTH = { window: 'calendar month', severity: ['sev1'] }
const WATCHED = watched('2026-12-01T00:00:00Z', '2026-12-15T09:00:00Z')
const at = (time: string) => `2026-12-03T${time}:00Z`

/** Objectives about the clocks of one incident. */
export const CLOCKS: Record<string, Worked> = {
  'time-to-detect': {
    steps: [
      incident('INC-71', at('10:00'), 'started'),
      incident('INC-71', at('10:12'), 'detected'),
      incident('INC-71', at('11:00'), 'resolved'),
      WATCHED,
    ],
    objective: { ...MONTH, target: '<= 15m' },
  },
  'time-to-acknowledge': {
    steps: [
      incident('INC-71', at('10:00'), 'detected'),
      incident('INC-71', at('10:01'), 'acknowledged', { actor_kind: 'bot' }),
      incident('INC-71', at('10:09'), 'acknowledged'),
      incident('INC-71', at('11:00'), 'resolved'),
      WATCHED,
    ],
    objective: { ...MONTH, target: '<= 15m' },
  },
  'time-to-respond': {
    steps: [
      incident('INC-71', at('10:00'), 'detected'),
      incident('INC-71', at('10:05'), 'acknowledged'),
      incident('INC-71', at('10:25'), 'responded'),
      incident('INC-71', at('11:00'), 'resolved'),
      WATCHED,
    ],
    objective: { ...MONTH, target: '<= 1h' },
  },
  'time-to-resolve': {
    steps: [
      incident('INC-71', at('10:00'), 'detected'),
      incident('INC-71', at('10:30'), 'paused', { reason: 'waiting_client' }),
      incident('INC-71', at('12:00'), 'resumed'),
      incident('INC-71', at('13:00'), 'resolved'),
      WATCHED,
    ],
    objective: { ...MONTH, target: '<= 4h' },
  },
}
