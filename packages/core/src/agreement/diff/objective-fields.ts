import {
  ALWAYS_OPEN,
  DEFAULT_CHANGE_BLOCK_ON,
  DEFAULT_ENFORCEMENT,
  DEFAULT_MIN_LINES,
  DEFAULT_OWED_BY,
  DEFAULT_STARTS,
} from '../defaults.ts'
import type { ObjectiveDocument } from '../schema/document.ts'
import { ALL, byFlag, byNumber, byRank, bySet, byTarget, byThreshold } from './effect.ts'
import type { Field } from './field.ts'
import { BONUSES, CREDITS } from './tiers.ts'
import { list, quoted, writtenTarget, writtenThreshold, yesOrNo } from './words.ts'

/** A list that is everything where nothing is written. */
const allOr = (all: string) => (value: unknown) =>
  value === ALL ? all : Array.isArray(value) ? list(value) : quoted(value)

const word = (value: unknown) => String(value)

const releaseWords = (value: unknown): string => {
  const count: unknown =
    typeof value === 'object' && value !== null
      ? Object.getOwnPropertyDescriptor(value, 'good_deployments')?.value
      : null
  if (typeof count === 'number') return `${count} good deployments in a row`
  return value === 'next_window' ? 'the next window' : value === 'acknowledged' ? 'an acknowledgement' : quoted(value)
}

/** Every key of an objective, in the order in which they are told. */
export const OBJECTIVE_FIELDS: Record<keyof ObjectiveDocument, Field> = {
  title: { noun: 'title', settles: 'nothing' },
  clause: { noun: 'clause', settles: 'nothing' },
  indicator: { noun: 'indicator', words: word },
  target: {
    noun: 'target',
    words: (value, { indicator }) => writtenTarget(value, indicator),
    effect: (before, after, { indicator }) => byTarget(before, after, indicator),
  },
  warn: {
    noun: 'warning level',
    words: (value, { indicator }) => writtenTarget(value, indicator),
    effect: (before, after, { indicator }) => byTarget(before, after, indicator),
    added: 'stricter',
  },
  window: { noun: 'window', words: word },
  services: { noun: 'services', words: allOr('all services'), absent: () => ALL, effect: bySet('more') },
  severity: { noun: 'severities' },
  category: { noun: 'category', words: word, added: 'softer' },
  statistic: { noun: 'statistic', words: word },
  calendar: { noun: 'calendar', words: (value) => (value === ALWAYS_OPEN ? 'around the clock' : word(value)) },
  starts: {
    noun: 'start of the clock',
    words: word,
    absent: ({ indicator }) => (indicator?.incidentClock ? DEFAULT_STARTS : undefined),
  },
  min_samples: { noun: 'least sample', words: word, effect: byNumber('less'), added: 'softer' },
  min_lines: {
    noun: 'least number of added lines',
    words: word,
    absent: () => DEFAULT_MIN_LINES,
    effect: byNumber('less'),
  },
  enforcement: {
    noun: 'enforcement',
    words: word,
    absent: () => DEFAULT_ENFORCEMENT,
    effect: byRank(['observe', 'warn', 'block']),
  },
  block_on: {
    noun: 'blocks on',
    absent: ({ indicator }) => (indicator?.scopes[0] === 'change' ? [...DEFAULT_CHANGE_BLOCK_ON] : []),
    effect: bySet('more'),
  },
  release: { noun: 'a block ends with', words: releaseWords },
  on_no_data: { noun: 'without data', words: word, effect: byRank(['pass', 'warn', 'fail']) },
  owed_by: { noun: 'owed by', words: word, absent: () => DEFAULT_OWED_BY },
  measured_by: { noun: 'sources that count', words: allOr('all'), absent: () => ALL },
  phase: { noun: 'enforced from phase', words: word, added: 'softer' },
  stage: { noun: 'judged only in stage', words: word, added: 'softer' },
  credits: CREDITS,
  bonuses: BONUSES,
  chronic_below: {
    noun: 'chronic failure below',
    words: (value, { indicator }) => writtenThreshold(value, indicator),
    effect: (before, after, { indicator }) => byThreshold('more')(before, after, indicator),
    added: 'stricter',
  },
  degraded_weight: { noun: 'weight of degraded time', words: word, absent: () => 0, effect: byNumber('more') },
  full_minutes: { noun: 'only whole minutes of downtime', words: yesOrNo, absent: () => false, effect: byFlag('less') },
}
