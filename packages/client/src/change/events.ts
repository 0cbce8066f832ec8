import { type EventOf, formatInstant, type Instant } from '@plumbline/core'
import {
  type CoverageReport,
  type FindingsReport,
  mergeFindings,
  mergeTests,
  type TestReport,
} from '@plumbline/reports'
import { named } from './named-event.ts'

export type Uncovered = { path: string; lines: number[] }
export type Patch = { covered: number; total: number; uncovered: Uncovered[]; coveredLines: Uncovered[] }

/** What every event of one measurement has in common. */
export type Origin = {
  service: string
  /** Who observed it, URI-like, e.g. `github.com/acme/checkout-api/actions`. */
  source: string
  at: Instant
  commitSha: string
  baseSha: string | null
  branch: string | null
  /** Names one of several uploads for a commit, e.g. `unit`. */
  flag: string | null
}

const MAX_FILES = 200
const MAX_LINES = 4_000
const MAX_PATH = 500
/**
 * As JSON: a request has 256 KiB for an event together with others. Two lists of these leave 96 KiB to the rest, and
 * hold 200 files with paths of 240 letters and 20 lines each.
 */
const MAX_BYTES = 80 * 1024
const PRINTABLE = /^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]*$/u

const bytesOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value))

/** Of the uncovered lines the first few thousand are enough to start with. */
const shortened = (uncovered: Uncovered[]): Uncovered[] => {
  let left = MAX_LINES
  let bytes = MAX_BYTES
  const kept: Uncovered[] = []
  for (const { path, lines } of uncovered) {
    if (kept.length === MAX_FILES || left <= 0) break
    if (path.length > MAX_PATH || !PRINTABLE.test(path)) continue
    const one = { path, lines: lines.slice(0, Math.min(left, 2_000)) }
    bytes -= bytesOf(one) + 1
    if (bytes < 0) break
    left -= one.lines.length
    kept.push(one)
  }
  return kept
}

const linesIn = (files: readonly Uncovered[]) => files.reduce((sum, { lines }) => sum + lines.length, 0)

/**
 * One of several uploads names its covered lines too, so that the server counts a line once that several of them run.
 * Shortened they would say nothing.
 */
const patchData = ({ covered, total, uncovered, coveredLines }: Patch, flag: string | null) => {
  const [missed, ran] = [shortened(uncovered), flag === null ? [] : shortened(coveredLines)]
  const isWhole = flag !== null && linesIn(missed) === total - covered && linesIn(ran) === covered
  return { covered, total, uncovered: missed, ...(isWhole ? { covered_lines: ran } : {}) }
}

/** Null where the report says nothing about lines: there is nothing to judge by then. */
export const coverageEvent = (
  report: CoverageReport,
  patch: Patch | null,
  origin: Origin,
): EventOf<'coverage'> | null => {
  const { lines, branches, functions } = report.totals
  if (!lines) return null
  return named({
    type: 'coverage' as const,
    source: origin.source,
    time: formatInstant(origin.at),
    service: origin.service,
    data: {
      commit_sha: origin.commitSha,
      ...(origin.baseSha === null ? {} : { base_sha: origin.baseSha }),
      ...(origin.branch === null ? {} : { branch: origin.branch }),
      ...(origin.flag === null ? {} : { flag: origin.flag }),
      lines,
      ...(branches ? { branches } : {}),
      ...(functions ? { functions } : {}),
      ...(patch ? { patch: patchData(patch, origin.flag) } : {}),
    },
  })
}

/** Several files are several parts of one run: their tests add up. */
export const testRunEvent = (reports: readonly TestReport[], origin: Origin): EventOf<'test_run'> | null => {
  if (reports.length === 0) return null
  const { tests, failures, errors, skipped, durationMs } = mergeTests(reports)
  return named({
    type: 'test_run' as const,
    source: origin.source,
    time: formatInstant(origin.at),
    service: origin.service,
    data: {
      commit_sha: origin.commitSha,
      ...(origin.flag === null ? {} : { flag: origin.flag }),
      tests,
      failures,
      errors,
      skipped,
      ...(durationMs === undefined ? {} : { duration_ms: durationMs }),
    },
  })
}

/** One event for each tool and category, all zeros too: that a tool found nothing is worth as much as what it found. */
export const findingsEvents = (reports: readonly FindingsReport[], origin: Origin): EventOf<'findings'>[] =>
  mergeFindings(reports).map(({ tool, category, bySeverity }) =>
    named({
      type: 'findings' as const,
      source: origin.source,
      time: formatInstant(origin.at),
      service: origin.service,
      data: {
        commit_sha: origin.commitSha,
        tool,
        ...(origin.flag === null ? {} : { flag: origin.flag }),
        category,
        by_severity: bySeverity,
      },
    }),
  )
