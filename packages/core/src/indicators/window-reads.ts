import { MAX_SPAN_DAYS } from '../events/max-span.ts'
import type { WindowFamily } from '../facts/facts.ts'
import { CLOCK_REACH_DAYS, LINK_REACH_DAYS } from '../facts/reach.ts'
import type { Reads } from './indicator.ts'

const INCIDENT_CLOCK: Reads = { families: ['delivery', 'watch'], daysBefore: CLOCK_REACH_DAYS }
const UPTIME: Reads = { families: ['uptime'], daysBefore: MAX_SPAN_DAYS }

/**
 * What each measured indicator of windows and clocks reads. It stands apart from how they are measured, so that who
 * judges only changes (CI without a server) knows them all and loads none of them.
 */
export const WINDOW_READS = {
  'deployment-frequency': { families: ['delivery'], daysBefore: 0 },
  // A commit is new in a deployment that none of the window and of this many days before had.
  'lead-time-for-changes': { families: ['delivery', 'commits'], daysBefore: 90 },
  'change-fail-rate': { families: ['delivery'], daysBefore: LINK_REACH_DAYS },
  // How long a deployment may have gone unremedied and still be recovered in a window.
  'failed-deployment-recovery-time': { families: ['delivery', 'watch'], daysBefore: 90 },
  'deployment-rework-rate': { families: ['delivery'], daysBefore: LINK_REACH_DAYS },
  // How long an incident may have lasted and still be restored in a window: what began earlier is not read.
  'time-to-restore': { families: ['delivery', 'watch'], daysBefore: 90 },
  'time-to-detect': INCIDENT_CLOCK,
  'time-to-acknowledge': INCIDENT_CLOCK,
  'time-to-respond': INCIDENT_CLOCK,
  'time-to-resolve': INCIDENT_CLOCK,
  availability: UPTIME,
  'error-budget-remaining': UPTIME,
  'burn-rate': UPTIME,
  // How long before a window a change may have been gated and merged, and still be known for it.
  'gate-coverage': { families: ['delivery', 'commits', 'reviews', 'gates'], daysBefore: 90 },
  'bypassed-gates': { families: ['delivery', 'gates'], daysBefore: 0 },
  // How long a pull request may have waited, and still be known when it is reviewed.
  'code-review-turnaround': { families: ['reviews', 'watch'], daysBefore: 90 },
} satisfies Record<string, Reads>

export const REPORTED_READS: Reads = { families: ['reported'], daysBefore: 0 }

/** Facts of these say which source they came from, so that `measured_by` can choose among them. */
const SOURCED: readonly WindowFamily[] = ['uptime', 'watch', 'reported']

/** Does every fact that an indicator counts say who sent it? */
export const tellsSources = (reads: Reads): boolean => reads.families.every((family) => SOURCED.includes(family))
