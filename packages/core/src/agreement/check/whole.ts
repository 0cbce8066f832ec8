import { isCurrency } from '../currency.ts'
import { parseDuration } from '../duration.ts'
import type { Finding, Path } from '../mistake.ts'
import { at, error } from './finding.ts'
import type { LooseDocument } from './loose.ts'

const HUNDRED = 100

/** A duration that may be business days, or only elapsed time where `alwaysOn` says why. */
const checkDuration = (text: string | undefined, path: Path, alwaysOn?: string): Finding[] => {
  if (text === undefined) return []
  const read = parseDuration(text, String(path.at(-1)))
  if (!read.ok) return at(path, read.errors, text)
  if (alwaysOn === undefined || read.value.kind === 'elapsed') return []
  return [error(path, 'bad_duration', `${alwaysOn}, so it has no business days; use h`, { found: text })]
}

/** Phases follow one another, so only the last may be without an end, and each has a name of its own. */
const checkPhases = (document: LooseDocument): Finding[] => {
  const phases = document.phases ?? []
  return phases.flatMap((phase, index) => {
    const path = ['phases', index]
    const first = phases.findIndex((other) => other.name === phase.name)
    return [
      ...(phase.name !== undefined && first < index
        ? [
            error([...path, 'name'], 'contradiction', `phase "${phase.name}" stands here a second time`, {
              found: phase.name,
            }),
          ]
        : []),
      ...(phase.days === undefined && index < phases.length - 1
        ? [
            error(
              path,
              'contradiction',
              `phase "${phase.name ?? index + 1}" has no days, so what follows never begins; only the last may lack them`,
              { lacks: [[...path, 'days']] },
            ),
          ]
        : []),
    ]
  })
}

const checkEscalation = (document: LooseDocument): Finding[] =>
  (document.escalation ?? []).flatMap(({ at: moment }, index) =>
    moment !== undefined && moment !== 'breach' && Number.parseFloat(moment) > HUNDRED
      ? [
          error(
            ['escalation', index, 'at'],
            'contradiction',
            `${moment} of the time is after the breach; write "breach"`,
            { found: moment },
          ),
        ]
      : [],
  )

const checkNotEmpty = (document: LooseDocument): Finding[] =>
  (['services', 'objectives'] as const).flatMap((key) =>
    document[key] && Object.keys(document[key]).length === 0
      ? [error([key], 'bad_value', `${key} is empty; an agreement has at least one`, { on: 'key' })]
      : [],
  )

/** What holds for the document as a whole: dates, durations, phases. */
export const checkWhole = (document: LooseDocument): Finding[] => {
  const { incidents, effective_from: from, review_by: review } = document
  return [
    ...checkNotEmpty(document),
    ...(from !== undefined && review !== undefined && review < from
      ? [
          error(['review_by'], 'contradiction', `the review on ${review} is before the agreement begins on ${from}`, {
            found: review,
          }),
        ]
      : []),
    ...checkDuration(incidents?.link_window, ['incidents', 'link_window'], 'the link window runs around the clock'),
    ...checkDuration(incidents?.reopen_window, ['incidents', 'reopen_window']),
    ...checkDuration(incidents?.breach_floor, ['incidents', 'breach_floor'], 'the floor is time on the running clock'),
    ...checkDuration(document.exempt?.follow_up, ['exempt', 'follow_up']),
    ...checkDuration(document.disputes?.window, ['disputes', 'window']),
    ...checkPhases(document),
    ...checkEscalation(document),
    ...checkCurrency(document),
  ]
}

const checkCurrency = (document: LooseDocument): Finding[] => {
  const currency = document.consequences?.currency
  if (currency === undefined || isCurrency(currency)) return []
  return [
    error(
      ['consequences', 'currency'],
      'unknown_name',
      `unknown currency "${currency}"; write an ISO 4217 code such as USD`,
      { found: currency },
    ),
  ]
}
