import type { EventRef } from '../events/identity.ts'
import type { EventOf } from '../events/schema.ts'
import type { CoverageFact, Covered } from '../facts/facts.ts'

/** Lines of files. */
export type FileLines = { path: string; lines: number[] }

/** The added executable lines of one upload, all of them. */
export type PatchLines = { covered: readonly FileLines[]; uncovered: readonly FileLines[] }

/** By the events that told them. */
export type PatchLinesOf = ReadonlyMap<EventRef, PatchLines>

/** One file's line by one name: paths hold no line feed. */
const namesOf = (files: readonly FileLines[]): Set<string> =>
  new Set(files.flatMap(({ path, lines }) => lines.map((line) => `${line}\n${path}`)))

/**
 * The lines that an upload names; null where it names none, or not all of them, or contradicts its own counts: then
 * nobody knows which of them another upload covers.
 */
export const patchLinesOf = ({ patch }: Pick<EventOf<'coverage'>['data'], 'patch'>): PatchLines | null => {
  if (patch?.covered_lines === undefined) return null
  const [covered, uncovered] = [patch.covered_lines, patch.uncovered ?? []]
  const [ran, missed] = [namesOf(covered), namesOf(uncovered)]
  const isWhole = ran.size === patch.covered && missed.size === patch.total - patch.covered
  return isWhole && [...missed].every((line) => !ran.has(line)) ? { covered, uncovered } : null
}

const byPath = (names: Iterable<string>): FileLines[] => {
  const files = new Map<string, number[]>()
  for (const name of names) {
    const end = name.indexOf('\n')
    const path = name.slice(end + 1)
    const lines = files.get(path) ?? []
    lines.push(Number(name.slice(0, end)))
    files.set(path, lines)
  }
  const order = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
  return [...files]
    .map(([path, lines]) => ({ path, lines: lines.sort((a, b) => a - b) }))
    .sort((a, b) => order(a.path, b.path))
}

/** Uploads that are united at most, each of up to 8,000 lines; as many as a gate can be told to expect. */
export const MOST_UNITED = 64

/** Uploads whose added lines may be the same as another one's. */
export const overlapping = <Fact extends Pick<CoverageFact, 'patch' | 'carriedForward'>>(
  facts: readonly Fact[],
): Fact[] => {
  const adding = facts.filter(({ patch, carriedForward }) => !carriedForward && (patch?.total ?? 0) > 0)
  return adding.length > 1 ? adding : []
}

/** Uploads whose counts can only be added up, because not all of them name their lines. */
export const addedUp = (facts: readonly CoverageFact[], known: PatchLinesOf): CoverageFact[] => {
  const several = overlapping(facts)
  return several.every(({ event }) => known.has(event)) ? [] : several
}

export type UnitedPatch = Covered & { uncovered: FileLines[] }

/**
 * The added lines of several uploads of one commit, each line once: executable where any of them says so, covered where
 * any of them covers it. Null where not all of them name their lines.
 * @param facts of one upload each
 */
export const unitedPatch = (facts: readonly CoverageFact[], known: PatchLinesOf): UnitedPatch | null => {
  const covered = new Set<string>()
  const executable = new Set<string>()
  for (const { event } of facts) {
    const lines = known.get(event)
    if (lines === undefined) return null
    for (const name of namesOf(lines.covered)) covered.add(name)
    for (const name of namesOf([...lines.covered, ...lines.uncovered])) executable.add(name)
  }
  return {
    covered: covered.size,
    total: executable.size,
    uncovered: byPath([...executable].filter((line) => !covered.has(line))),
  }
}
