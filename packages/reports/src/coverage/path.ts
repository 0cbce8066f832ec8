/**
 * One spelling for a path: forward slashes, no `./`, no doubled slash, `..` resolved where something is before it.
 * A path that begins at a root (`/`, `C:/`) keeps it.
 */
export const normalPath = (path: string): string => {
  if (!UNUSUAL.test(path)) return path
  const slashed = path.trim().replaceAll('\\', '/')
  const rooted = slashed.startsWith('/')
  const parts: string[] = []
  for (const part of slashed.split('/')) {
    if (part === '' || part === '.') continue
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop()
    else if (part !== '..' || !rooted) parts.push(part)
  }
  return (rooted ? '/' : '') + parts.join('/')
}

/** Anything that normalPath changes; most paths have nothing of it. */
const UNUSUAL = /\\|\/\/|(?:^|\/)\.\.?(?:\/|$)|^\s|\s$|.\/$/

/** Begins at a root of a file system, so that a directory can't be put before it. */
export const isRooted = (path: string): boolean => path.startsWith('/') || /^[A-Za-z]:(\/|$)/.test(path)

/** By code unit, so that order depends on no locale. */
export const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
