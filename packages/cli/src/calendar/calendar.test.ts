import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
// Loaded before the first test: a command loads what it does when it is asked for.
import './calendar.ts'
import { run } from '../run.ts'
import { heardContext } from '../testing/program.ts'

const SUPPORT = `time_zone: America/Mexico_City
hours: { mon: ["09:00-13:00", "14:00-18:00"], fri: ["09:00-17:00"] }
holidays: ["2026-12-11"]
`

const calendar = async (args: string[], text = SUPPORT) => {
  const { context, out, err } = heardContext()
  const code = await run(['calendar', ...args], { ...context, stdin: { isTerminal: false, read: async () => text } })
  return { code, out: out(), err: err() }
}
const elapsed = (from: string, to: string, ...more: string[]) =>
  calendar(['elapsed', '--calendar', '-', '--from', from, '--to', to, ...more])
const deadline = (from: string, time: string, ...more: string[]) =>
  calendar(['deadline', '--calendar', '-', '--from', from, '--for', time, ...more])

describe('what a script gets', () => {
  test.each([
    ['2026-12-04T22:00:00Z', '2026-12-07T16:30:00Z', 2.5],
    // The same, as the clock on the wall of the calendar shows it.
    ['2026-12-04T16:00', '2026-12-07T10:30', 2.5],
    ['2026-12-07T10:30', '2026-12-04T16:00', 0],
    ['2026-12-07', '2026-12-08', 8],
  ])('elapsed from %s to %s', async (from, to, hours) => {
    const { code, out, err } = await elapsed(from, to, '--json')
    expect({ code, json: JSON.parse(out), err }).toEqual({ code: 0, json: { seconds: hours * 3_600 }, err: '' })
  })

  test.each([
    ['2026-12-04T21:00:00Z', '2h', '2026-12-04T23:00:00.000Z'],
    ['2026-12-04T21:00:00Z', '2.5h', '2026-12-07T15:30:00.000Z'],
    ['2026-12-04T23:00:00Z', '0m', '2026-12-07T15:00:00.000Z'],
    ['2026-12-04T22:00:00Z', '2bd', '2026-12-14T22:00:00.000Z'],
  ])('deadline from %s for %s', async (from, time, expected) => {
    const { code, out } = await deadline(from, time, '--json')
    expect({ code, json: JSON.parse(out) }).toEqual({ code: 0, json: { deadline: expected } })
  })

  test('the explanation, where it is asked for', async () => {
    const { out } = await elapsed('2026-12-10T12:00', '2026-12-14T10:00', '--json', '--explain')
    expect(JSON.parse(out)).toEqual({
      seconds: 3_600,
      explanation: [
        {
          from: '2026-12-10T18:00:00.000Z',
          to: '2026-12-11T06:00:00.000Z',
          state: 'closed',
          seconds: 0,
          total_seconds: 0,
        },
        {
          from: '2026-12-11T06:00:00.000Z',
          to: '2026-12-12T06:00:00.000Z',
          state: 'holiday',
          seconds: 0,
          total_seconds: 0,
        },
        {
          from: '2026-12-12T06:00:00.000Z',
          to: '2026-12-14T15:00:00.000Z',
          state: 'closed',
          seconds: 0,
          total_seconds: 0,
        },
        {
          from: '2026-12-14T15:00:00.000Z',
          to: '2026-12-14T16:00:00.000Z',
          state: 'open',
          seconds: 3_600,
          total_seconds: 3_600,
        },
      ],
    })
  })
})

test('what a person reads: the answer, and under it every interval with the sum so far', async () => {
  const { out } = await deadline('2026-12-04T16:00', '2h')
  expect(out).toMatch(
    /^7 Dec 2026, 10:00 \(America\/Mexico_City\), 2026-12-07T16:00:00\.000Z: 2h from 4 Dec 2026, 16:00\n/,
  )
  expect(out).toMatch(/4 Dec 2026, 16:00 +4 Dec 2026, 17:00 +open +1 h +1 h\n/)
  expect(out).toMatch(/4 Dec 2026, 17:00 +7 Dec 2026, 09:00 +closed +1 h\n/)
  expect(out).toMatch(/7 Dec 2026, 09:00 +7 Dec 2026, 10:00 +open +1 h +2 h\n/)
})

test('the example in docs/clocks.md is what the command prints', async () => {
  const page = readFileSync(fileURLToPath(new URL('../../../../docs/clocks.md', import.meta.url)), 'utf8')
  const [, yaml = ''] = /```yaml\n([\s\S]*?)```/.exec(page) ?? []
  const [, line = '', printed = ''] = /```text\n\$ plumbline calendar (.*)\n([\s\S]*?)```/.exec(page) ?? []
  const said = await calendar(line.replace('support.yml', '-').split(' '), yaml)
  expect(said).toEqual({ code: 0, out: printed, err: '' })
})

describe('bad input says what was wrong, where, and what would be right', () => {
  const args = ['--from', '2026-12-04T16:00', '--to', '2026-12-07T10:00']
  test.each([
    [
      ['elapsed', '--calendar', 'none.yml', ...args],
      SUPPORT,
      3,
      'can’t read the calendar none.yml: there is no such file',
    ],
    [
      ['elapsed', '--calendar', '-', ...args],
      'hours: {}',
      3,
      'calendar "stdin" never opens; give at least one day hours',
    ],
    [['elapsed', '--calendar', '-', ...args], 'hours: { mon: ["9-17"] }', 3, 'write it as "09:00-17:00"'],
    [['elapsed', '--calendar', '-', ...args.slice(0, 2), '--to', 'monday'], SUPPORT, 2, '--to monday is no time'],
    [['elapsed', '--calendar', '-', ...args.slice(0, 2), '--to', '2026-02-30T10:00'], SUPPORT, 2, 'is no time'],
    [
      ['elapsed', '--calendar', '-', '--from', '1800-01-01', '--to', '2026-01-01'],
      SUPPORT,
      2,
      'more than 100 years apart',
    ],
    [['elapsed', '--calendar', '-', '--from', '2026-12-04'], SUPPORT, 2, "required option '--to <time>' not specified"],
    [['deadline', '--calendar', '-', ...args.slice(0, 2), '--for', '2d'], SUPPORT, 2, '--for: '],
    [['deadline', '--calendar', '-', ...args.slice(0, 2), '--for', '4'], SUPPORT, 2, '--for: '],
  ])('%j', async (words, text, code, says) => {
    const said = await calendar(words, text)
    expect({ code: said.code, out: said.out }).toEqual({ code, out: '' })
    expect(said.err).toContain(says)
  })

  test('a calendar that is closed for years by its holidays is refused', async () => {
    const mondays = Array.from({ length: 400 }, (_, n) =>
      new Date(Date.UTC(2026, 11, 7 + 7 * n)).toISOString().slice(0, 10),
    )
    const closed = `hours: { mon: ["09:00-10:00"] }\nholidays: ${JSON.stringify(mondays)}`
    const said = await calendar(
      ['deadline', '--calendar', '-', '--from', '2026-12-04T00:00:00Z', '--for', '1h'],
      closed,
    )
    expect(said.code).toBe(3)
    expect(said.err).toContain('calendar "stdin" does not open in the 5 years after')
  })

  test('hours without a zone are UTC, and that is said', async () => {
    const said = await calendar(
      ['elapsed', '--calendar', '-', '--from', '2026-12-07T10:00', '--to', '2026-12-07T11:00', '--json'],
      'hours: { mon: ["09:00-17:00"] }',
    )
    expect(said).toMatchObject({ code: 0, err: 'stdin names no time_zone: its hours are taken as UTC\n' })
    expect(JSON.parse(said.out)).toEqual({ seconds: 3_600 })
  })
})
