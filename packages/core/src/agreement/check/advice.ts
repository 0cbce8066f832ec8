import { DEFAULT_OWED_BY } from '../defaults.ts'
import { type IndicatorName, indicatorName } from '../indicator-names.ts'
import type { Finding } from '../mistake.ts'
import { advice } from './finding.ts'
import type { LooseDocument } from './loose.ts'

/** More than this nobody keeps in mind. */
const MANY_OBJECTIVES = 12

type Named = { id: string; indicator: IndicatorName }

/** What is allowed and agreed by many, and what they regret later. */
export const adviceOn = (document: LooseDocument): Finding[] => {
  const named = Object.entries(document.objectives ?? {}).flatMap(([id, objective]): Named[] => {
    const indicator = objective?.indicator === undefined ? null : indicatorName(objective.indicator)
    return indicator ? [{ id, indicator }] : []
  })
  return [
    ...onWhole(document, named),
    ...named.flatMap((one) => [...onSpeed(one, named), ...onActivity(one), ...onSeverities(one, named, document)]),
  ]
}

/** The worst of which something is promised, told at the first line of a clock that leaves out a worse one. */
const onSeverities = ({ id, indicator }: Named, named: readonly Named[], document: LooseDocument): Finding[] => {
  if (!indicator.incidentClock) return []
  const { objectives, severities } = document
  const owedBy = objectives?.[id]?.owed_by ?? DEFAULT_OWED_BY
  const beside = named.filter((one) => {
    const by = objectives?.[one.id]?.owed_by ?? DEFAULT_OWED_BY
    return one.indicator.key === indicator.key && (by === owedBy || by === 'both')
  })
  const lines = beside.map((one) => objectives?.[one.id]?.severity)
  const worst = (Object.keys(severities ?? {}).length > 0 ? Object.keys(severities ?? {}) : ['sev1']).toSorted()[0]
  if (worst === undefined || beside[0]?.id !== id) return []
  if (lines.some((some) => some?.some((one) => one === worst) ?? true)) return []
  return [
    advice(
      ['objectives', id, 'severity'],
      `no line of ${indicator.key} is about ${worst}: what is that bad from the start has no clock; agree on one for it`,
      { on: 'key' },
    ),
  ]
}

const onWhole = (document: LooseDocument, named: readonly Named[]): Finding[] => {
  const count = Object.keys(document.objectives ?? {}).length
  const worthwhile = named.some(({ indicator }) => indicator.about === 'business' || indicator.about === 'user')
  const incidents = named.some(({ indicator }) => indicator.bySeverity)
  return [
    ...(count > 0 && named.length === count && !worthwhile
      ? [
          advice(
            ['objectives'],
            'no objective is about users or business: all can be met by software that nobody wants',
            { on: 'key' },
          ),
        ]
      : []),
    ...(count > MANY_OBJECTIVES
      ? [
          advice(['objectives'], `${count} objectives; with more than ${MANY_OBJECTIVES} nobody knows which matter`, {
            on: 'key',
          }),
        ]
      : []),
    ...(incidents && document.severities === undefined
      ? [
          advice(
            ['objectives'],
            'incidents are judged, but no severities say what sev1 means; add them before the first argument',
            { on: 'key' },
          ),
        ]
      : []),
  ]
}

const onSpeed = ({ id, indicator }: Named, named: readonly Named[]): Finding[] => {
  if (indicator.about !== 'speed' || named.some((other) => indicator.counters.includes(other.indicator.key))) return []
  const [first = ''] = indicator.counters
  return [
    advice(
      ['objectives', id, 'indicator'],
      `${indicator.key} is speed without stability; agree on ${first} beside it`,
      { found: indicator.key },
    ),
  ]
}

const onActivity = ({ id, indicator }: Named): Finding[] =>
  indicator.about === 'activity'
    ? [
        advice(
          ['objectives', id, 'indicator'],
          `${indicator.key} counts activity; as a target it is met by more activity, not by better software`,
          { found: indicator.key },
        ),
      ]
    : []
