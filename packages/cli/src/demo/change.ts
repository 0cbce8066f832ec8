import { addReport, type MeasuredChange, measureChange, noReports } from '@plumbline/client/change'
import { measuredOn } from './measured.ts'
import { newestHead } from './months.ts'
import { random } from './random.ts'
import { CHARACTERS, type Character } from './services.ts'
import type { DemoState } from './state.ts'

/** A file that the example's pull request adds lines to: as git and lcov tell it. */
type Added = { path: string; from: number; to: number; missed: number[] }

const range = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, i) => from + i)

const diffOf = (added: readonly Added[]): string =>
  added
    .map(
      ({ path, from, to }) =>
        `diff --git a/${path} b/${path}\n--- a/${path}\n+++ b/${path}\n@@ -${from - 1},0 +${from},${to - from + 1} @@\n${range(
          from,
          to,
        )
          .map(() => '+  added\n')
          .join('')}`,
    )
    .join('')

const record = (path: string, lines: readonly (readonly [number, boolean])[]): string =>
  `SF:${path}\n${lines.map(([line, ran]) => `DA:${line},${ran ? 1 : 0}\n`).join('')}end_of_record\n`

const FILES = 40

/** lcov for the service as it was at the base, so that the change is compared with the same figures. */
const baseRecords = ({ covered, total }: { covered: number; total: number }): string =>
  Array.from({ length: FILES }, (_, file) => {
    const size = Math.floor(total / FILES) + (file < total % FILES ? 1 : 0)
    const ran = Math.floor(covered / FILES) + (file < covered % FILES ? 1 : 0)
    return record(
      `src/modules/part-${file}.ts`,
      range(1, size).map((line) => [line, line <= ran]),
    )
  }).join('')

const changeRecords = (added: readonly Added[]): string =>
  added
    .map(({ path, from, to, missed }) =>
      record(
        path,
        range(from, to).map((line) => [line, !missed.includes(line)]),
      ),
    )
    .join('')

const junit = (tests: number): string =>
  `<testsuites><testsuite name="checkout" tests="${tests}" failures="0" errors="0" skipped="0" time="38.2">${Array.from({ length: tests }, (_, i) => `<testcase classname="checkout" name="case ${i}"/>`).join('')}</testsuite></testsuites>`

const RATES = { path: 'src/tax/rates.ts', from: 18, to: 51 }
const TOTAL = { path: 'src/cart/total.ts', from: 70, to: 83 }

/** The same pull request twice: as first pushed, and after tests were added. */
const STEPS = {
  fails: [
    { ...RATES, missed: range(31, 40) },
    { ...TOTAL, missed: range(80, 83) },
  ],
  passes: [
    { ...RATES, missed: [39] },
    { ...TOTAL, missed: [] },
  ],
} as const satisfies Record<string, readonly Added[]>
export type Step = keyof typeof STEPS

export const exampleService = (): Character => {
  const [first] = CHARACTERS
  if (first === undefined) throw new Error('the example has no service')
  return first
}

/** What the example's pull request measures: report files and a diff, read as any others are. */
export const exampleChange = async (state: DemoState, step: Step, at: number): Promise<MeasuredChange> => {
  const service = exampleService()
  const base = newestHead(state, service)
  const [coverage, tests] = measuredOn(service, base.day, null)
  const reports = noReports()
  await addReport(
    reports,
    'coverage/lcov.info',
    Buffer.from(baseRecords(coverage.data.lines) + changeRecords(STEPS[step])),
  )
  await addReport(reports, 'junit.xml', Buffer.from(junit(tests.data.tests)))
  return measureChange({
    cwd: '.',
    repository: { kind: 'none', reason: 'no_git', detail: 'the example has no repository' },
    reports,
    diff: { kind: 'diff', text: diffOf(STEPS[step]), baseSha: null },
    commitSha: random(`${service.name} ${base.sha} ${step}`).hex(40),
    service: service.name,
    source: `github.com/${service.repository}/actions`,
    at,
  })
}
