import { indicatorName } from './indicator-names.ts'
import type { AgreementDocument, ObjectiveDocument } from './schema/document.ts'

type Objectives = AgreementDocument['objectives']

const plainTitle = (id: string, { title, indicator }: ObjectiveDocument): string =>
  title ?? indicatorName(indicator)?.title ?? id

/** What it says of itself that others of its indicator may say differently: `sev1`, `critical`, `p80`. */
const traits = ({ severity, category, statistic }: ObjectiveDocument): string =>
  [...(severity ?? []), category, statistic].filter((one) => one !== undefined).join(', ')

/**
 * What people call an objective: its title; without one its indicator's. Where that is another one's too, with what
 * tells the two apart: severity, category and statistic, or its id where those are the same.
 */
export const titleOf = (id: string, written: ObjectiveDocument, objectives: Objectives): string => {
  const title = plainTitle(id, written)
  if (written.title !== undefined) return title
  const namesakes = Object.entries(objectives).filter(
    ([other, one]) => other !== id && plainTitle(other, one) === title,
  )
  if (namesakes.length === 0) return title
  const own = traits(written)
  const isOwn = own !== '' && namesakes.every(([, one]) => traits(one) !== own)
  return `${title} (${isOwn ? own : id})`
}
