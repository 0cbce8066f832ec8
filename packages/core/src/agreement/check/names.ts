import { ALWAYS_OPEN } from '../defaults.ts'
import type { Finding, Path } from '../mistake.ts'
import { didYouMean, nearest } from '../nearest.ts'
import { SEVERITIES } from '../schema/objective.ts'
import { error } from './finding.ts'
import type { LooseDocument } from './loose.ts'

/** sev1 to sev5 are words of the format; what is missing is what this one means. */
const checkSeverities = (severities: readonly string[], path: Path, meanings: readonly string[]): Finding[] =>
  severities.flatMap((severity, index) =>
    meanings.includes(severity) || !SEVERITIES.some((known) => known === severity)
      ? []
      : [
          error([...path, index], 'unknown_name', `severities does not say what ${severity} means; add it there`, {
            found: severity,
            expected: meanings.join(', '),
            lacks: [['severities', severity]],
          }),
        ],
  )

const unknownName = (what: string, name: string, path: Path, known: readonly string[]): Finding => {
  const near = nearest(name, known)
  const list = known.length > 0 && known.length <= 8 ? `; known: ${known.join(', ')}` : ''
  return error(path, 'unknown_name', `unknown ${what} "${name}"${didYouMean(near) || list}`, {
    found: name,
    expected: known.join(', '),
    ...(near !== null && { suggestion: near }),
  })
}

/** Every name in a list that is none of the known. */
const checkNames = (what: string, names: readonly string[], path: Path, known: readonly string[]): Finding[] =>
  names.flatMap((name, index) => (known.includes(name) ? [] : [unknownName(what, name, [...path, index], known)]))

const checkName = (what: string, name: string | undefined, path: Path, known: readonly string[]): Finding[] =>
  name === undefined || known.includes(name) ? [] : [unknownName(what, name, path, known)]

/** What one part of the agreement calls another: services, severities, phases, calendars. */
export const checkReferences = (document: LooseDocument): Finding[] => {
  // Where the list itself could not be read, nothing is known to be missing from it.
  const services = document.services ? Object.keys(document.services) : null
  const calendars = [ALWAYS_OPEN, ...Object.keys(document.calendars ?? {})]
  const phases = (document.phases ?? []).flatMap((phase) => (phase.name === undefined ? [] : [phase.name]))
  // Without a list of meanings the five names stand on their own; advice.ts asks for the list.
  const severities = document.severities ? Object.keys(document.severities) : null
  const objectives = Object.entries(document.objectives ?? {})
  return [
    ...checkName('calendar', document.calendar, ['calendar'], calendars),
    ...(severities
      ? checkSeverities(document.incidents?.link_severities ?? [], ['incidents', 'link_severities'], severities)
      : []),
    ...objectives.flatMap(([id, objective]) => {
      const path = ['objectives', id]
      return [
        ...(services ? checkNames('service', objective?.services ?? [], [...path, 'services'], services) : []),
        ...(severities ? checkSeverities(objective?.severity ?? [], [...path, 'severity'], severities) : []),
        ...checkName('phase', objective?.phase, [...path, 'phase'], phases),
        ...checkName('calendar', objective?.calendar, [...path, 'calendar'], calendars),
      ]
    }),
  ]
}
