import type { Instant } from '../../time/instant.ts'
import { windowAt, windowLabel } from '../../time/window.ts'
import { changedFrom } from '../changed-from.ts'
import { judgesAlike, judgesAtOnce } from '../lineage.ts'
import { resolveAgreement } from '../resolve.ts'
import type { AgreementDocument } from '../schema/document.ts'
import type { Objective, Terms } from '../terms.ts'

/** Objectives of both that would be judged otherwise, by what stands in both documents. */
export const judgedOtherwise = (before: Terms, after: Terms): Objective[] =>
  after.objectives.filter((objective) => {
    const was = before.objectives.find(({ id }) => id === objective.id)
    return was !== undefined && !judgesAlike({ objective: was, terms: before }, { objective, terms: after })
  })

/** The same, if nothing but one section of the document had changed. */
export const judgedOtherwiseBy = (section: string, before: AgreementDocument, after: AgreementDocument): Objective[] =>
  judgedOtherwise(resolveAgreement(before), resolveAgreement(withSection(section, before, after)))

const withSection = (section: string, before: AgreementDocument, after: AgreementDocument): AgreementDocument => {
  const { [section as 'title']: _, ...others } = before
  const own: unknown = Object.getOwnPropertyDescriptor(after, section)?.value
  // The section comes whole from an accepted document, and the others are of one.
  return { ...others, ...(own === undefined ? {} : { [section]: own }) } as AgreementDocument
}

const formIn = (terms: Terms, id: string) => {
  const objective = terms.objectives.find((one) => one.id === id)
  return objective ? { objective, terms } : null
}

/** Those that begin with their next window (PRODUCT.md, rule 8), or with the end of the one that was judged until then. */
export const waiting = (objectives: readonly Objective[], before: Terms, after: Terms): Objective[] =>
  objectives.filter((objective) => {
    const was = formIn(before, objective.id)
    const atOnce = was && judgesAtOnce(was, { objective, terms: after })
    return !atOnce && [objective, was?.objective].some((one) => one?.window?.kind === 'calendar')
  })

/** `December 2026`: the first window they judge, where the version is in force from then on; null where they differ. */
export const firstWindow = (
  objectives: readonly Objective[],
  before: Terms,
  after: Terms,
  from: Instant,
): string | null => {
  const labels = new Set(
    objectives.map((objective) => {
      const { window } = objective
      if (window?.kind !== 'calendar') return ''
      const starts = changedFrom(formIn(before, objective.id), { objective, terms: after }, from)
      return windowLabel(window, after.timeZone, windowAt(window, after.timeZone, starts))
    }),
  )
  const [label] = labels
  return labels.size === 1 && label ? label : null
}
