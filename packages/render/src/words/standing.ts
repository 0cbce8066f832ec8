import type { NoDataReason, NotBlockingReason, ObjectiveResult, ObjectiveStatus } from '@plumbline/core'

/** What a result means for the one who reads it; worst first. */
export const STANDINGS = [
  'blocks',
  'warns',
  'at_risk',
  'no_data',
  'recorded',
  'met',
  'elsewhere',
  'nothing',
  'set_aside',
] as const
export type Standing = (typeof STANDINGS)[number]

/** A breach that changes no verdict: observed, softened to that by the phase, or found by the first agreement. */
const recorded = (result: ObjectiveResult) =>
  result.enforcement === 'observe' || result.not_blocking === 'observed' || result.not_blocking === 'first_introduction'

export const standing = (result: ObjectiveResult): Standing => {
  if (result.blocking) return 'blocks'
  switch (result.status) {
    case 'breached':
      return recorded(result) ? 'recorded' : 'warns'
    case 'at_risk':
      return 'at_risk'
    case 'no_data':
      if (result.no_data_reason === 'needs_server') return 'elsewhere'
      return result.no_data_reason === 'nothing_to_cover' || result.no_data_reason === 'below_min_lines'
        ? 'nothing'
        : 'no_data'
    case 'waived':
    case 'excluded':
    case 'not_in_force':
      return 'set_aside'
    case 'met':
      return 'met'
    default:
      return result.status satisfies never
  }
}

/** Nobody has to do anything about what stands so. */
export const isQuiet = (found: Standing): boolean =>
  found === 'met' || found === 'nothing' || found === 'set_aside' || found === 'elsewhere'

/** Nobody has to do anything about it. */
export const quiet = (result: ObjectiveResult): boolean => isQuiet(standing(result))

export const STATUS_WORDS: Record<ObjectiveStatus, string> = {
  met: 'met',
  at_risk: 'at risk',
  breached: 'breached',
  waived: 'waived',
  excluded: 'excluded',
  no_data: 'no data',
  not_in_force: 'not in force',
}

export const NO_DATA_WORDS: Record<NoDataReason, string> = {
  no_report: 'no report for this commit',
  not_in_report: 'not in the report',
  nothing_to_cover: 'nothing to cover',
  below_min_lines: 'too few lines to judge',
  no_baseline: 'no baseline',
  no_tests: 'the report has no tests',
  no_events: 'nothing happened yet',
  too_few_samples: 'too few samples',
  window_too_young: 'window too young',
  not_watched: 'nobody was watching',
  partly_observed: 'not observed enough',
  unreported: 'not reported',
  no_target: 'nothing says how much is allowed',
  unit_mismatch: 'reported in another unit',
  needs_server: 'needs a server',
  uploads_awaited: 'waiting for uploads',
  uploads_missing: 'uploads are missing',
}

const NOT_BLOCKING_WORDS: Record<NotBlockingReason, string> = {
  observed: 'recorded',
  warns_only: 'warns',
  phase: 'softened by the phase',
  not_on_this_event: 'doesn’t block here',
  released: 'released',
  rollback_or_fix: 'never blocks a rollback or fix',
  presumed_links_only: 'presumed links alone don’t block',
  first_introduction: 'recorded: first agreement',
}

const noDataWords = (result: ObjectiveResult): string => {
  if (result.no_data_reason === undefined) return STATUS_WORDS.no_data
  if (result.baseline_due !== undefined)
    return result.baseline_due.phase === ''
      ? 'waits for its baseline'
      : `waits for the baseline of phase ${result.baseline_due.phase}`
  const words = NO_DATA_WORDS[result.no_data_reason]
  const { baseline } = result
  if (baseline?.needed !== undefined)
    return `${words}, ${baseline.samples} of ${baseline.needed} needed in phase ${baseline.phase}`
  return result.needed === undefined ? words : `${words}, ${result.samples} of ${result.needed} needed`
}

const outcome = (result: ObjectiveResult, exempted: boolean): string => {
  const because = result.status === 'no_data' ? noDataWords(result) : ''
  if (result.blocking) return (exempted ? 'exempted' : 'blocks') + (because === '' ? '' : `: ${because}`)
  if (because !== '') return because
  switch (result.status) {
    case 'breached':
      if (result.not_blocking === 'phase')
        return result.enforcement === 'observe' ? 'recorded in this phase' : 'warns in this phase'
      return NOT_BLOCKING_WORDS[result.not_blocking ?? (result.enforcement === 'observe' ? 'observed' : 'warns_only')]
    case 'met':
      return ''
    case 'at_risk':
      return result.budget?.burning === undefined ? STATUS_WORDS.at_risk : 'at risk: its budget burns too fast'
    case 'excluded':
      return result.excluded?.by === 'ruling' ? 'excluded by a ruling' : STATUS_WORDS.excluded
    default:
      return STATUS_WORDS[result.status]
  }
}

/** Whose own word a number is. */
const selfReported = ({ evidence: { reported_by: parties = [] } }: ObjectiveResult): string =>
  parties.length === 0 ? '' : `self-reported by the ${parties.join(' and the ')}`

/** The last column: what follows from the result, in words, and whose word it is; empty for what is simply met. */
export const consequence = (result: ObjectiveResult, exempted = false): string =>
  [outcome(result, exempted), selfReported(result)].filter((words) => words !== '').join(', ')

/** For Markdown. The words beside it carry the meaning. */
export const glyph = (result: ObjectiveResult): string => {
  const glyphs: Record<Standing, string> = {
    blocks: '❌',
    warns: '⚠️',
    at_risk: '⚠️',
    no_data: '⚪',
    recorded: 'ℹ️',
    elsewhere: '⚪',
    nothing: '➖',
    set_aside: '➖',
    met: '✅',
  }
  return glyphs[standing(result)]
}

/** What stands in the column Now where nothing was measured. */
export const now = (result: ObjectiveResult): string => {
  if (result.display !== '') return result.display
  return standing(result) === 'nothing' ? '–' : 'no data'
}
