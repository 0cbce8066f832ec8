import type { FileCoverage } from '../coverage/file.ts'
import { byText, isRooted } from '../coverage/path.ts'
import { type Candidate, type PathIndex, spellings, wayOf } from './candidates.ts'

export type Match =
  | { kind: 'found'; path: string }
  | { kind: 'ambiguous'; candidates: readonly string[] }
  | { kind: 'absent' }

/** Files of a report, and what each of them is in the repository. */
export type MatchedFiles = { files: readonly FileCoverage[]; matches: readonly Match[] }

/**
 * Finds the repository's file for each file of a report. Reports name files from where a tool ran: absolute, from a
 * package's directory, by Go module or Java package. Whole segments have to agree; names are compared exactly.
 *
 * 1. A path can be meant as it is, with a prefix taken off (`/home/ci/repo/`, `github.com/org/repo/`), or with one put
 *    before it (`src/main/java/`). Each way that leads to a repository file is a candidate.
 * 2. All files of a report come from one place, so a way that explains every file that can be explained is the way.
 * 3. Otherwise each file goes by the prefix to take off that explains most files. A file that lies inside a directory
 *    that explains more, and is not in the repository there, is none of ours (`node_modules`, generated code).
 * 4. Otherwise a prefix is put before it if exactly one repository file ends in its path.
 * 5. Of several files that could be meant, the one below the report's own directory, or the nearest above it, is.
 * 6. Whatever is left undecided between two files is ambiguous, and counts for neither. Of two files of the report
 *    that lead to one repository file by different ways, the way that explains more keeps it.
 * @param directory where the report lies in the repository; empty where that is not known
 */
export const matchFiles = (files: readonly FileCoverage[], repository: PathIndex, directory = ''): Match[] => {
  const candidates = files.map((file) => repository.candidates(file, directory))
  const votes = countVotes(candidates)
  let explained = 0
  for (const own of candidates) if (own.length > 0) explained++
  const general = new Set([...votes].filter(([, count]) => count === explained).map(([way]) => way))

  const chosen = files.map((file, i) => choose(file, candidates[i] ?? [], votes, general))
  const strongest = new Map<string, number>()
  for (const choice of chosen) {
    if (choice.kind !== 'one') continue
    const { way, path } = choice.candidate
    strongest.set(path, Math.max(votes.get(way) ?? 0, strongest.get(path) ?? 0))
  }
  return chosen.map((choice): Match => {
    if (choice.kind === 'none') return ABSENT
    if (choice.kind === 'many') return { kind: 'ambiguous', candidates: choice.paths }
    const { way, path } = choice.candidate
    return (votes.get(way) ?? 0) < (strongest.get(path) ?? 0) ? ABSENT : { kind: 'found', path }
  })
}

const ABSENT: Match = { kind: 'absent' }

type Votes = ReadonlyMap<string, number>
type Choice = { kind: 'one'; candidate: Candidate } | { kind: 'many'; paths: string[] } | { kind: 'none' }

const NEITHER: Choice = { kind: 'none' }

const countVotes = (candidates: readonly (readonly Candidate[])[]): Votes => {
  const votes = new Map<string, number>()
  const vote = (way: string) => votes.set(way, (votes.get(way) ?? 0) + 1)
  for (const own of candidates) {
    const first = own[0]
    if (first === undefined) continue
    if (own.length === 1) vote(first.way)
    else new Set(own.map(({ way }) => way)).forEach(vote)
  }
  return votes
}

const choose = (file: FileCoverage, own: readonly Candidate[], votes: Votes, general: ReadonlySet<string>): Choice => {
  if (own.length === 0) return NEITHER
  const byGeneral = own.filter(({ way }) => general.has(way))
  if (byGeneral.length > 0) return only(byGeneral)
  const shortened = own.filter(({ how }) => how === 'take')
  if (shortened.length === 0) return only(own)
  const weight = ({ way }: Candidate) => votes.get(way) ?? 0
  const most = Math.max(...shortened.map(weight))
  if (liesInside(file, votes, most)) return NEITHER
  return only(shortened.filter((candidate) => weight(candidate) === most))
}

const only = (candidates: readonly Candidate[]): Choice => {
  const candidate = candidates[0]
  if (candidate === undefined) return NEITHER
  if (candidates.length === 1) return { kind: 'one', candidate }
  const paths = [...new Set(candidates.map(({ path }) => path))].sort(byText)
  const near = paths.length > 1 ? candidates.find((one) => one.near) : undefined
  if (near) return { kind: 'one', candidate: near }
  return paths.length === 1 ? { kind: 'one', candidate } : { kind: 'many', paths }
}

/** A directory that explains more files than this file's best way, and has this file in it. */
const liesInside = (file: FileCoverage, votes: Votes, most: number): boolean =>
  spellings(file).some((spelling) => {
    for (let cut = 0; cut >= 0; cut = spelling.indexOf('/', cut) + 1 || -1) {
      if (cut === 0 && isRooted(spelling)) continue
      if ((votes.get(wayOf('take', spelling.slice(0, cut))) ?? 0) > most) return true
    }
    return false
  })
