import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  appendToLedger,
  type Decided,
  dayName,
  entryLine,
  eventDigest,
  formatInstant,
  headText,
  LEDGER_START,
  sealOf,
  verifyLedger,
} from '@plumbline/core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { run } from '../run.ts'
import { heardContext } from '../testing/program.ts'
import { withoutWrapping } from './text.ts'

const DAY = Date.parse('2026-12-01T00:00:00.000Z')

const row = (id: string) => ({
  event: { type: 'heartbeat', id, source: 'probe', time: formatInstant(DAY), service: 'pay' },
  received_at: formatInstant(DAY + 5),
  received_from: { party: 'vendor' as const, key_id: 'k1' },
})
const ROWS = [row('a'), row('b')]

const DECIDED: Decided[] = [
  { at: DAY, body: { type: 'engagement_created', engagement: 'acme-checkout', title: 'Acme – Northwind' } },
  // What an event says is no concern of its digest.
  {
    at: DAY,
    body: sealOf(
      dayName(DAY),
      ROWS.map((one) => eventDigest(one as never)),
    ),
  },
]
const { entries, head } = appendToLedger(LEDGER_START, DECIDED)
const EXPORT = entries.map((entry) => `${entryLine(entry)}\n`).join('')

let cwd: string
beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), 'plumbline-ledger-'))
})
afterAll(() => rmSync(cwd, { recursive: true }))

/** `plumbline ledger verify` on files of their own, with no server anywhere. */
const verify = async (chain: string | Uint8Array, words: string[] = [], events: unknown = ROWS) => {
  writeFileSync(join(cwd, 'ledger.ndjson'), chain)
  writeFileSync(join(cwd, 'events.json'), typeof events === 'string' ? events : JSON.stringify({ data: events }))
  const { context, out, err } = heardContext()
  const code = await run(['ledger', 'verify', 'ledger.ndjson', ...words], { ...context, cwd })
  return { code, out: out(), err: err() }
}

describe('without any server', () => {
  test('a chain that fits ends with 0, and what only a witness could tell is said', async () => {
    const { code, out, err } = await verify(EXPORT)
    expect({ code, out }).toEqual({
      code: 0,
      out: `ledger.ndjson: 2 entries, all fit, 2026-12-01 to 2026-12-01\nhead ${headText(head)}\n`,
    })
    expect(err).toContain('no witness')
  })

  test('a witness that agrees is named', async () => {
    const { code, out, err } = await verify(EXPORT, ['--witness', headText(head), '--witness', '0:00000000'])
    expect(code).toBe(0)
    expect(out).toContain('seen by witnesses: 0, 2')
    expect(err).toBe('')
  })

  test.each([
    { what: 'altered', chain: EXPORT.replace('Acme', 'Ecme'), says: 'ledger.ndjson:1: entry 1 does not fit (altered)' },
    { what: 'no UTF-8 any more', chain: Buffer.from(EXPORT).fill(0xff, 70, 71), says: 'ledger.ndjson:1: entry' },
    { what: 'shortened', chain: EXPORT.split('\n')[0] ?? '', says: 'entry 1 does not fit (cut_off)' },
    { what: 'a file of something else', chain: '{"a":1}\n', says: 'does not fit (not_an_entry): seq is missing' },
  ])('a chain that is $what ends with 1, and its entry is named', async ({ chain, says }) => {
    const { code, out } = await verify(chain)
    expect(code).toBe(1)
    expect(out).toContain(says)
  })

  test('what a witness has seen and is not there ends with 1', async () => {
    const { code, out } = await verify(`${EXPORT.split('\n')[0]}\n`, ['--witness', headText(head), '--json'])
    expect(code).toBe(1)
    expect(JSON.parse(out)).toMatchObject({
      ok: false,
      fault: { code: 'shorter_than_witness', line: 2, seq: 2 },
      until: { seq: 0 },
      witnesses: [2],
    })
  })

  test.each(['412', '2:ab', 'x'])('a witness that is none is a mistake in typing: %s', async (witness) => {
    expect(await verify(EXPORT, ['--witness', witness])).toMatchObject({ code: 2, out: '' })
  })

  test('a chain as one JSON document ends with 3: what stands between its entries nobody could check', async () => {
    const { code, err } = await verify(JSON.stringify(entries, null, 2))
    expect(code).toBe(3)
    expect(err).toContain('one JSON document')
  })

  const MARKED = `\u{feff}${EXPORT.replaceAll('\n', '\r\n')}`

  test('saved with Windows line ends and a byte order mark it still fits, and that is said', async () => {
    const { code, out, err } = await verify(MARKED, ['--witness', headText(head)])
    expect({ code, out }).toMatchObject({ code: 0, out: expect.stringContaining('2 entries, all fit') })
    expect(err).toBe(
      'ledger.ndjson was saved with a byte order mark and Windows line ends: no part of any entry, and passed over\n',
    )
  })

  test('a flipped bit anywhere is found, however the file was saved', async () => {
    const bytes = Buffer.from(MARKED)
    // Each byte once, its bits in turn: eight times as many would say the same.
    for (const [index, byte] of bytes.entries()) {
      const flipped = Buffer.from(bytes)
      flipped[index] = byte ^ (1 << (index % 8))
      const { text } = withoutWrapping(new TextDecoder('utf-8', { ignoreBOM: true }).decode(flipped))
      expect({ index, ok: verifyLedger(text).ok }).toEqual({ index, ok: false })
    }
  })

  test('line ends of two kinds are no way to save a file', async () => {
    const { code, out } = await verify(EXPORT.replace('\n', '\r\n'))
    expect(code).toBe(1)
    expect(out).toContain('ledger.ndjson:1: entry 1 does not fit (not_canonical)')
  })

  test.each([
    { what: 'empty', chain: '', says: 'is empty: no ledger is' },
    { what: 'nothing but line ends', chain: '\r\n\n', says: 'is empty: no ledger is' },
    {
      what: 'UTF-16',
      chain: Buffer.from(`\u{feff}${EXPORT}`, 'utf16le'),
      says: 'is UTF-16, as PowerShell’s > writes it',
    },
  ])('a file that is $what ends with 3, and how to make one is said', async ({ chain, says }) => {
    const { code, out, err } = await verify(chain)
    expect({ code, out }).toEqual({ code: 3, out: '' })
    expect(err).toContain(says)
    expect(err).toContain('plumbline ledger export -o ledger.ndjson')
  })

  test('a file that is not there ends with 3, and how to make one is said', async () => {
    const { context, out, err } = heardContext()
    expect(await run(['ledger', 'verify', 'absent.ndjson'], { ...context, cwd })).toBe(3)
    expect(out()).toBe('')
    expect(err()).toContain('plumbline ledger export')
  })
})

describe('beside the events', () => {
  test.each([
    { form: 'the whole answer', events: ROWS },
    { form: 'a line for each', events: `${ROWS.map((one) => JSON.stringify(one)).join('\n')}\n` },
    { form: 'a list', events: JSON.stringify(ROWS) },
  ])('each that was sealed is found as it was: $form', async ({ events }) => {
    const { code, out } = await verify(EXPORT, ['--events', 'events.json'], events)
    expect(code).toBe(0)
    expect(out).toContain('events.json: 2 events of 1 day, each as it was sealed')
  })

  test('one that was altered ends with 1, and its day is named', async () => {
    const altered = [ROWS[0], { ...row('b'), received_from: { party: 'client', key_id: 'k1' } }]
    const { code, out } = await verify(EXPORT, ['--events', 'events.json'], altered)
    expect(code).toBe(1)
    expect(out).toContain('events.json: 2026-12-01 does not fit (events_altered): entry 2 sealed other ones')
    expect(JSON.parse((await verify(EXPORT, ['--events', 'events.json', '--json'], altered)).out)).toMatchObject({
      ok: false,
      head: { seq: 2 },
      seals: { faults: [{ code: 'events_altered' }] },
    })
  })

  test.each([
    { what: 'no JSON', events: 'x' },
    { what: 'rows of a table', events: [{ time: '2026-12-01', type: 'heartbeat' }] },
  ])('a file of $what ends with 3', async ({ events }) => {
    const { code, out, err } = await verify(EXPORT, ['--events', 'events.json'], events)
    expect({ code, out }).toEqual({ code: 3, out: '' })
    expect(err).toContain('number 1 is no event as it was received')
  })
})
