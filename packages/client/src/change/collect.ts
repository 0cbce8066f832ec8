import { readFileSync, statSync } from 'node:fs'
import { isAbsolute, relative, resolve, sep } from 'node:path'
import type { CoverageReport, FindingsReport, Report, TestReport } from '@plumbline/reports'
import { DEFAULT_LIMITS, parseReport } from '@plumbline/reports'

/** A file and what it says. `file` is relative to the folder that was searched, with forward slashes. */
export type Collected<Kind extends Report> = { file: string; report: Kind }

/** A file that is there but tells nothing: what is wrong with it, in a sentence. */
export type Unreadable = { file: string; code: string; message: string; line?: number; column?: number }

export type CollectedReports = {
  coverage: Collected<CoverageReport>[]
  tests: Collected<TestReport>[]
  findings: Collected<FindingsReport>[]
  unreadable: Unreadable[]
  /** Globs (or plain names) that no file answers to. */
  unmatched: string[]
}

const MAGIC = /[*?[\]{}!()]/
const NOT_SEARCHED = ['**/node_modules/**', '**/.git/**']

const isFile = (path: string): boolean => {
  try {
    return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false
  } catch {
    return false
  }
}

const shown = (path: string, cwd: string): string => {
  const near = relative(cwd, path)
  return (near.startsWith('..') || isAbsolute(near) ? path : near).split(sep).join('/')
}

/** Files for one glob. A name that exists is taken as it is, so that `app/[id]/lcov.info` needs no escaping. */
const filesFor = async (glob: string, not: string[], cwd: string): Promise<string[]> => {
  const literal = resolve(cwd, glob)
  if (isFile(literal)) return [literal]
  if (!MAGIC.test(glob)) return []
  const { glob: search } = await import('tinyglobby')
  // Whether a folder is left out that the glob itself names is the glob's business.
  const ignore = NOT_SEARCHED.filter((pattern) => !glob.includes(pattern.slice(3, -3)))
  return search(glob, { cwd, absolute: true, dot: true, followSymbolicLinks: false, ignore: [...ignore, ...not] })
}

/** Every file that the globs name and no `!glob` takes away, once, sorted; and the globs that name none. */
export const findFiles = async (
  globs: readonly string[],
  cwd: string,
): Promise<{ files: string[]; unmatched: string[] }> => {
  const given = globs.map((glob) => glob.trim()).filter((glob) => glob !== '')
  const wanted = given.filter((glob) => !glob.startsWith('!'))
  const not = given.filter((glob) => glob.startsWith('!')).map((glob) => glob.slice(1))
  const found = await Promise.all(wanted.map((glob) => filesFor(glob, not, cwd)))
  return {
    files: [...new Set(found.flat().map((file) => resolve(file)))].sort(),
    unmatched: wanted.filter((_, i) => found[i]?.length === 0),
  }
}

export const noReports = (): CollectedReports => ({
  coverage: [],
  tests: [],
  findings: [],
  unreadable: [],
  unmatched: [],
})

/** Reads one report, whatever format its content shows, and puts it where it belongs. */
export const addReport = async (collected: CollectedReports, file: string, bytes: Uint8Array): Promise<void> => {
  const parsed = await parseReport(bytes)
  if (!parsed.ok) {
    const { code, message, line, column } = parsed.problem
    collected.unreadable.push({
      file,
      code,
      message,
      ...(line === undefined ? {} : { line }),
      ...(column === undefined ? {} : { column }),
    })
  } else place(collected, file, parsed.report)
}

/** A file may say two things: a Jest report, what its tests covered as well. */
const place = (collected: CollectedReports, file: string, report: Report): void => {
  switch (report.kind) {
    case 'coverage':
      collected.coverage.push({ file, report })
      break
    case 'tests':
      collected.tests.push({ file, report })
      if (report.coverage) collected.coverage.push({ file, report: report.coverage })
      break
    case 'findings':
      collected.findings.push({ file, report })
      break
    default:
      report satisfies never
  }
}

const tooLarge = (size: number): string =>
  `${size} bytes are more than the ${DEFAULT_LIMITS.maxBytes} a report may have`

/** Reports after which somebody who watches is told how far it is. */
const PROGRESS_EVERY = 500

/**
 * Finds and reads reports. What each file is shows in its content, so reports of any kind may stand under one glob. One bad file doesn't hide the others: it comes back in `unreadable`, for the caller to weigh.
 * @param onProgress told how many of how many are read, now and then where there are many
 */
export const collectReports = async (
  globs: readonly string[],
  cwd: string,
  onProgress: (read: number, of: number) => void = () => {},
): Promise<CollectedReports> => {
  const { files, unmatched } = await findFiles(globs, cwd)
  const collected: CollectedReports = { ...noReports(), unmatched }
  // One after the other: a report can be 128 MB, and several in memory at once help nobody.
  for (const [i, path] of files.entries()) {
    if (i > 0 && i % PROGRESS_EVERY === 0) onProgress(i, files.length)
    const file = shown(path, cwd)
    try {
      // At once: the reader needs all of it, and promises for its parts take 1 ms of 2 in a new process.
      const { size } = statSync(path)
      if (size > DEFAULT_LIMITS.maxBytes)
        collected.unreadable.push({ file, code: 'too_large', message: tooLarge(size) })
      else await addReport(collected, file, readFileSync(path))
    } catch (error) {
      collected.unreadable.push({
        file,
        code: 'unreadable',
        message: error instanceof Error ? error.message : String(error),
      })
    }
  }
  return collected
}
