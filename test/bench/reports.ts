import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { COVERAGE_FORMATS, type SupportedFormat, TEST_FORMATS } from '../../packages/reports/src/formats.ts'
import { generateJacoco, generateLcov, join as joined } from '../../packages/reports/src/testing/generate.ts'
import { COVERAGE_WRITERS, manyFiles } from '../../packages/reports/src/testing/write-coverage.ts'
import { sarifOf } from '../../packages/reports/src/testing/write-findings.ts'
import { manyTests, TEST_WRITERS } from '../../packages/reports/src/testing/write-tests.ts'
import { manyReportsReport } from './many-reports.ts'
import { line, median, ms } from './measure.ts'

const READER = fileURLToPath(new URL('./read-report.ts', import.meta.url))
const MB = 1024 * 1024
const ROUNDS = 5

type Reading = { readMs: number; parseMs: number; peakMb: number }

/** Each reading is a process of its own: memory that was once used is not given back. */
const read = (file: string, parse: 'parse' | 'read'): Reading =>
  JSON.parse(execFileSync(process.execPath, ['--no-warnings', READER, file, parse], { encoding: 'utf8' }))

type Measured = { parseMs: number; readMs: number; peak: number; floor: number }

const measured = (file: string, rounds = ROUNDS): Measured => {
  const parsed = Array.from({ length: rounds }, () => read(file, 'parse'))
  const only = Array.from({ length: rounds }, () => read(file, 'read'))
  return {
    parseMs: median(parsed.map((one) => one.readMs + one.parseMs)),
    readMs: median(only.map((one) => one.readMs)),
    peak: median(parsed.map((one) => one.peakMb)),
    floor: median(only.map((one) => one.peakMb)),
  }
}

const report = (name: string, file: string): string[] => {
  const { parseMs, readMs, peak, floor } = measured(file)
  return [
    line(`${name}: read and parsed against read`, ms(parseMs), ms(readMs), parseMs / readMs),
    line(`${name}: peak memory against reading it`, `${peak.toFixed(0)} MB`, `${floor.toFixed(0)} MB`, peak / floor),
  ]
}

/** Formats that write two bytes a line would take millions of lines to be as large as the others. */
const MOST_FILES = 4_000
/** What is written of a number of files, or of tests or findings, in each format. */
const WRITERS: [SupportedFormat, (count: number) => Iterable<string>][] = [
  ...COVERAGE_FORMATS.map((format): (typeof WRITERS)[number] => [
    format,
    (count) => COVERAGE_WRITERS[format](manyFiles(Math.min(count, MOST_FILES), 400)),
  ]),
  ...TEST_FORMATS.map((format): (typeof WRITERS)[number] => [
    format,
    (count) => TEST_WRITERS[format](manyTests(count)),
  ]),
  ['sarif', sarifOf],
]
const FORMAT_BYTES = 8 * MB
const FEW = 50
/** A summary for people is a few lines, whatever it sums up. */
const SMALL: readonly string[] = ['istanbul-text']

/** One line a format, each of about 8 MB; how much of it is parsed in a second stands in its name. */
const throughput = (folder: string): string[] =>
  WRITERS.filter(([format]) => !SMALL.includes(format)).map(([format, write]) => {
    const each = (joined(write(FEW * 2)).byteLength - joined(write(FEW)).byteLength) / FEW
    const bytes = joined(write(Math.ceil(FORMAT_BYTES / each)))
    const file = join(folder, format)
    writeFileSync(file, bytes)
    const { parseMs, readMs } = measured(file, 3)
    rmSync(file)
    const rate = `${((bytes.byteLength / MB / parseMs) * 1_000).toFixed(0)} MB/s`
    return line(
      `${format} ${(bytes.byteLength / MB).toFixed(1)} MB, ${rate}`,
      ms(parseMs),
      ms(readMs),
      parseMs / readMs,
    )
  })

/** A 4 MB JaCoCo and a 50 MB lcov file, and one of every format. */
export const reportsReport = (): string[] => {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-bench-'))
  try {
    const jacoco = generateJacoco({ files: 380, linesPerFile: 250 })
    const lcov = generateLcov({ files: 8_900, linesPerFile: 400 })
    const [jacocoFile, lcovFile] = [join(folder, 'jacoco.xml'), join(folder, 'lcov.info')]
    writeFileSync(jacocoFile, jacoco)
    writeFileSync(lcovFile, lcov)
    return [
      ...report(`JaCoCo ${(jacoco.byteLength / MB).toFixed(1)} MB`, jacocoFile),
      ...report(`lcov ${(lcov.byteLength / MB).toFixed(1)} MB`, lcovFile),
      ...throughput(folder),
      ...manyReportsReport(),
    ]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
