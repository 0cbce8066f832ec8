import type { FileCoverage } from '../coverage/file.ts'
import { isRooted, normalPath } from '../coverage/path.ts'

/**
 * One way to make a repository path of a report's path: take `prefix` from its front, or put it there. The empty
 * prefix leaves the path as it is.
 */
export type Move = { how: 'take' | 'put'; prefix: string }
/** `near`: it lies below a directory that the report lies below too. */
export type Candidate = { move: Move; path: string; near?: true }

export const moveKey = ({ how, prefix }: Move): string => (prefix === '' ? 'as it is' : `${how} ${prefix}`)

/** The path as written, and below each `<source>` directory the report names. */
export const spellings = (file: FileCoverage): string[] => {
  if (isRooted(file.path)) return [file.path]
  return [file.path, ...(file.roots ?? []).map((root) => normalPath(`${root}/${file.path}`))]
}

const NONE: Candidate[] = []

/** Repository paths, to be asked for a path and for all paths that end in one. */
export type PathIndex = ReturnType<typeof indexPaths>

/**
 * Built once for all reports of a change.
 * @param complete all paths of the repository, not only those that changed
 */
export const indexPaths = (paths: Iterable<string>, complete = true) => {
  const known = new Set(paths)
  const byEnd = new Map<string, string[]>()
  const remember = (end: string, path: string) => {
    const others = byEnd.get(end)
    if (others) others.push(path)
    else byEnd.set(end, [path])
  }
  for (const path of known) {
    const [last = '', secondLast] = path.split('/').reverse()
    remember(last, path)
    if (secondLast !== undefined) remember(`${secondLast}/${last}`, path)
  }

  const shortened = (spelling: string): Candidate[] => {
    const found: Candidate[] = []
    for (let cut = 0; cut >= 0; cut = spelling.indexOf('/', cut) + 1 || -1) {
      const path = spelling.slice(cut)
      if (known.has(path)) found.push({ move: { how: 'take', prefix: spelling.slice(0, cut) }, path })
    }
    return found
  }

  /** Packages leave their reports among their own files, and name these from the package's directory. */
  const nearest = (path: string, directory: string): Candidate | null => {
    for (let near = directory; near !== ''; near = near.slice(0, Math.max(0, near.lastIndexOf('/')))) {
      const other = `${near}/${path}`
      if (known.has(other)) return { move: { how: 'put', prefix: `${near}/` }, path: other, near: true }
    }
    return null
  }

  const lengthened = (file: FileCoverage, directory: string): Candidate[] => {
    const { path, module } = file
    const parts = path.split('/')
    // With only the changed files to go by, a bare `index.ts` would fit any of them.
    if (isRooted(path) || (parts.length === 1 && !complete)) return []
    const near = nearest(path, directory)
    if (near) return [near]
    const ending = `/${path}`
    const fitting = (byEnd.get(parts.slice(-2).join('/')) ?? []).filter((other) => other.endsWith(ending))
    const inModule = module === undefined ? [] : fitting.filter((other) => `/${other}`.includes(`/${module}/`))
    return (inModule.length > 0 ? inModule : fitting).map((other) => ({
      move: { how: 'put', prefix: other.slice(0, other.length - path.length) },
      path: other,
    }))
  }

  return {
    /** @param directory where the report lies in the repository; empty where that is not known */
    candidates: (file: FileCoverage, directory = ''): Candidate[] => {
      // However a path is meant, the file's name stays: most files of a foreign report end here.
      if (!byEnd.has(file.path.slice(file.path.lastIndexOf('/') + 1))) return NONE
      const [written = '', ...rooted] = spellings(file)
      const stated = rooted.flatMap(shortened)
      // What the report says of its directories beats what its path alone may mean.
      return stated.length > 0 ? stated : [...shortened(written), ...lengthened(file, directory)]
    },
  }
}
