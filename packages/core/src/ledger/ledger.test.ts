import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ADA, chainOf, DECISIONS, exportOf } from '../testing/ledger.ts'
import { appendToLedger } from './append.ts'
import type { LedgerBody } from './body.ts'
import { entryHash, LEDGER_START, type LedgerEntry } from './entry.ts'
import { headText, readWitness, shortHead } from './head.ts'
import { type LedgerFault, verifyLedger } from './verify.ts'

const ENTRIES = chainOf()
const EXPORT = exportOf(ENTRIES)
const BYTES = Buffer.from(EXPORT)

/** As a file is read: what is no UTF-8 is never taken for something else. */
const verifyBytes = (bytes: Uint8Array) => {
  try {
    return verifyLedger(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes))
  } catch {
    return 'no UTF-8'
  }
}

const faultOf = (text: string, witnesses: string[] = []): LedgerFault | null => {
  const verdict = verifyLedger(text, { witnesses: witnesses.map((one) => readWitness(one) ?? expect.fail(one)) })
  return verdict.ok ? null : verdict.fault
}

/** The chain made anew from some entry on, so that it fits together. */
const remade = (from: number, title: string) =>
  chainOf(
    DECISIONS.map((decided, index) =>
      index < from ? decided : { ...decided, body: { type: 'engagement_created', engagement: 'acme-checkout', title } },
    ),
  )

describe('an entry’s hash', () => {
  test('is SHA-256 over the canonical JSON of at, body, previous and seq; whoever computes it elsewhere gets this', () => {
    const body = { type: 'engagement_created', engagement: 'acme-checkout', title: 'é' } as const
    const [entry] = chainOf([{ at: 0, body }])
    // printf '{"at":"1970-01-01T00:00:00.000Z","body":{"engagement":"acme-checkout","title":"\xc3\xa9",
    // "type":"engagement_created"},"previous":"000…0","seq":1}' | sha256sum
    expect(entry?.hash).toBe('9a6dc025ecfee66ab44a60f7df698602a8fffba85e3e12a3dcbd209ce363a2f4')
  })

  test('covers everything an entry says', () => {
    const [first] = ENTRIES
    if (!first) throw new Error('no entry')
    const changes: Partial<LedgerEntry>[] = [
      { seq: 2 },
      { previous: '1'.repeat(64) },
      { at: '2026-12-01T09:00:00.001Z' },
      { body: { type: 'engagement_created', engagement: 'acme-checkout', title: 'other' } },
    ]
    for (const change of changes) expect(entryHash({ ...first, ...change })).not.toBe(first.hash)
  })

  test('a secret that came along with what was decided does not get in', () => {
    const careless = { type: 'key_revoked', key: 'k', party: 'vendor', name: 'CI', by: ADA, secretHash: 'x' }
    // As a spread of a stored key would bring it, which no type forbids.
    expect(() => appendToLedger(LEDGER_START, [{ at: 0, body: careless as unknown as LedgerBody }])).toThrow(
      'secretHash',
    )
  })
})

describe('a chain', () => {
  test('that nobody touched fits, from its first entry to its head', () => {
    const last = ENTRIES.at(-1)
    expect(verifyLedger(EXPORT)).toMatchObject({ ok: true, head: { seq: 4, head: last?.hash }, entries: ENTRIES })
    expect(verifyLedger('')).toEqual({ ok: true, head: LEDGER_START, entries: [] })
  })

  test('goes on from its head, however it was cut into decisions', () => {
    const first = appendToLedger(LEDGER_START, DECISIONS.slice(0, 2))
    const second = appendToLedger(first.head, DECISIONS.slice(2))
    expect([...first.entries, ...second.entries]).toEqual(ENTRIES)
  })

  test('a flipped bit anywhere in an export is found, and the entry it is in is named', () => {
    const lineAt = (index: number) => BYTES.subarray(0, index).filter((byte) => byte === 0x0a).length + 1
    fc.assert(
      fc.property(fc.nat(BYTES.length - 1), fc.nat(7), (index, bit) => {
        const flipped = Uint8Array.from(BYTES)
        flipped[index] = (flipped[index] ?? 0) ^ (1 << bit)
        const verdict = verifyBytes(flipped)
        if (verdict === 'no UTF-8') return
        expect(verdict).toMatchObject({ ok: false, fault: { line: lineAt(index) } })
      }),
      { numRuns: 2_000 },
    )
  })

  const lines = EXPORT.trimEnd().split('\n')
  const [one = '', two = '', three = '', four = ''] = lines
  const text = (...some: string[]) => some.map((line) => `${line}\n`).join('')
  test.each<{ what: string; text: string; code: LedgerFault['code']; line: number; detail: string }>([
    {
      what: 'an entry that was dropped',
      text: text(one, three, four),
      code: 'gap',
      line: 2,
      detail: 'entry 2 is missing',
    },
    {
      what: 'the beginning dropped',
      text: text(three, four),
      code: 'gap',
      line: 1,
      detail: 'entries 1 to 2 are missing',
    },
    {
      what: 'two that changed places',
      text: text(one, three, two, four),
      code: 'gap',
      line: 2,
      detail: 'entry 2 is missing',
    },
    {
      what: 'one that comes twice',
      text: text(one, two, two, three),
      code: 'repeated',
      line: 3,
      detail: 'behind entry 2',
    },
    {
      what: 'one of another chain',
      text: text(one, exportOf(remade(0, 'x')).split('\n')[1] ?? '', three),
      code: 'wrong_previous',
      line: 2,
      detail: 'follows an entry',
    },
    {
      what: 'another word',
      text: text(one, two.replace('Ada', 'Eda'), three),
      code: 'altered',
      line: 2,
      detail: 'but it carries',
    },
    {
      what: 'a field more in what it says',
      text: text(one.replace('"title"', '"a":1,"title"')),
      code: 'altered',
      line: 1,
      detail: '',
    },
    {
      what: 'a field more beside it',
      text: text(one.replace('{"at"', '{"aa":1,"at"')),
      code: 'not_an_entry',
      line: 1,
      detail: 'unknown field "aa"',
    },
    {
      what: 'a field less',
      text: text(one.replace(/"at":"[^"]*",/, '')),
      code: 'not_an_entry',
      line: 1,
      detail: 'at is missing',
    },
    {
      what: 'a space',
      text: text(one, two.replace('{"at":', '{"at": ')),
      code: 'not_canonical',
      line: 2,
      detail: 'not written as the ledger',
    },
    {
      what: 'a letter written as its number',
      text: text(one.replace('acme', '\\u0061cme')),
      code: 'not_canonical',
      line: 1,
      detail: '',
    },
    {
      what: 'the same field twice',
      text: text(one.replace('{"at":', '{"seq":9,"at":')),
      code: 'not_canonical',
      line: 1,
      detail: '',
    },
    { what: 'an empty line', text: text(one, '', two), code: 'not_json', line: 2, detail: 'no JSON' },
    { what: 'a half line', text: EXPORT.slice(0, -100), code: 'cut_off', line: 4, detail: 'was cut off' },
    { what: 'no end of line', text: EXPORT.trimEnd(), code: 'cut_off', line: 4, detail: 'was cut off' },
    { what: 'something that is no ledger', text: '[1]\n', code: 'not_an_entry', line: 1, detail: '' },
  ])('$what: $code at line $line', ({ text: changed, code, line, detail }) => {
    expect(faultOf(changed)).toMatchObject({ code, line, detail: expect.stringContaining(detail) })
  })

  test('what a later version decided is no alteration, and is not taken for known either', () => {
    const unsigned = {
      seq: 1,
      previous: LEDGER_START.head,
      at: DECISIONS[0]?.at ?? 0,
      body: { type: 'from_the_future' },
    }
    // No version knows it yet, which is the point.
    const entry = { ...unsigned, at: '2030-01-01T00:00:00.000Z' } as unknown as LedgerEntry
    const text = exportOf([{ ...entry, hash: entryHash(entry) }])
    expect(faultOf(text)).toMatchObject({
      code: 'unknown_body',
      seq: 1,
      detail: expect.stringContaining('its hash fits'),
    })
  })
})

describe('a witness', () => {
  const head = (entries: LedgerEntry[], seq: number) => headText({ seq, head: entries[seq - 1]?.hash ?? '' })

  test('is the only one to tell that entries are missing at the end', () => {
    const short = exportOf(ENTRIES.slice(0, 2))
    expect(faultOf(short)).toBeNull()
    expect(faultOf(short, [head(ENTRIES, 2)])).toBeNull()
    expect(faultOf(short, [head(ENTRIES, 4)])).toMatchObject({
      code: 'shorter_than_witness',
      line: 3,
      seq: 4,
      detail: 'the chain ends with entry 2, but a witness has seen entry 4',
    })
  })

  test('is the only one to tell that all was written anew, and several say from where on', () => {
    const anew = exportOf(remade(2, 'forged'))
    expect(faultOf(anew)).toBeNull()
    const verdict = verifyLedger(anew, {
      witnesses: [4, 2, 3].map((seq) => readWitness(head(ENTRIES, seq)) ?? expect.fail()),
    })
    expect(verdict).toMatchObject({
      ok: false,
      fault: { code: 'witness_differs', seq: 3, detail: expect.stringContaining('an entry behind 2') },
      until: { seq: 2 },
    })
  })

  test('is taken as it is printed, whole or short, and nothing else is', () => {
    const whole = head(ENTRIES, 4)
    const short = `${shortHead({ seq: 4, head: ENTRIES[3]?.hash ?? '' })}…`
    for (const text of [whole, short, ` ${whole}\n`, '0:00000000']) expect(faultOf(EXPORT, [text])).toBeNull()
    for (const text of ['', '4', '4:', '4:ab12', '4:xyzxyzxyz', '-1:abcdabcd', `4:${'a'.repeat(65)}`, 'ab:abcdabcd'])
      expect(readWitness(text)).toBeNull()
    expect(faultOf(EXPORT, ['0:11111111'])).toMatchObject({ code: 'witness_differs' })
  })
})
