import type { Objective } from '../../agreement/terms.ts'
import type { AcceptedVersion } from '../../agreement/versions.ts'
import type { Instant, Window } from '../../time/instant.ts'
import { windowOf } from './time.ts'

/** The version in force at an instant: the one that came into force last. */
export const inForce = (versions: readonly AcceptedVersion[], at: Instant): AcceptedVersion | null => {
  let found: AcceptedVersion | null = null
  for (const one of versions) if (one.inForceFrom <= at && (!found || one.inForceFrom >= found.inForceFrom)) found = one
  return found
}

const objectiveOf = (version: AcceptedVersion | null | undefined, id: string): Objective | null =>
  version?.terms.objectives.find((one) => one.id === id) ?? null

/** What is compared to tell a change from a new wording; the generated versions differ in nothing else. */
const judges = (one: Objective): string => {
  const { target, warn } = one
  const bound = (of: typeof target | null) =>
    of?.kind === 'compare' ? `${of.op} ${of.value.num}/${of.value.den} ${of.unit}` : ''
  return JSON.stringify([
    one.indicator,
    bound(target),
    bound(warn),
    one.window,
    one.statistic,
    one.minSamples,
    one.severity,
  ])
}

/** Clocks that must hold one by one: incidents are judged, not windows. */
const judgesIncidents = ({ indicator, statistic }: Objective) =>
  /^time-to-(detect|acknowledge|respond|resolve)$/.test(indicator) && statistic === 'each'

const inDays = ({ target }: Objective) => target.kind === 'compare' && target.unit === 'bd'

/** Two forms over the same windows that judge incidents: each judges those that began while it was in force. */
const shareIncidents = (a: Objective, b: Objective) =>
  judgesIncidents(a) &&
  judgesIncidents(b) &&
  a.indicator === b.indicator &&
  inDays(a) === inDays(b) &&
  JSON.stringify(a.window) === JSON.stringify(b.window)

export type Judge = { version: AcceptedVersion; objective: Objective; since: Instant }

/**
 * Rule 8: a window is judged by the version in force in its last millisecond; an objective that changed inside it is
 * judged as it was before, until the window is over; nothing before it (or its like) came into force is judged.
 */
export const judgeOf = (versions: readonly AcceptedVersion[], id: string, last: Instant): Judge | null => {
  const now = inForce(versions, last)
  if (!now) return null
  // Versions in the order in which they came into force, up to the one in force.
  const line = versions.filter(({ inForceFrom }) => inForceFrom <= now.inForceFrom)
  let place = line.length - 1
  const current = objectiveOf(line[place], id)
  if (!current?.window) return null
  // Back to where this form of it came into force.
  const formBegan = (i: number): number => {
    let k = i
    const form = objectiveOf(line[i], id)
    while (k > 0 && form) {
      const earlier = objectiveOf(line[k - 1], id)
      if (!earlier || judges(earlier) !== judges(form)) break
      k--
    }
    return k
  }
  let began = formBegan(place)
  for (;;) {
    const version = line[place]
    const form = objectiveOf(version, id)
    const start = line[began]
    const before = line[began - 1]
    if (!version || !form?.window || !start) return null
    const window: Window = windowOf(form.window, version.terms.timeZone, last)
    const earlier = objectiveOf(before, id)
    // A new objective starts at once, and so one whose window has no end to wait for; a changed one with its next window.
    if (!earlier || form.window.kind === 'rolling' || shareIncidents(earlier, form))
      return { version, objective: form, since: start.inForceFrom }
    const first = windowOf(form.window, version.terms.timeZone, start.inForceFrom)
    const since = first.from === start.inForceFrom ? first.from : first.to
    if (since <= window.from) return { version, objective: form, since }
    place = began - 1
    began = formBegan(place)
  }
}

export type Form = { judge: Judge; begun: Window }

const ALWAYS = { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY }

/** Everything that judges in a window, the newest first: one form, or of clocks those that incidents began under. */
export const formsOf = (versions: readonly AcceptedVersion[], judge: Judge): Form[] => {
  const forms: Form[] = [{ judge, begun: ALWAYS }]
  for (;;) {
    const [last] = forms.slice(-1)
    if (!last) return forms
    const { since, objective } = last.judge
    const before = judgeOf(versions, objective.id, since - 1)
    if (!before || !shareIncidents(before.objective, objective)) return forms
    last.begun = { ...last.begun, from: since }
    forms.push({ judge: before, begun: { ...ALWAYS, to: since } })
  }
}
