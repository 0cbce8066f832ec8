import { DEFAULT_BREACH_FLOOR, DEFAULT_REOPEN_WINDOW, DEFAULT_STARTS } from '../agreement/defaults.ts'
import { alwaysOpen } from '../calendar/calendar.ts'
import type { ClockSetting } from './setting.ts'

/** Where nothing was agreed: around the clock, every severity, any reason to pause, and nothing promised. */
export const CLOCKS_WITHOUT_AGREEMENT: ClockSetting = {
  starts: DEFAULT_STARTS,
  calendar: alwaysOpen('UTC'),
  answers: alwaysOpen('UTC'),
  reopenWindow: DEFAULT_REOPEN_WINDOW,
  breachFloor: DEFAULT_BREACH_FLOOR,
  mitigatedStops: false,
  pauseReasons: null,
  meant: null,
  severities: null,
  lines: null,
  owedBy: 'vendor',
  promised: null,
  excluded: [],
}
