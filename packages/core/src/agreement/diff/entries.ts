import { indicatorName } from '../indicator-names.ts'
import type { AgreementDocument, ObjectiveDocument } from '../schema/document.ts'
import { titleOf } from '../title.ts'
import type { Effect } from './difference.ts'
import { writtenTarget } from './words.ts'

const objectiveWords = (id: string, written: ObjectiveDocument, { objectives }: AgreementDocument): string => {
  const indicator = indicatorName(written.indicator)
  const window = written.window === undefined ? 'on each change' : `over ${written.window}`
  const enforcement = written.enforcement === undefined ? '' : `, ${written.enforcement}`
  const owed = written.owed_by === undefined || written.owed_by === 'vendor' ? '' : `, owed by ${written.owed_by}`
  return `${titleOf(id, written, objectives)}: ${writtenTarget(written.target, indicator)}, ${window}${enforcement}${owed}`
}

type Section = 'objectives' | 'services' | 'calendars' | 'severities'
const SINGULAR: Record<Section, string> = {
  objectives: 'objective',
  services: 'service',
  calendars: 'calendar',
  severities: 'severity',
}

const isSection = (name: string | undefined): name is Section => name !== undefined && Object.hasOwn(SINGULAR, name)

/** A named entry that only one of two versions has. */
export const tellEntry = (
  [section, name = '']: readonly string[],
  isNew: boolean,
  document: AgreementDocument,
): { words: string; effect: Effect } | null => {
  if (!isSection(section)) return null
  const objective = section === 'objectives' ? document.objectives[name] : undefined
  const lead = `${isNew ? 'New' : 'No longer an'} ${SINGULAR[section]}`.replace(
    /No longer an (?=[^aeiou])/,
    'No longer a ',
  )
  if (objective)
    return { words: `${lead}: ${objectiveWords(name, objective, document)}`, effect: isNew ? 'stricter' : 'softer' }
  const means = section === 'severities' ? document.severities?.[name as 'sev1']?.means : undefined
  const effect = section === 'services' ? (isNew ? 'stricter' : 'softer') : 'unknown'
  return { words: `${lead}: ${name}${means === undefined ? '' : `, ${means}`}`, effect }
}
