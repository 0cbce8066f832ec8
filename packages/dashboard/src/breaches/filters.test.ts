import { hostile } from '@plumbline/render/testing'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Asked, asCommand, chips, exportAddress, FILTERS, isView, listAddress, twinAddress } from './filters.ts'

const ASKED: Asked = { service: ['payments', 'checkout-api'], status: ['open'], from: ['2026-11-01'] }
const PERIOD = { from: '2026-11-01T04:00:00.000Z' }

test('one question has one address, whatever the order it was asked in', () => {
  const address = '/e/acme/breaches?status=open&service=payments&service=checkout-api&from=2026-11-01'
  expect(listAddress('acme', ASKED)).toBe(address)
  expect(listAddress('acme', { from: ['2026-11-01'], status: ['open'], service: ['payments', 'checkout-api'] })).toBe(
    address,
  )
})

test('the page, its files, its twin and its command ask the same', () => {
  expect(exportAddress('acme', ASKED, 'csv')).toBe(
    '/e/acme/breaches.csv?status=open&service=payments&service=checkout-api&from=2026-11-01',
  )
  expect(decodeURIComponent(twinAddress('acme', ASKED, PERIOD))).toBe(
    '/v1/engagements/acme/breaches?status=open&service=payments,checkout-api&from=2026-11-01T04:00:00.000Z',
  )
  expect(asCommand(ASKED, PERIOD)).toBe(
    'plumbline breaches list --status open --service payments,checkout-api --from 2026-11-01T04:00:00.000Z',
  )
  expect(asCommand({ agreement_version: ['2'] }, {})).toBe('plumbline breaches list --agreement-version 2')
})

test('each chip takes its own filter away and leaves the others', () => {
  const found = chips('acme', ASKED)
  expect(found.map(({ words }) => words)).toEqual(['open', 'payments', 'checkout-api', 'from 2026-11-01'])
  expect(found[1]?.without).toBe('/e/acme/breaches?status=open&service=checkout-api&from=2026-11-01')
})

test('a view is on whatever order its statuses stand in, and not when only part of it is asked for', () => {
  expect(isView({ status: ['b', 'a'] }, ['a', 'b'])).toBe(true)
  expect(isView({ status: ['a'] }, ['a', 'b'])).toBe(false)
  expect(isView({}, [])).toBe(true)
})

/** Words as a POSIX shell reads them: bare, or in single quotes with `'\''` for one inside. */
const shellWords = (line: string): string[] => {
  const words = line.match(/(?:[A-Za-z0-9_.,:/@%+=-]+|'[^']*'|\\')+/g) ?? []
  if (words.join(' ') !== line) throw new Error(`a shell would read something else: ${line}`)
  return words.map((word) => word.replace(/'([^']*)'|\\'/g, (_, inside: string | undefined) => inside ?? "'"))
}

describe('the command can be pasted: no value becomes anything but a word', () => {
  const check = (value: string) => {
    const [, , , flag, word, ...more] = shellWords(asCommand({ objective: [value] }, {}))
    expect([flag, more]).toEqual(['--objective', []])
    return word
  }
  test.each(hostile.filter((text) => text.trim() !== ''))('%j', (value) => void check(value))
  test('any text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom("'", '"', '$', '`', ';', ' ', '\\', 'a', '(', '\n', '!'), minLength: 1 }),
        (value) => {
          fc.pre(value.trim() !== '')
          expect(check(value)).toBe(value.replace(/\s+/g, ' ').trim())
        },
      ),
    )
  })
})

test('every filter can be asked for', () => {
  for (const filter of FILTERS) expect(chips('acme', { [filter]: ['1'] })).toHaveLength(1)
})
