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

  test('a warning stands at its place, and no path gives an order or becomes another property', () => {
    const place = { path: 'src/a,b:c%\n::error::x.ts', from: 3, to: 5 }
    expect(said((log) => log.at(place, 'Not covered', 'No test\n::set-env name=A::b'))).toBe(
      '::warning title=Not covered,file=src/a%2Cb%3Ac%25%0A%3A%3Aerror%3A%3Ax.ts,line=3,endLine=5::No test%0A::set-env name=A::b\n',
    )
  })

  test.each([
    ['`mode` is “gaet”; did you mean `gate`?', '“mode” is “gaet”; did you mean “gate”?'],
    ['there is no agreement', 'There is no agreement.'],
    ['plumbline.yml is not there', 'plumbline.yml is not there.'],
    ['one\n  ^ `two`', 'one\n  ^ “two”'],
    ['A ` alone', 'A ` alone.'],
  ])('an annotation is plain text, and a sentence: %j reads %j', (text, shown) => {
    const escaped = shown.replaceAll('\n', '%0A')
    expect(said((log) => log.error('Wrong `api-url`', text))).toBe(`::error title=Wrong api-url::${escaped}\n`)
  })

  test('warnings are counted, with a place or without', () => {
    let count = 0
    said((log) => {
      log.warning('a', 'b')
      log.at({ path: 'a', from: 1, to: 1 }, 'a', 'b')
      log.error('a', 'b')
      count = log.warnings()
    })
    expect(count).toBe(2)
  })

  test('a secret is told to the runner before anything else, and then never printed, whatever it turns up in', () => {
    const refused = (log: Log) => log.warning('t', 'Bearer plb_vendor_abc refused')
    expect(said(refused, ['plb_vendor_abc'])).toBe(
      '::add-mask::plb_vendor_abc\n::warning title=t::Bearer *** refused.\n',
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

  test('a section past the runner’s limit is left out whole and said so once, because the runner would drop them all', async () => {
    const problems: string[] = []
    const summary = createSummary((why) => problems.push(why))
    const long = `| ${'é'.repeat(MAX_SUMMARY_BYTES / 2)} |`
    for (const section of ['first', long, long, 'last']) await summary.add(section)
    expect(readFileSync(summaryPath, 'utf8')).toMatch(/^first\n\n> \[!WARNING\]\n> .+ left out here.+\n\nlast\n\n$/)
    expect(problems).toEqual([expect.stringContaining('1 MiB')])
  })

  test('whatever is added, the file stays under 1 MiB and what is in it is whole', async () => {
    const summary = createSummary(() => {})
    const sections = Array.from({ length: 30 }, (_, i) => `${i}:${'x'.repeat(100_000)}:${i}`)
    for (const section of sections) await summary.add(section)
    const text = readFileSync(summaryPath, 'utf8')
    expect(Buffer.byteLength(text)).toBeLessThan(1024 * 1024)
    expect(text.match(/^\d+:x+:\d+$/gm)).toEqual(sections.slice(0, 10))
  })

  test('a folder that is gone costs that section and a message, not the run', async () => {
    const [problems, instead]: [string[], string[]] = [[], []]
    const summary = createSummary(
      (why) => problems.push(why),
      (section) => instead.push(section),
    )
    rmSync(folder, { recursive: true })
    await summary.add('lost')
    await summary.add('lost too')
    expect(problems).toHaveLength(1)
    expect(instead).toEqual(['lost\n\n', 'lost too\n\n'])
    expect(existsSync(folder)).toBe(false)
    mkdirSync(folder)
    await summary.add('later')
    expect(readFileSync(summaryPath, 'utf8')).toBe('later\n\n')
  })
})
