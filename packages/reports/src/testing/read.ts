import type { Findings } from '../findings/findings.ts'
import type { Limits } from '../limits.ts'
import { parseReport } from '../parse-report.ts'
import type { ReportProblem } from '../problem.ts'
import type { CoverageReport, Report, TestReport } from '../report.ts'

/** Short ways for tests from a text to what parseReport makes of it; the wrong kind fails the test with the reason. */
export const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)

export const reportOf = async (text: string, limits: Partial<Limits> = {}): Promise<Report> => {
  const result = await parseReport(bytesOf(text), limits)
  if (!result.ok) throw new Error(result.problem.message)
  return result.report
}

export const coverageOf = async (text: string, limits: Partial<Limits> = {}): Promise<CoverageReport> => {
  const report = await reportOf(text, limits)
  return report.kind === 'coverage' ? report : wrongKind(report)
}

export const testsOf = async (text: string): Promise<TestReport> => {
  const report = await reportOf(text)
  return report.kind === 'tests' ? report : wrongKind(report)
}

export const findingsOf = async (text: string): Promise<Findings> => {
  const report = await reportOf(text)
  return report.kind === 'findings' ? report.findings : wrongKind(report)
}

const wrongKind = ({ kind }: Report): never => {
  throw new Error(`a report of kind ${kind}`)
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
