import type { Instant } from '../../time/instant.ts'
import { windowAt, windowLabel } from '../../time/window.ts'
import { indicatorName, scopeOf } from '../indicator-names.ts'
import { judgesAlike } from '../lineage.ts'
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

/** A clock is judged by the version of its incident’s start, a rolling window by that of the day; others wait. */
const waits = (objective: Objective): boolean => {
  const indicator = indicatorName(objective.indicator)
  return objective.window?.kind === 'calendar' && indicator !== null && scopeOf(indicator, true) !== 'clock'
}

/** Those that begin with their next window (PRODUCT.md, rule 8). */
export const waiting = (objectives: readonly Objective[]): Objective[] => objectives.filter(waits)

/** `December 2026`: the first window that begins when, or after, the version is in force; null where they differ. */
export const firstWindow = (objectives: readonly Objective[], { timeZone }: Terms, from: Instant): string | null => {
  const labels = new Set(
    objectives.map(({ window }) => {
      if (window === null) return ''
      const own = windowAt(window, timeZone, from)
      return windowLabel(window, timeZone, own.from === from ? own : windowAt(window, timeZone, own.to))
    }),
  )
  const [label] = labels
  return labels.size === 1 && label ? label : null
}
