import { ALWAYS_OPEN } from '../defaults.ts'
import { leastSamples } from '../min-samples.ts'
import type { Finding } from '../mistake.ts'
import { parseWindow } from '../window-text.ts'
import { at, error } from './finding.ts'
import type { Subject } from './subject.ts'

type Key = keyof Subject['objective']

const misplaced = ({ path, indicator }: Subject, key: Key, why: string): Finding =>
  error([...path, key], 'contradiction', `${indicator.key} has no ${key}: ${why}`, { on: 'key' })

/** Where it is judged: each change, or a window. */
export const checkWindow = (subject: Subject): Finding[] => {
  const { objective, indicator, path, scope } = subject
  if (scope === 'change') {
    return objective.window === undefined ? [] : [misplaced(subject, 'window', 'it is judged on each change')]
  }
  if (objective.window === undefined) {
    const message = `missing key "window": ${indicator.key} is judged over one; write "calendar month", for example`
    const more = { expected: 'window', suggestion: 'window: calendar month', lacks: [[...path, 'window']] }
    return [error(path, 'missing_key', message, { on: 'key', ...more })]
  }
  const read = parseWindow(objective.window)
  return read.ok ? [] : at([...path, 'window'], read.errors, objective.window)
}

/** The least sample (PRODUCT.md, rule 4): only for rates of events in a window, and never so small that one event decides. */
export const checkMinSamples = (subject: Subject): Finding[] => {
  const { objective, indicator, target, path, scope } = subject
  const given = objective.min_samples
  if (given === undefined) return []
  if (scope === 'change')
    return [misplaced(subject, 'min_samples', 'a change is judged as it is; min_lines sets its least size')]
  if (!indicator.countsEvents) {
    const why =
      indicator.key === 'availability'
        ? 'it is a share of time, not of events'
        : 'only rates that count events have a least sample'
    return [misplaced(subject, 'min_samples', why)]
  }
  const needed = target === null ? null : leastSamples(target)
  if (needed === null || given >= needed) return []
  const message = `min_samples ${given} is too small for "${target?.text}": with fewer than ${needed} one event alone would breach it`
  return [
    error([...path, 'min_samples'], 'min_samples', message, {
      found: String(given),
      expected: `at least ${needed}`,
      suggestion: String(needed),
    }),
  ]
}

/** Keys that only some indicators have. */
export const checkKeys = (subject: Subject): Finding[] => {
  const { objective, indicator, scope } = subject
  const has = (key: Key) => objective[key] !== undefined
  const found: Finding[] = []
  if (has('min_lines') && scope !== 'change')
    found.push(misplaced(subject, 'min_lines', 'it is not judged on a change'))
  if (has('severity') && !indicator.bySeverity)
    found.push(misplaced(subject, 'severity', 'it is not about incidents one by one'))
  if (has('starts') && !indicator.incidentClock) found.push(misplaced(subject, 'starts', 'it is no incident clock'))
  if (has('statistic') && indicator.statistics === 'none')
    found.push(misplaced(subject, 'statistic', 'it is one number already'))
  if (has('calendar') && indicator.time === null) found.push(misplaced(subject, 'calendar', 'it is no duration'))
  if (has('calendar') && indicator.time === 'always' && objective.calendar !== ALWAYS_OPEN) {
    found.push(misplaced(subject, 'calendar', 'it is measured from deployments, around the clock'))
  }
  for (const key of ['degraded_weight', 'full_minutes'] as const) {
    if (has(key) && indicator.key !== 'availability') found.push(misplaced(subject, key, 'only availability has'))
  }
  return found
}
