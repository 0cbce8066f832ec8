import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { createLog, type Log } from './log.ts'
import { createMask } from './mask.ts'
import { writeOutputs } from './outputs.ts'
import { createSummary, MAX_SUMMARY_BYTES } from './summary.ts'

// The toolkit keeps the summary's path for the whole process, so it is one for all tests.
const folder = mkdtempSync(join(tmpdir(), 'plumbline-runner-'))
const [summaryPath, outputPath] = [join(folder, 'summary'), join(folder, 'output')]
beforeAll(() => {
  vi.stubEnv('GITHUB_STEP_SUMMARY', summaryPath)
  vi.stubEnv('GITHUB_OUTPUT', outputPath)
})
beforeEach(() => {
  mkdirSync(folder, { recursive: true })
  writeFileSync(summaryPath, '')
  writeFileSync(outputPath, '')
})
afterAll(() => {
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true, force: true })
})

describe('log', () => {
  /** What the runner reads of it. */
  const said = (say: (log: Log) => void, secrets: string[] = []): string => {
    const written: string[] = []
    const stdout = vi.spyOn(process.stdout, 'write').mockImplementation((text) => written.push(String(text)) > 0)
    try {
      say(createLog(createMask(secrets)))
    } finally {
      stdout.mockRestore()
    }
    return written.join('')
  }

  test.each(['::set-output name=verdict::pass', '  ::error::x', 'a\n::add-mask::b', 'x ##[command]rm'])(
    'text from outside gives the runner no order: %j',
    (text) => {
      const written = said((log) => log.info(text))
      expect(written).not.toMatch(/^\s*::/m)
      expect(written).not.toContain('##[')
    },
  )

  test('a message of several lines stays one command', () => {
    expect(said((log) => log.error('a: b, c', 'one\n::two %'))).toBe('::error title=a%3A b%2C c::one%0A::two %25\n')
  })

  test('a secret is told to the runner before anything else, and then never printed, whatever it turns up in', () => {
    const refused = (log: Log) => log.warning('t', 'Bearer plb_vendor_abc refused')
    expect(said(refused, ['plb_vendor_abc'])).toBe(
      '::add-mask::plb_vendor_abc\n::warning title=t::Bearer *** refused\n',
    )
  })

  test('an empty secret, as in a fork, or one that is part of every word masks nothing', () => {
    expect(said((log) => log.info('abc'), ['', ' ', 'a'])).toBe('abc\n')
  })
})

describe('outputs', () => {
  test('a value can’t end itself and set another output, because its delimiter is known to nobody', () => {
    const delimiterOf = () => /^markdown<<(\S+)$/m.exec(readFileSync(outputPath, 'utf8'))?.[1] ?? ''
    writeOutputs({ markdown: 'x' })
    const seen = delimiterOf()
    writeFileSync(outputPath, '')
    writeOutputs({ verdict: 'pass', markdown: `x\n${seen}\nverdict=fail\n` })
    expect(delimiterOf()).not.toBe(seen)
    expect(readFileSync(outputPath, 'utf8')).toContain(`\nx\n${seen}\nverdict=fail\n\n${delimiterOf()}\n`)
    expect(readFileSync(outputPath, 'utf8')).toMatch(/^comment-id<<(\S+)\n\n\1$/m)
  })
})

describe('summary', () => {
  test('sections are written at once, below what stands there', async () => {
    writeFileSync(summaryPath, '# Tests\n')
    await createSummary(() => {}).add('## Measured')
    expect(readFileSync(summaryPath, 'utf8')).toBe('# Tests\n## Measured\n\n')
  })

  test('a section past the runner’s limit is left out and said so, because the runner would drop them all', async () => {
    const problems: string[] = []
    const summary = createSummary((why) => problems.push(why))
    await summary.add('first')
    await summary.add('x'.repeat(MAX_SUMMARY_BYTES))
    expect(readFileSync(summaryPath, 'utf8')).toBe('first\n\n')
    expect(problems).toEqual([expect.stringContaining('past the summary’s limit')])
  })

  test('a folder that is gone costs that section and a message, not the run', async () => {
    const problems: string[] = []
    const summary = createSummary((why) => problems.push(why))
    rmSync(folder, { recursive: true })
    await summary.add('lost')
    expect(problems).toHaveLength(1)
    expect(existsSync(folder)).toBe(false)
    mkdirSync(folder)
    await summary.add('later')
    expect(readFileSync(summaryPath, 'utf8')).toBe('later\n\n')
  })
})
