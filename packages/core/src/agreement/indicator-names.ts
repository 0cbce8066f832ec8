import { INDICATOR_TABLE } from './indicator-table.ts'
import type { Measure } from './unit.ts'

export type IndicatorScope = 'change' | 'window' | 'clock'

/** What an objective needs to know of its indicator; how it is measured stands in the catalogue. */
export type IndicatorName = {
  key: string
  title: string
  measure: Measure
  /** `either` only for numbers nobody but the parties knows. */
  direction: 'higher' | 'lower' | 'band' | 'either'
  /** Of two scopes a `window` decides. */
  scopes: readonly IndicatorScope[]
  /** `all`: mean, median, p50 to p99 and each. */
  statistics: 'none' | 'all'
  /** Share of 0 to 100 %, a number that may be below 0, or any from 0 up. */
  range: 'share' | 'signed' | 'from-zero'
  /** A rate of counted events: one event alone must not breach it, so it has a least sample. */
  countsEvents: boolean
  /** `speed` and `activity` never block and carry no credit; `business` and `user` are why the work is done. */
  about: 'quality' | 'speed' | 'activity' | 'business' | 'user'
  /** Read beside it; an agreement with the one should have any of the others. */
  counters: readonly string[]
  /** Durations: counted on the objective's calendar, or always around the clock. */
  time: 'calendar' | 'always' | null
  /** An objective may name severities. */
  bySeverity: boolean
  /** One of the incident clocks, with an agreed start. */
  incidentClock: boolean
}

const REPORTED = /^reported:[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/
/** Counting what people do says nothing about what it was good for. */
const ACTIVITY_WORDS = /(?:^|-)(?:tickets?|hours|lines|loc|commits|pull-requests|story-points|points|tasks)(?:-|$)/

/** The named indicator, or null. Any well-formed `reported:<name>` is one. */
export const indicatorName = (key: string): IndicatorName | null => {
  const known = INDICATOR_TABLE.get(key)
  if (known) return known
  if (!REPORTED.test(key)) return null
  const name = key.slice('reported:'.length)
  return {
    key,
    title: name.charAt(0).toUpperCase() + name.slice(1).replaceAll('-', ' '),
    measure: 'any',
    direction: 'either',
    scopes: ['window'],
    statistics: 'all',
    range: 'signed',
    countsEvents: false,
    // The parties alone know what they report; benefit of the doubt, unless the name says otherwise.
    about: ACTIVITY_WORDS.test(name) ? 'activity' : 'business',
    counters: [],
    time: null,
    bySeverity: false,
    incidentClock: false,
  }
}

/** Every key the table knows, for hints and lists. */
export const INDICATOR_KEYS: readonly string[] = [...INDICATOR_TABLE.keys()]

/** Scope of an objective: of an indicator's two, a window decides. */
export const scopeOf = (indicator: IndicatorName, hasWindow: boolean): IndicatorScope => {
  const [only, other] = indicator.scopes
  if (only !== undefined && other === undefined) return only
  return hasWindow ? 'window' : 'change'
}
