import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { line, median, ms } from './measure.ts'

const READER = fileURLToPath(new URL('./read-many.ts', import.meta.url))
const PACKAGES = 3_000
const FILES = 3
const LINES = 100
const ROUNDS = 3

type Reading = { ms: number; peakMb: number }

const read = (folder: string, mode: 'unite' | 'read'): Reading =>
  JSON.parse(execFileSync(process.execPath, ['--no-warnings', READER, folder, mode], { encoding: 'utf8' }))

const lcov = (file: number) =>
  [
    `SF:src/file${file}.ts`,
    ...Array.from({ length: LINES }, (_, i) => `DA:${i + 1},${i % 3}`),
    'end_of_record',
    '',
  ].join('\n')

/** A monorepo of packages with the same names in each, every one with a report of its own. */
const monorepo = (folder: string): void => {
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.com', ...args], { cwd: folder })
  const files = Array.from({ length: FILES }, (_, file) => file)
  git('init', '--quiet', '--initial-branch=main')
  writeFileSync(join(folder, '.gitignore'), 'lcov.info\n')
  for (let i = 0; i < PACKAGES; i += 1) {
    const own = join(folder, 'packages', `p${i}`)
    mkdirSync(join(own, 'src'), { recursive: true })
    for (const file of files) writeFileSync(join(own, 'src', `file${file}.ts`), 'x\n')
    writeFileSync(join(own, 'lcov.info'), files.map(lcov).join(''))
  }
  git('add', '--all')
  git('commit', '--quiet', '--message=all')
  git('commit', '--quiet', '--allow-empty', '--message=change')
}

/** 3,000 reports of 9,000 files: found, read, told apart and united, against finding and reading them. */
export const manyReportsReport = (): string[] => {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-bench-'))
  try {
    monorepo(folder)
    const of = (mode: 'unite' | 'read') => Array.from({ length: ROUNDS }, () => read(folder, mode))
    const [all, only] = [of('unite'), of('read')]
    const middle = (readings: Reading[], key: keyof Reading) => median(readings.map((one) => one[key]))
    const [unitedMs, readMs] = [middle(all, 'ms'), middle(only, 'ms')]
    const [peak, floor] = [middle(all, 'peakMb'), middle(only, 'peakMb')]
    return [
      line('3,000 reports united against read', ms(unitedMs), ms(readMs), unitedMs / readMs),
      line(
        '3,000 reports: peak memory against reading',
        `${peak.toFixed(0)} MB`,
        `${floor.toFixed(0)} MB`,
        peak / floor,
      ),
    ]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
