import { nearest } from '../agreement/nearest.ts'
import type { AcceptedVersion } from '../agreement/versions.ts'
import { ok } from '../result.ts'
import type { Decision } from './refusal.ts'

/** What may be named: whatever any accepted version has, for what was agreed before can still be about something. */
export type Known = { services: readonly string[]; objectives: readonly string[]; windowed: readonly string[] }

export const knownIn = (versions: readonly AcceptedVersion[]): Known => {
  const all = versions.map(({ terms }) => terms)
  const objectives = all.flatMap((terms) => terms.objectives)
  const ids = (some: typeof objectives) => [...new Set(some.map(({ id }) => id))]
  return {
    services: [...new Set(all.flatMap(({ services }) => [...services.keys()]))],
    objectives: ids(objectives),
    windowed: ids(objectives.filter(({ window }) => window !== null)),
  }
}

/** A name that no accepted version has. */
export const unknownName = (name: string, names: readonly string[], pointer: string, what: string): Decision<null> => {
  if (names.includes(name)) return ok(null)
  const meant = nearest(name, [...names])
  const detail = `is no ${what} of the agreement${meant ? `; did you mean ${JSON.stringify(meant)}?` : ''}`
  return { ok: false, errors: [{ code: 'unknown_name', pointer, detail, allowed: [...names].sort() }] }
}

export const unknownNames = (
  { objectives, services }: Known,
  named: { objective: string; service: string | null },
): Decision<null> => {
  const objective = unknownName(named.objective, objectives, '/objective', 'objective')
  if (!objective.ok || named.service === null) return objective
  return unknownName(named.service, services, '/service', 'service')
}
