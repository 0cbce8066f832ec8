import {
  type Evidence,
  type EvidenceCase,
  type FailedRule,
  type NotCountedReason,
  type ObjectiveResult,
  spanText,
  type WindowView,
} from '@plumbline/core'
import { count, list, type Phrase, type Piece, thousands } from '../text/phrase.ts'
import { agreedLines } from './agreed.ts'
import { burningWords } from './early.ts'
import { localDate, localTime } from './time.ts'

export const FAILED_RULE_WORDS: Record<FailedRule, string> = {
  named_by_incident: 'an incident names it as cause',
  rolled_back_or_fixed: 'a rollback or fix names it',
  status: 'it reached production and failed',
  presumed: 'presumed: the last deployment before an incident',
}

/** What was left out, and why. */
const NOT_COUNTED_WORDS: Record<NotCountedReason, [what: string, why: string]> = {
  redeploy: ['deployment', 'again the version already running'],
  cancelled: ['deployment', 'cancelled'],
  failed_before_production: ['deployment', 'failed before production'],
  first_deployment: ['deployment', 'the first of the service: nobody waited for what it shipped'],
  negative_span: ['event', 'it ended before it began, so one of its times is wrong'],
  start_unknown: ['event', 'nobody said when it began'],
  before_agreement: ['event', 'it happened before this was agreed'],
  incident_cancelled: ['incident', 'called off'],
  agreed_elsewhere: ['incident', 'agreed to be milder, or somebody else’s doing'],
  reviewer_unknown: ['review', 'nobody said whose reviewer it was'],
  unit_mismatch: ['report', 'in another unit than was agreed'],
  excluded: ['event', 'in time that both parties took out'],
  overturned: ['clock', 'a ruling says that it was not late'],
}

/** `10`, `12–15`: lines in order, runs put together. */
export const lineRanges = (lines: readonly number[]): string[] => {
  const runs: { from: number; to: number }[] = []
  for (const line of [...lines].sort((a, b) => a - b)) {
    const last = runs.at(-1)
    if (last && line <= last.to + 1) last.to = line
    else runs.push({ from: line, to: line })
  }
  return runs.map(({ from, to }) => (from === to ? String(from) : `${from}–${to}`))
}

/** `1 Nov 2026, 00:00 to 1 Dec 2026, 00:00`; the end does not belong to it. */
const span = (window: Pick<WindowView, 'from' | 'to'>, zone: string): string =>
  `${localTime(window.from, zone)} to ${localTime(window.to, zone)}`

const windowLine = (window: WindowView, zone: string): Phrase => [
  'Window: ',
  { text: window.label },
  `, ${span(window, zone)} (`,
  { text: zone },
  ')',
  window.provisional ? ', provisional' : '',
  window.partial ? ', partial: the objective came into force inside it' : '',
]

const baselineLine = ({ baseline }: Evidence): Phrase[] => {
  if (baseline === undefined) return []
  const named = { code: baseline.commit_sha.slice(0, 12) }
  if (baseline.kind === 'base') return [['Compared with the base ', named]]
  const missing: Phrase = baseline.asked_for === null ? [] : [' ', { code: baseline.asked_for.slice(0, 12) }]
  return [['No baseline for the base', ...missing, ', compared with the nearest measured ancestor ', named]]
}

const cut = (percent: number, way: 'floor' | 'ceil') => `${(Math[way](percent * 10) / 10).toFixed(1)} %`

/** How far the truth may lie from a rate of so few events. */
const intervalLine = ({ interval }: ObjectiveResult): Phrase[] =>
  interval === undefined
    ? []
    : [[`95 % interval: ${cut(interval.low, 'floor')} to ${cut(interval.high, 'ceil')} (Wilson)`]]

const frozenLine = ({ baseline }: ObjectiveResult, zone: string): Phrase[] =>
  baseline === undefined
    ? []
    : [
        [
          'Baseline, frozen: phase ',
          { text: baseline.phase, max: 60 },
          `, ${localDate(baseline.from, zone)} to ${localDate(baseline.until, zone)}: `,
          { text: baseline.display === '' ? 'nothing measured' : baseline.display, max: 40 },
          ` (${count(baseline.samples, 'sample')}${baseline.value === null && baseline.needed !== undefined ? `, ${baseline.needed} needed` : ''})`,
        ],
      ]

const budgetLines = ({ budget, forecast }: ObjectiveResult): Phrase[] => [
  ...(budget === undefined
    ? []
    : [
        [
          'Error budget: ',
          { text: [budget.in_words, burningWords(budget)].filter((part) => part !== '').join('; '), max: 300 },
        ] as const,
      ]),
  ...(forecast === undefined ? [] : [['Forecast: ', { text: forecast.in_words, max: 120 }]]),
]

const limited = <T>(items: readonly T[], limit: number, more: string, line: (item: T) => Phrase): Phrase[] => [
  ...items.slice(0, limit).map(line),
  ...(items.length > limit ? [[`${items.length - limit} more ${more}`]] : []),
]

/** What people call the things that events are about, by the reference of the event; where unknown, that stands. */
export type EventNames = ReadonlyMap<string, string>

/** Each thing once, however many events tell of it. */
const namesOf = (references: readonly string[], names: EventNames): string[] => [
  ...new Set(references.map((reference) => names.get(reference) ?? reference)),
]

const failedLines = ({ failed = [] }: Evidence, limit: number, names: EventNames): Phrase[] =>
  limited(failed, limit, 'failed deployments', ({ deployment, rule, by }) => {
    const because = namesOf(
      by.filter((event) => event !== deployment),
      names,
    )
    return [
      'Failed: deployment ',
      { code: names.get(deployment) ?? deployment },
      `, ${FAILED_RULE_WORDS[rule]}`,
      ...(because.length > 0
        ? [' (', ...list(because.slice(0, 4).map((name) => [{ code: name }])), because.length > 4 ? ' …)' : ')']
        : []),
    ]
  })

const notCountedLines = ({ not_counted: left = [] }: Evidence, limit: number): Phrase[] =>
  limited(left, limit, 'not counted', ({ event, reason }) => {
    const [what, why] = NOT_COUNTED_WORDS[reason]
    return [`Not counted: ${what} `, { code: event }, `, ${why}`]
  })

/** A figure of a case: a duration as people say it, anything else with its unit. */
const caseFigure = (value: number, unit: string): Piece => ({
  text: unit === 's' ? spanText(String(Math.floor(value))) : `${value}${unit === 'count' ? '' : ` ${unit}`}`,
  max: 40,
})

const caseNames = ({ events, commit, pull_request: number }: EvidenceCase, names: EventNames): Phrase => [
  ...list(
    namesOf(events, names)
      .slice(0, 2)
      .map((name) => [{ code: name }]),
  ),
  ...(commit === undefined ? [] : [', commit ', { code: commit }]),
  ...(number === undefined ? [] : [`, pull request #${number}`]),
]

/** A percentile is nobody's invention: the case that it is can be opened. Of one alone there is no worst. */
const caseLine = ({ evidence, unit, statistic, samples }: ObjectiveResult, names: EventNames): Phrase[] =>
  evidence.case === undefined
    ? []
    : [
        [
          ...(statistic !== 'each'
            ? ['The ', { text: statistic ?? 'figure', max: 20 }, ' is ']
            : [samples === 1 ? 'It is ' : 'The worst is ']),
          ...caseNames(evidence.case, names),
          ': ',
          caseFigure(evidence.case.value, unit),
        ],
      ]

const openLines = ({ evidence: { open = [] }, unit }: ObjectiveResult, limit: number, names: EventNames): Phrase[] =>
  limited(open, limit, 'still open', (one) => [
    'Still open: ',
    ...caseNames(one, names),
    ', ',
    caseFigure(one.value, unit),
    ' so far',
  ])

const ungatedLines = ({ ungated = [] }: Evidence, limit: number): Phrase[] =>
  limited(ungated, limit, 'deployments not gated', ({ deployment, commit }) => [
    'Not gated: deployment ',
    { code: deployment },
    ...(commit === null ? [', nobody knows of which commit'] : [', commit ', { code: commit }]),
  ])

const uncoveredLines = ({ uncovered = [] }: Evidence, limit: number): Phrase[] =>
  limited(uncovered, limit, 'files with uncovered lines', ({ path, lines }) => {
    const ranges = lineRanges(lines)
    return [
      'Not covered: ',
      { path },
      ` ${ranges.slice(0, 12).join(', ')}${ranges.length > 12 ? ` and ${ranges.length - 12} more ranges` : ''}`,
    ]
  })

const pooledLine = ({ pooled = [] }: Evidence, zone: string): Phrase[] =>
  pooled.length === 0
    ? []
    : [
        [
          `Windows pooled, because one alone has too few samples: ${pooled.map((part) => `${localDate(part.from, zone)} to ${localDate(part.to, zone)} (${part.samples})`).join(', ')}`,
        ],
      ]

/** How much it rests on: `150 samples from 2 events`. */
const basis = ({ samples, needed, evidence }: ObjectiveResult): string => {
  const events = (evidence.events?.length ?? 0) + (evidence.more ?? 0)
  if (samples === 0 && needed === undefined) return ''
  // The sentence of the engine tells the number already, as a rule.
  if (needed === undefined && evidence.formula.includes(String(samples)))
    return events === 0 ? '' : `from ${count(events, 'event')}`
  const some = needed === undefined ? count(samples, 'sample') : `${thousands(samples)} of ${thousands(needed)} needed`
  return events === 0 ? some : `${some} from ${count(events, 'event')}`
}

/** The engine's sentence, the fraction where the sentence does not tell it, and what it rests on. */
const formulaLine = (result: ObjectiveResult): Phrase => {
  const { numerator, denominator, evidence } = result
  const told = numerator === undefined || denominator === undefined || evidence.formula.includes(String(numerator))
  const fraction = told ? '' : `${thousands(numerator)} over ${thousands(Math.round(denominator * 10) / 10)}`
  const rest = [fraction, basis(result)].filter((text) => text !== '').join(', ')
  return [{ text: evidence.formula, max: 300 }, ...(rest === '' ? [] : [evidence.formula === '' ? rest : ` (${rest})`])]
}

const counterLine = ({ counter = [] }: ObjectiveResult): Phrase[] =>
  counter.length === 0
    ? []
    : [
        [
          'Read it beside: ',
          ...list(
            counter.map(({ title, display }) => [
              { text: title, max: 80 },
              ' ',
              { text: display === '' ? 'no data' : display, max: 40 },
            ]),
          ),
        ],
      ]

const eventsLine = ({ events = [], more = 0 }: Evidence, limit: number): Phrase[] => {
  if (events.length === 0 || limit === 0) return []
  const hidden = Math.max(0, events.length - limit) + more
  const named = events.slice(0, limit).map((event): Phrase => [{ code: event }])
  return [['Events: ', ...list(named), hidden > 0 ? ` and ${hidden} more` : '']]
}

/**
 * How a figure came about, a line for each thing; `limit` lines of each kind, `events` references at most.
 * @param names of what the events are about, where whoever shows them has opened them
 */
export const evidenceLines = (
  result: ObjectiveResult,
  zone: string,
  { limit, events, names = new Map() }: { limit: number; events: number; names?: EventNames },
): Phrase[] => [
  formulaLine(result),
  ...agreedLines(result, zone, limit),
  ...intervalLine(result),
  ...frozenLine(result, zone),
  ...budgetLines(result),
  ...(result.window ? [windowLine(result.window, zone)] : []),
  ...pooledLine(result.evidence, zone),
  ...baselineLine(result.evidence),
  ...caseLine(result, names),
  ...openLines(result, limit, names),
  ...failedLines(result.evidence, limit, names),
  ...ungatedLines(result.evidence, limit),
  ...notCountedLines(result.evidence, limit),
  ...uncoveredLines(result.evidence, limit),
  ...counterLine(result),
  ...eventsLine(result.evidence, events),
  ...(result.breach_id === undefined ? [] : [['Breach: ', { code: result.breach_id }]]),
]
