import type { FileCoverage } from '../coverage/file.ts'
import { isRooted, normalPath } from '../coverage/path.ts'

/**
 * One way to make a repository path of a report's path: `take` a prefix from its front, or `put` one there. The empty
 * prefix leaves the path as it is.
 */
type How = 'take' | 'put'
/** `way`: equal for files that are meant in one way. `near`: it lies below a directory that the report lies below too. */
export type Candidate = { how: How; way: string; path: string; near?: true }

export const wayOf = (how: How, prefix: string): string => (prefix === '' ? 'as it is' : `${how} ${prefix}`)

const candidate = (how: How, prefix: string, path: string): Candidate => ({ how, way: wayOf(how, prefix), path })

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1)

/** The path as written, and below each `<source>` directory the report names. */
export const spellings = (file: FileCoverage): string[] => {
  if (isRooted(file.path)) return [file.path]
  return [file.path, ...(file.roots ?? []).map((root) => normalPath(`${root}/${file.path}`))]
}

const NONE: Candidate[] = []

/** Repository paths, to be asked for a path and for all paths that end in one. */
export type PathIndex = ReturnType<typeof indexPaths>

/** Paths by their last segment, and by the last two. */
const indexEnds = (paths: Iterable<string>): ReadonlyMap<string, string[]> => {
  const byEnd = new Map<string, string[]>()
  const remember = (end: string, path: string) => {
    const others = byEnd.get(end)
    if (others) others.push(path)
    else byEnd.set(end, [path])
  }
  for (const path of paths) {
    const last = path.lastIndexOf('/')
    remember(path.slice(last + 1), path)
    if (last >= 0) remember(path.slice(path.lastIndexOf('/', last - 1) + 1), path)
  }
  return byEnd
}

/**
 * Built once for all reports of a change.
 * @param complete all paths of the repository, not only those that changed
 */
export const indexPaths = (paths: Iterable<string>, complete = true) => {
  const known = new Set(paths)
  /** By their names; null where several have one. */
  const byName = new Map<string, string | null>()
  for (const path of known) {
    const name = nameOf(path)
    byName.set(name, byName.has(name) ? null : path)
  }
  // Made when the first name is asked for that several files have.
  let ends: ReadonlyMap<string, string[]> | null = null
  const endingIn = (end: string): readonly string[] => {
    ends ??= indexEnds(known)
    return ends.get(end) ?? []
  }

  const shortened = (spelling: string): Candidate[] => {
    const found: Candidate[] = []
    for (let cut = 0; cut >= 0; cut = spelling.indexOf('/', cut) + 1 || -1) {
      const path = spelling.slice(cut)
      if (known.has(path)) found.push(candidate('take', spelling.slice(0, cut), path))
    }
    return found
  }

  /** Packages leave their reports among their own files, and name these from the package's directory. */
  const nearest = (path: string, directory: string): Candidate | null => {
    for (let near = directory; near !== ''; near = near.slice(0, Math.max(0, near.lastIndexOf('/')))) {
      const other = `${near}/${path}`
      if (known.has(other)) return { ...candidate('put', `${near}/`, other), near: true }
    }
    return null
  }

  // With only the changed files to go by, a bare `index.ts` would fit any of them.
  const mayBeLengthened = (path: string): boolean => !isRooted(path) && (complete || path.includes('/'))

  const lengthened = ({ path, module }: FileCoverage, directory: string): Candidate[] => {
    if (!mayBeLengthened(path)) return []
    const near = nearest(path, directory)
    if (near) return [near]
    const ending = `/${path}`
    const lastTwo = path.slice(path.lastIndexOf('/', path.lastIndexOf('/') - 1) + 1)
    const fitting = endingIn(lastTwo).filter((other) => other.endsWith(ending))
    const inModule = module === undefined ? [] : fitting.filter((other) => `/${other}`.includes(`/${module}/`))
    return (inModule.length > 0 ? inModule : fitting).map((other) =>
      candidate('put', other.slice(0, other.length - path.length), other),
    )
  }

  /** The same of the only file that has the path's name: nothing else can be meant, however many ways there are. */
  const onlyOne = (path: string, only: string): Candidate[] => {
    if (path === only || path.endsWith(`/${only}`))
      return [candidate('take', path.slice(0, path.length - only.length), only)]
    if (only.endsWith(`/${path}`) && mayBeLengthened(path))
      return [candidate('put', only.slice(0, only.length - path.length), only)]
    return NONE
  }

  return {
    /** @param directory where the report lies in the repository; empty where that is not known */
    candidates: (file: FileCoverage, directory = ''): Candidate[] => {
      // However a path is meant, the file's name stays: most files of a foreign report end here.
      const only = byName.get(nameOf(file.path))
      if (only === undefined) return NONE
      // Most names are a single file's, and need none of what is made to tell several files apart.
      if (only !== null && file.roots === undefined) return onlyOne(file.path, only)
      const [written = '', ...rooted] = spellings(file)
      const stated = rooted.flatMap(shortened)
      // What the report says of its directories beats what its path alone may mean.
      return stated.length > 0 ? stated : [...shortened(written), ...lengthened(file, directory)]
    },
  }
}
