import { DEFAULT_LIMITS, type Limits } from '../limits.ts'
import { parseReport } from '../parse-report.ts'
import type { ReportProblem } from '../problem.ts'
import type { CoverageReport, TestReport } from '../report.ts'

/** Short ways for tests from a text to what parseReport makes of it; the wrong kind fails the test with the reason. */
export const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)

export const coverageOf = async (text: string, limits: Partial<Limits> = {}): Promise<CoverageReport> => {
  const result = await parseReport(bytesOf(text), { ...DEFAULT_LIMITS, ...limits })
  if (!result.ok) throw new Error(result.problem.message)
  if (result.report.kind !== 'coverage') throw new Error('a test report')
  return result.report
}

export const testsOf = async (text: string): Promise<TestReport> => {
  const result = await parseReport(bytesOf(text))
  if (!result.ok) throw new Error(result.problem.message)
  if (result.report.kind !== 'tests') throw new Error('a coverage report')
  return result.report
}

export const problemOf = async (input: string | Uint8Array, limits: Partial<Limits> = {}): Promise<ReportProblem> => {
  const result = await parseReport(typeof input === 'string' ? bytesOf(input) : input, limits)
  if (result.ok) throw new Error('expected a refusal, got a report')
  return result.problem
}

/** Lines of one file as "1+ 2- 3+": + ran, - missed. */
export const marksOf = (report: CoverageReport, path: string): string | undefined => {
  const file = report.files.find((candidate) => candidate.path === path)
  return file && [...file.lines].map((mark) => `${mark >>> 1}${mark % 2 === 1 ? '+' : '-'}`).join(' ')
}
