import { FINDING_SEVERITIES } from '../../events/words.ts'
import { ALWAYS_OPEN } from '../defaults.ts'
import { leastSamples } from '../min-samples.ts'
import type { Finding } from '../mistake.ts'
import { SEVERITIES } from '../schema/objective.ts'
import { parseWindow } from '../window-text.ts'
import { advice, at, error } from './finding.ts'
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

const FINDINGS = 'findings'

const isOfFindings = (severity: string) => FINDING_SEVERITIES.some((known) => known === severity)

/** Incidents and findings are graded by words of their own. */
const checkSeverityWords = ({ objective, indicator, path }: Subject): Finding[] => {
  const ofFindings = indicator.key === FINDINGS
  if (!ofFindings && !indicator.bySeverity) return []
  const words = ofFindings ? FINDING_SEVERITIES : SEVERITIES
  return (objective.severity ?? []).flatMap((severity, index) =>
    isOfFindings(severity) === ofFindings
      ? []
      : [
          error([...path, 'severity', index], 'contradiction', `${indicator.key} knows no severity ${severity}`, {
            found: severity,
            expected: words.join(', '),
          }),
        ],
  )
}

/** What is kept of deployments, incidents, reviews and reports of a change doesn't say who sent it. */
const tellsSource = (key: string) =>
  key === 'availability' || key === 'error-budget-remaining' || key === 'burn-rate' || key.startsWith('reported:')

const everySource = ({ path, indicator }: Subject): Finding =>
  advice(
    [...path, 'measured_by'],
    `${indicator.key} counts events of every source, which don’t say who sent them; here measured_by only chooses whose heartbeats count`,
    { on: 'key' },
  )

/** Keys that only some indicators have. */
export const checkKeys = (subject: Subject): Finding[] => {
  const { objective, indicator, scope } = subject
  const has = (key: Key) => objective[key] !== undefined
  const found: Finding[] = []
  if (has('min_lines') && scope !== 'change')
    found.push(misplaced(subject, 'min_lines', 'it is not judged on a change'))
  if (has('severity') && !indicator.bySeverity && indicator.key !== FINDINGS)
    found.push(misplaced(subject, 'severity', 'it is not about incidents one by one'))
  if (has('category') && indicator.key !== FINDINGS) found.push(misplaced(subject, 'category', 'only findings have'))
  found.push(...checkSeverityWords(subject))
  if (has('starts') && !indicator.incidentClock) found.push(misplaced(subject, 'starts', 'it is no incident clock'))
  if (has('statistic') && indicator.statistics === 'none')
    found.push(misplaced(subject, 'statistic', 'it is one number already'))
  if (has('calendar') && indicator.time === null) found.push(misplaced(subject, 'calendar', 'it is no duration'))
  if (has('calendar') && indicator.time === 'always' && objective.calendar !== ALWAYS_OPEN) {
    found.push(misplaced(subject, 'calendar', 'it is measured from deployments, around the clock'))
  }
  if (has('measured_by') && !tellsSource(indicator.key)) found.push(everySource(subject))
  for (const key of ['degraded_weight', 'full_minutes'] as const) {
    if (has(key) && indicator.key !== 'availability') found.push(misplaced(subject, key, 'only availability has'))
  }
  return found
}
