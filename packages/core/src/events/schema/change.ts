import * as z from 'zod'
import { FINDING_CATEGORIES } from '../words.ts'
import { CommitSha, Count, Covered, text } from './parts.ts'

const Lines = z.array(z.int().min(1).max(10_000_000)).max(2_000)
const FileLines = z.array(z.strictObject({ path: text(500), lines: Lines })).max(200)

export const Coverage = z.strictObject({
  commit_sha: CommitSha,
  base_sha: CommitSha.optional(),
  branch: text(250).optional(),
  flag: text(64).optional().describe('Names one of several uploads for a commit, e.g. `unit`'),
  lines: Covered,
  branches: Covered.optional(),
  functions: Covered.optional(),
  patch: z
    .strictObject({
      covered: Count,
      total: Count,
      uncovered: FileLines.optional(),
      covered_lines: FileLines.optional().describe(
        'With a `flag`: which lines are covered. Uploads of one commit that name all their lines, here and in `uncovered`, are united line by line; else their counts are added up',
      ),
    })
    .refine((value) => value.covered <= value.total, { message: 'covered must not exceed total', path: ['covered'] })
    .optional()
    .describe('Executable lines among the lines the change adds; `uncovered` may be shortened'),
  carried_forward: z.boolean().optional(),
})

export const TestRun = z
  .strictObject({
    commit_sha: CommitSha,
    flag: text(64).optional(),
    tests: Count,
    failures: Count.describe('Without errors'),
    errors: Count,
    skipped: Count,
    duration_ms: z.number().min(0).max(1e12).optional(),
  })
  .refine((value) => value.failures + value.errors + value.skipped <= value.tests, {
    message: 'failures, errors and skipped together must not exceed tests',
    path: ['tests'],
  })

export const Findings = z.strictObject({
  commit_sha: CommitSha,
  tool: text(100).describe('Who found them; of several events for one commit, flag, tool and category the last counts'),
  flag: text(64).optional(),
  category: z.enum(FINDING_CATEGORIES).optional().describe('Default quality'),
  by_severity: z
    .strictObject({
      critical: Count.optional(),
      high: Count.optional(),
      medium: Count.optional(),
      low: Count.optional(),
      info: Count.optional(),
    })
    .describe('What is left out is 0'),
})
