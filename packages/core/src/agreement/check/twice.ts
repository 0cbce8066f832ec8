import type { Finding, Path } from '../mistake.ts'
import { error } from './finding.ts'
import type { LooseDocument } from './loose.ts'

const twice = (list: readonly string[] | undefined, path: Path): Finding[] =>
  (list ?? []).flatMap((item, index) =>
    list?.indexOf(item) === index
      ? []
      : [error([...path, index], 'contradiction', `"${item}" stands here a second time`, { found: item })],
  )

/** One name of another system can't mean two severities. */
const checkMaps = ({ severities }: LooseDocument): Finding[] => {
  const meaning = new Map<string, string>()
  return Object.entries(severities ?? {}).flatMap(([severity, entry]) =>
    Object.entries(entry?.maps ?? {}).flatMap(([system, names]) =>
      (names ?? []).flatMap((name, index) => {
        const key = JSON.stringify([system, name])
        const before = meaning.get(key)
        meaning.set(key, before ?? severity)
        if (before === undefined || before === severity) return []
        const message = `${system} ${name} means ${before} already; it can’t mean ${severity} too`
        return [error(['severities', severity, 'maps', system, index], 'contradiction', message, { found: name })]
      }),
    ),
  )
}

/** Lists in which a repeated name is a slip that nobody meant. */
export const checkTwice = (document: LooseDocument): Finding[] => [
  ...twice(document.incidents?.link_severities, ['incidents', 'link_severities']),
  ...twice(document.incidents?.pause_reasons, ['incidents', 'pause_reasons']),
  ...Object.entries(document.services ?? {}).flatMap(([name, service]) => [
    ...twice(service?.repositories, ['services', name, 'repositories']),
    ...twice(service?.production, ['services', name, 'production']),
  ]),
  ...Object.entries(document.calendars ?? {}).flatMap(([name, calendar]) =>
    twice(calendar?.holidays, ['calendars', name, 'holidays']),
  ),
  ...Object.entries(document.objectives ?? {}).flatMap(([id, objective]) => [
    ...twice(objective?.services, ['objectives', id, 'services']),
    ...twice(objective?.severity, ['objectives', id, 'severity']),
    ...twice(objective?.block_on, ['objectives', id, 'block_on']),
    ...twice(objective?.measured_by, ['objectives', id, 'measured_by']),
  ]),
  ...checkMaps(document),
]
