import { moneyText } from '../../credits/money.ts'
import { countText } from '../../number/count-text.ts'
import {
  ALWAYS_OPEN,
  DEFAULT_BREACH_FLOOR,
  DEFAULT_CREDIT_CAP,
  DEFAULT_INCIDENT_RULES,
  DEFAULT_PRODUCTION,
  DEFAULT_REOPEN_WINDOW,
} from '../defaults.ts'
import { byDuration, byFlag, byNumber, byPercent, bySet } from './effect.ts'
import type { Field } from './field.ts'
import { capital, list, quoted, spaced, writtenDuration, yesOrNo } from './words.ts'

/** A field of a place that `*` in its path stands for any name in, and what it is about. */
type Place = Field & { at: string; about: (names: readonly string[]) => string }

const word = (value: unknown) => String(value)
const hours = (value: unknown): string =>
  Array.isArray(value) ? (value.length === 0 ? 'closed' : list(value)) : quoted(value)

const mapOf = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null ? Object.getOwnPropertyDescriptor(value, key)?.value : undefined

/** `baseline 30 days (observe), then formalise (as-agreed)`. */
const phases = (value: unknown): string => {
  if (!Array.isArray(value)) return quoted(value)
  const told = value.map((phase) => {
    const days = mapOf(phase, 'days')
    return `${mapOf(phase, 'name')}${days === undefined ? '' : ` ${countText(Number(days), 'day')}`} (${mapOf(phase, 'enforce')})`
  })
  return told.join(', then ')
}

const steps = (value: unknown): string =>
  Array.isArray(value) ? value.map((step) => `${mapOf(step, 'to')} at ${mapOf(step, 'at')}`).join(', ') : quoted(value)

const agreement = () => 'The agreement'
const incidents = () => 'Incidents'
const exempt = () => 'Exemptions'
const money = () => 'Money'
const disputes = () => 'Disputes'
const named =
  (what: string) =>
  ([name]: readonly string[]) =>
    `${what} ${name}`

/** Every place outside the objectives; free-form sections are told as they are written. */
export const PLACES: readonly Place[] = [
  { at: 'title', about: agreement, noun: 'title', settles: 'nothing' },
  { at: 'engagement', about: agreement, noun: 'engagement', words: word },
  { at: 'parties.*.name', about: ([party = '']) => `The ${party}`, noun: 'name', settles: 'nothing' },
  { at: 'time_zone', about: agreement, noun: 'time zone', words: word },
  { at: 'effective_from', about: agreement, noun: 'beginning', words: word, settles: 'nothing' },
  { at: 'stage', about: agreement, noun: 'stage', words: word, added: 'neutral' },
  { at: 'review_by', about: agreement, noun: 'review by', words: word, settles: 'nothing' },
  {
    at: 'calendar',
    about: agreement,
    noun: 'calendar of durations that name none',
    words: (value) => (value === ALWAYS_OPEN ? 'around the clock' : word(value)),
    absent: () => ALWAYS_OPEN,
  },
  { at: 'calendars.*.time_zone', about: named('Calendar'), noun: 'time zone', words: word },
  { at: 'calendars.*.hours.*', about: named('Calendar'), noun: '', words: hours },
  { at: 'calendars.*.holidays', about: named('Calendar'), noun: 'holidays', effect: bySet('less'), added: 'softer' },
  { at: 'calendars.*.special_days.*', about: named('Calendar'), noun: '', words: hours },
  { at: 'calendars.*.breaks.*', about: named('Calendar'), noun: 'break on', words: hours, added: 'softer' },
  {
    at: 'services.*.repositories',
    about: named('Service'),
    noun: 'repositories',
    absent: () => [],
    settles: 'nothing',
  },
  {
    at: 'services.*.production',
    about: named('Service'),
    noun: 'production',
    absent: () => [...DEFAULT_PRODUCTION],
    effect: bySet('more'),
  },
  { at: 'severities.*.means', about: named('Severity'), noun: 'meaning' },
  { at: 'severities.*.maps.*', about: named('Severity'), noun: 'called in' },
  {
    at: 'incidents.link_window',
    about: incidents,
    noun: 'time after a deployment in which an incident is presumed to be its doing',
    words: writtenDuration,
    absent: () => '24h',
    effect: byDuration('more'),
  },
  {
    at: 'incidents.link_severities',
    about: incidents,
    noun: 'severities presumed to be a deployment’s doing',
    absent: () => [...DEFAULT_INCIDENT_RULES.linkSeverities],
    effect: bySet('more'),
  },
  {
    at: 'incidents.rollback_blames',
    about: incidents,
    noun: 'a rollback blames',
    words: word,
    absent: () => DEFAULT_INCIDENT_RULES.rollbackBlames,
  },
  {
    at: 'incidents.failed_pipelines_count',
    about: incidents,
    noun: 'failed pipelines count',
    words: yesOrNo,
    absent: () => false,
    effect: byFlag('more'),
  },
  {
    at: 'incidents.reopen_window',
    about: incidents,
    noun: 'reopened within',
    words: writtenDuration,
    absent: () => DEFAULT_REOPEN_WINDOW.text,
    effect: byDuration('more'),
  },
  {
    at: 'incidents.breach_floor',
    about: incidents,
    noun: 'least time left after a reopening',
    words: writtenDuration,
    absent: () => DEFAULT_BREACH_FLOOR.text,
    effect: byDuration('less'),
  },
  {
    at: 'incidents.mitigated_stops_resolve',
    about: incidents,
    noun: 'mitigation stops the clock',
    words: yesOrNo,
    absent: () => false,
    effect: byFlag('less'),
  },
  {
    at: 'incidents.pause_reasons',
    about: incidents,
    noun: 'reasons to pause',
    absent: () => [],
    effect: bySet('less'),
  },
  { at: 'exempt.label', about: exempt, noun: 'label', words: word, settles: 'nothing', added: 'softer' },
  { at: 'exempt.max', about: exempt, noun: 'at most a month', words: word, effect: byNumber('less'), added: 'softer' },
  {
    at: 'exempt.follow_up',
    about: exempt,
    noun: 'made up for within',
    words: writtenDuration,
    effect: byDuration('less'),
    added: 'stricter',
  },
  { at: 'phases', about: () => 'Phases', noun: '', words: phases },
  { at: 'consequences.currency', about: money, noun: 'currency', words: word, added: 'neutral' },
  {
    at: 'consequences.monthly_fee',
    about: money,
    noun: 'monthly fee',
    words: (value, { currency }) => (typeof value === 'number' ? moneyText(value, currency) : quoted(value)),
    settles: 'nothing',
    added: 'neutral',
  },
  {
    at: 'consequences.credit_cap',
    about: money,
    noun: 'cap on credits',
    words: word,
    absent: () => DEFAULT_CREDIT_CAP,
    effect: byPercent('more'),
  },
  {
    at: 'consequences.chronic.consecutive',
    about: money,
    noun: 'missed windows in a row that are a chronic failure',
    words: word,
    effect: byNumber('less'),
    added: 'stricter',
  },
  { at: 'disputes.window', about: disputes, noun: 'time to dispute', words: writtenDuration },
  { at: 'disputes.silence', about: disputes, noun: 'silence', words: word },
  {
    at: 'disputes.arbiter',
    about: disputes,
    noun: 'arbiter',
    words: (value) => (value === null ? 'nobody' : word(value)),
    absent: () => null,
    settles: 'nothing',
  },
  { at: 'escalation', about: () => 'Escalation', noun: '', words: steps, settles: 'nothing' },
]

const matches = (pattern: readonly string[], path: readonly string[]): boolean =>
  pattern.length === path.length && pattern.every((part, index) => part === '*' || part === path[index])

/** How a place outside the objectives is told; one that no list has is told by its own words. */
export const placeOf = (path: readonly string[]): { about: string; field: Field } => {
  const place = PLACES.find(({ at }) => matches(at.split('.'), path))
  const [section = '', ...inner] = path
  if (!place)
    return {
      about: capital(spaced(section)),
      field: { noun: inner.length > 0 ? inner.map(spaced).join(' › ') : 'text', settles: 'nothing' },
    }
  const parts = place.at.split('.')
  const names = path.filter((_, index) => parts[index] === '*')
  // `hours.mon` and `breaks.2026-12-24` are told by the day they are about.
  const last = parts.at(-1) === '*' ? (names.at(-1) ?? '') : ''
  return { about: place.about(names), field: { ...place, noun: [place.noun, last].filter(Boolean).join(' ') } }
}
