import { createHash } from 'node:crypto'
import { type CurrentPhase, phasesOf } from '../agreement/phases.ts'
import type { Objective } from '../agreement/terms.ts'
import { type AcceptedVersion, inForceAt } from '../agreement/versions.ts'
import { concerns } from '../evaluation/concerns.ts'
import { knownIndicator } from '../indicators/known.ts'
import { formatInstant, type Instant } from '../time/instant.ts'
import { formOf } from './form.ts'

/** A phase that is over. */
export type EndedPhase = Pick<CurrentPhase, 'name' | 'enforce' | 'from'> & {
  until: Instant
  /** The version in force in its last millisecond. */
  version: AcceptedVersion
}

/** What has to be frozen: one objective of one service, over one phase. */
export type BaselineDue = {
  id: string
  service: string
  objective: Objective
  /** The version that says what is measured. */
  version: AcceptedVersion
  form: string
  phase: EndedPhase
  /** When it fell due: rates of deployments may change until their link window has passed (PRODUCT.md, rule 11). */
  at: Instant
}

/** Phases that ended by an instant, each by the version in force when it did; in their order. */
export const endedPhases = (versions: readonly AcceptedVersion[], by: Instant): EndedPhase[] =>
  versions
    .flatMap((version) =>
      phasesOf(versions, version).flatMap(({ name, enforce, from, until }) =>
        until !== null && until <= by && inForceAt(versions, until - 1) === version
          ? [{ name, enforce, from, until, version }]
          : [],
      ),
    )
    .sort((a, b) => a.until - b.until)

/** When the figures of a phase are frozen. */
export const frozenFrom = ({ until, version }: Pick<EndedPhase, 'until' | 'version'>): Instant =>
  until + version.terms.incidents.linkWindowMs

const idOf = (service: string, objective: string, form: string, { from, until }: EndedPhase): string =>
  `bl_${createHash('sha256')
    .update([service, objective, form, formatInstant(from), formatInstant(until)].join('\0'))
    .digest('hex')
    .slice(0, 24)}`

const isRelative = ({ target, warn }: Objective) => target.kind === 'relative' || warn?.kind === 'relative'

/** A change has no phase of its own: it is only frozen where a target asks for it. */
const isMeasured = (objective: Objective): boolean => {
  const measured = knownIndicator(objective.indicator)
  return measured !== null && (measured.scope !== 'change' || isRelative(objective))
}

/** Does some version ask for a target relative to this figure? */
export const isLookedBackAt = (due: BaselineDue, versions: readonly AcceptedVersion[]): boolean =>
  versions.some(({ terms }) =>
    terms.objectives.some(
      (objective) => objective.id === due.objective.id && isRelative(objective) && formOf(objective) === due.form,
    ),
  )

const dueIn = (version: AcceptedVersion, phase: EndedPhase, objectives: readonly Objective[]): BaselineDue[] =>
  [...version.terms.services.keys()].flatMap((service) =>
    objectives
      .filter((objective) => isMeasured(objective) && concerns(objective, version.terms, service))
      .map((objective) => {
        const form = formOf(objective)
        const at = Math.max(frozenFrom(phase), version.inForceFrom)
        return { id: idOf(service, objective.id, form, phase), service, objective, version, form, phase, at }
      }),
  )

/**
 * Everything that is to be frozen by an instant, in one order however late it is asked: of each phase the objectives
 * that it ended with, and those of later versions whose targets look back at it. Of two versions that measure one
 * objective alike the earlier names it.
 */
export const baselinesDue = (versions: readonly AcceptedVersion[], now: Instant): BaselineDue[] => {
  const due = new Map<string, BaselineDue>()
  for (const phase of endedPhases(versions, now)) {
    const later = versions.filter(({ version }) => (version ?? 0) > (phase.version.version ?? 0))
    const all = [
      ...dueIn(phase.version, phase, phase.version.terms.objectives),
      ...later.flatMap((version) => dueIn(version, phase, version.terms.objectives.filter(isRelative))),
    ]
    for (const one of all) if (one.at <= now && !due.has(one.id)) due.set(one.id, one)
  }
  return [...due.values()].sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1))
}
