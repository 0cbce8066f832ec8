import type { FileCoverage } from '../coverage/file.ts'
import { isRooted, normalPath } from '../coverage/path.ts'

/**
 * One way to make a repository path of a report's path: take `prefix` from its front, or put it there. The empty
 * prefix leaves the path as it is.
 */
export type Move = { how: 'take' | 'put'; prefix: string }
export type Candidate = { move: Move; path: string }

export const moveKey = ({ how, prefix }: Move): string => (prefix === '' ? 'as it is' : `${how} ${prefix}`)

/** The path as written, and below each `<source>` directory the report names. */
export const spellings = (file: FileCoverage): string[] => {
  if (isRooted(file.path)) return [file.path]
  return [file.path, ...(file.roots ?? []).map((root) => normalPath(`${root}/${file.path}`))]
}

/** Repository paths, to be asked for a path and for all paths that end in one. */
export const createRepository = (paths: Iterable<string>, complete: boolean) => {
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

  const lengthened = (file: FileCoverage): Candidate[] => {
    const { path, module } = file
    const parts = path.split('/')
    // With only the changed files to go by, a bare `index.ts` would fit any of them.
    if (isRooted(path) || (parts.length === 1 && !complete)) return []
    const ending = `/${path}`
    const fitting = (byEnd.get(parts.slice(-2).join('/')) ?? []).filter((other) => other.endsWith(ending))
    const inModule = module === undefined ? [] : fitting.filter((other) => `/${other}`.includes(`/${module}/`))
    return (inModule.length > 0 ? inModule : fitting).map((other) => ({
      move: { how: 'put', prefix: other.slice(0, other.length - path.length) },
      path: other,
    }))
  }

  return {
    candidates: (file: FileCoverage): Candidate[] => {
      const [written = '', ...rooted] = spellings(file)
      const stated = rooted.flatMap(shortened)
      // What the report says of its directories beats what its path alone may mean.
      return stated.length > 0 ? stated : [...shortened(written), ...lengthened(file)]
    },
  }
}
