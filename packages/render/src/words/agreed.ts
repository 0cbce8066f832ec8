import type { ObjectiveResult } from '@plumbline/core'
import { list, type Phrase } from '../text/phrase.ts'
import { localTime } from './time.ts'

/* What both parties agreed about a figure beside what was measured: who reads it must see that it is not the whole. */

const REASON = 200

const waiverLine = ({ waiver }: ObjectiveResult, zone: string): Phrase[] =>
  waiver === undefined
    ? []
    : [
        [
          `Waived until ${localTime(waiver.expires_at, zone)} (`,
          { code: waiver.id },
          '): ',
          { text: waiver.reason, max: REASON },
        ],
      ]

const excludedLine = ({ excluded }: ObjectiveResult): Phrase[] => {
  if (excluded === undefined) return []
  const ids = list(excluded.ids.slice(0, 4).map((id) => [{ code: id }]))
  if (excluded.by === 'exclusion') return [['All of it lies in time that both parties took out (', ...ids, ')']]
  const breach: Phrase = excluded.breach_id === undefined ? [] : [' ', { code: excluded.breach_id }]
  return [['Its breach', ...breach, ' was overturned by a ruling (', ...ids, ')']]
}

const exclusionLines = ({ evidence: { exclusions = [] } }: ObjectiveResult, zone: string, limit: number): Phrase[] => [
  ...exclusions
    .slice(0, limit)
    .map(
      ({ id, category, from, to, reason }): Phrase => [
        'Left out by both: ',
        { text: category.replaceAll('_', ' '), max: 30 },
        `, ${localTime(from, zone)} to ${localTime(to, zone)} (`,
        { code: id },
        '): ',
        { text: reason, max: REASON },
      ],
    ),
  ...(exclusions.length > limit ? [[`${exclusions.length - limit} more left out by both`]] : []),
]

const presumedLine = ({ evidence: { presumed_until: until } }: ObjectiveResult, zone: string): Phrase[] =>
  until === undefined
    ? []
    : [[`Presumed failures can be rebutted until ${localTime(until, zone)}; until then they neither block nor cost`]]

/** A line for each waiver, ruling and exclusion, and for what can still be rebutted. */
export const agreedLines = (result: ObjectiveResult, zone: string, limit: number): Phrase[] => [
  ...waiverLine(result, zone),
  ...excludedLine(result),
  ...exclusionLines(result, zone, limit),
  ...presumedLine(result, zone),
]
