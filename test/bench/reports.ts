import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { generateJacoco, generateLcov } from '../../packages/reports/src/testing/generate.ts'
import { line, median, ms } from './measure.ts'

const READER = fileURLToPath(new URL('./read-report.ts', import.meta.url))
const MB = 1024 * 1024
const ROUNDS = 5

type Reading = { readMs: number; parseMs: number; peakMb: number }

/** Each reading is a process of its own: memory that was once used is not given back. */
const read = (file: string, parse: 'parse' | 'read'): Reading =>
  JSON.parse(execFileSync(process.execPath, ['--no-warnings', READER, file, parse], { encoding: 'utf8' }))

const report = (name: string, file: string): string[] => {
  const parsed = Array.from({ length: ROUNDS }, () => read(file, 'parse'))
  const only = Array.from({ length: ROUNDS }, () => read(file, 'read'))
  const parseMs = median(parsed.map((one) => one.readMs + one.parseMs))
  const readMs = median(only.map((one) => one.readMs))
  const peak = median(parsed.map((one) => one.peakMb))
  const floor = median(only.map((one) => one.peakMb))
  return [
    line(`${name}: read and parsed against read`, ms(parseMs), ms(readMs), parseMs / readMs),
    line(`${name}: peak memory against reading it`, `${peak.toFixed(0)} MB`, `${floor.toFixed(0)} MB`, peak / floor),
  ]
}

/** A 4 MB JaCoCo and a 50 MB lcov file. */
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
    ]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
