import type { GateEvent } from '../evaluation/gate.ts'
import { HOUR, MINUTE } from '../time/instant.ts'
import type { AgreedDuration, ClockStart, DisputeTerms, Enforcement, IncidentRules, Party } from './terms.ts'

/*
 * What an agreement means where it says nothing. This is the one place; PRODUCT rules 4, 6, 9, 10 and 11 and the
 * reference in docs say the same.
 */

/** The calendar that never closes. */
export const ALWAYS_OPEN = '24x7'

export const DEFAULT_PRODUCTION: readonly string[] = ['production']

export const DEFAULT_ENFORCEMENT: Enforcement = 'warn'
export const DEFAULT_OWED_BY: Party = 'vendor'
/** A change can still be mended where these are asked. */
export const DEFAULT_CHANGE_BLOCK_ON: readonly GateEvent[] = ['pull_request', 'merge_group', 'push']
/** A change that adds one line is judged. */
export const DEFAULT_MIN_LINES = 1

/** Degraded is up. */
export const DEFAULT_DEGRADED_WEIGHT = 0

/** Nobody is credited more than the fee that is paid. */
export const DEFAULT_CREDIT_CAP = '100%'

export const DEFAULT_WINDOW_STATISTIC = 'median'
export const DEFAULT_CLOCK_STATISTIC = 'each'

export const DEFAULT_INCIDENT_RULES: IncidentRules = {
  linkWindowMs: 24 * HOUR,
  linkSeverities: ['sev1', 'sev2'],
  rollbackBlames: 'rolled-back',
  failedPipelinesCount: false,
}

export const DEFAULT_STARTS: ClockStart = 'first-known'
export const DEFAULT_REOPEN_WINDOW: AgreedDuration = { kind: 'business_days', days: 5, text: '5bd' }
export const DEFAULT_BREACH_FLOOR: AgreedDuration = { kind: 'elapsed', ms: 15 * MINUTE, text: '15m' }

/** Two weeks of work to look at a month. */
export const DEFAULT_DISPUTE_WINDOW: AgreedDuration = { kind: 'business_days', days: 10, text: '10bd' }
export const DEFAULT_SILENCE: DisputeTerms['silence'] = 'accepts'
