import { INDICATOR_KEYS, indicatorName } from '../indicator-names.ts'
import type { Finding } from '../mistake.ts'
import { didYouMean, nearest } from '../nearest.ts'
import { compareValues, sideOf } from '../scale.ts'
import { parseTarget, parseThreshold } from '../target.ts'
import { checkChronicWindow, checkReachable } from './consequences.ts'
import { checkMoney } from './credits.ts'
import { checkCure } from './cure.ts'
import { checkEnforcement } from './enforcement.ts'
import { at, error } from './finding.ts'
import { checkKeys, checkMinSamples, checkWindow } from './fitting.ts'
import type { LooseDocument, LooseObjective } from './loose.ts'
import { type Subject, subjectOf } from './subject.ts'
import { checkTarget, checkWarn } from './target.ts'

const unknownIndicator = (id: string, key: string): Finding => {
  const reported = INDICATOR_KEYS.find((known) => known === `reported:${key}`)
  const near = reported ?? nearest(key, INDICATOR_KEYS) ?? nearest(`reported:${key}`, INDICATOR_KEYS)
  const remedy = didYouMean(near) || '; plumbline metrics lists them, and reported:<name> is any number of your own'
  return error(['objectives', id, 'indicator'], 'unknown_indicator', `unknown indicator "${key}"${remedy}`, {
    found: key,
    ...(near !== null && { suggestion: near }),
  })
}

/** Everything about one objective that depends on nothing but itself, its indicator and the money rules. */
const checkObjective = (id: string, objective: LooseObjective, document: LooseDocument): Finding[] => {
  if (objective.indicator === undefined) return []
  const indicator = indicatorName(objective.indicator)
  if (indicator === null) return [unknownIndicator(id, objective.indicator)]
  const read = objective.target === undefined ? null : parseTarget(objective.target, indicator)
  const subject = subjectOf(id, objective, indicator, read?.ok ? read.value : null)
  const path = [...subject.path, 'target']
  return [
    ...(read?.ok === false ? at(path, read.errors, objective.target) : []),
    ...(read?.ok ? checkTarget(subject, read.value, path) : []),
    ...checkWarn(subject),
    ...checkWindow(subject),
    ...checkKeys(subject),
    ...checkMinSamples(subject),
    ...checkEnforcement(subject),
    ...checkCure(subject),
    ...checkMoney(subject, document),
    ...checkReachable(subject),
    ...checkChronic(subject),
    ...checkChronicWindow(subject),
  ]
}

const checkChronic = ({ objective, indicator, path, scope, target }: Subject): Finding[] => {
  const text = objective.chronic_below
  if (text === undefined) return []
  const here = [...path, 'chronic_below']
  if (scope === 'change' || indicator.direction !== 'higher') {
    return [
      error(
        here,
        'contradiction',
        `${indicator.key} has no chronic_below: that is for windows of what is better when higher`,
        { on: 'key' },
      ),
    ]
  }
  const read = parseThreshold(text, indicator)
  if (!read.ok) return at(here, read.errors, text)
  if (target?.kind !== 'compare' || sideOf(target.op) !== 'above') return []
  const order = compareValues(read.value, target)
  return order !== null && order > 0
    ? [
        error(here, 'contradiction', `below "${text}" begins where the target "${target.text}" is still met`, {
          found: text,
        }),
      ]
    : []
}

export const checkObjectives = (document: LooseDocument): Finding[] =>
  Object.entries(document.objectives ?? {}).flatMap(([id, objective]) =>
    objective ? checkObjective(id, objective, document) : [],
  )
