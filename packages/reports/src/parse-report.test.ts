import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { parseReport } from './parse-report.ts'
import { bytesOf, coverageOf, problemOf } from './testing/read.ts'
import { SAMPLES } from './testing/samples.ts'

const LCOV = 'SF:a.ts\nDA:1,1\nend_of_record\n'
const JUNIT = '<?xml version="1.0" encoding="utf-16"?><testsuite><testcase/></testsuite>'

const utf16 = (text: string, bigEndian: boolean, mark: boolean): Uint8Array => {
  const units = mark ? `\ufeff${text}` : text
  const bytes = new Uint8Array(units.length * 2)
  const view = new DataView(bytes.buffer)
  for (let i = 0; i < units.length; i++) view.setUint16(i * 2, units.charCodeAt(i), !bigEndian)
  return bytes
}

describe('encodings', () => {
  test.each([
    { why: 'UTF-8 with a mark', bytes: bytesOf(`\ufeff${LCOV}`) },
    { why: 'UTF-16 as PowerShell writes it', bytes: utf16(LCOV, false, true) },
    { why: 'UTF-16, big endian', bytes: utf16(LCOV, true, true) },
    { why: 'UTF-16 without a mark', bytes: utf16(LCOV, false, false) },
    { why: 'UTF-16, big endian, without a mark', bytes: utf16(LCOV, true, false) },
    { why: 'XML that says it is UTF-16, and is', bytes: utf16(JUNIT, false, true) },
    { why: 'a view into a larger buffer', bytes: bytesOf(`xxx${LCOV}yyy`).subarray(3, 3 + LCOV.length) },
  ])('reads $why', async ({ bytes }) => {
    expect(await parseReport(bytes)).toMatchObject({ ok: true })
  })

  test.each([
    { why: 'a NUL inside', bytes: bytesOf('SF:a.ts\nDA:1,1\0\nend_of_record\n'), says: 'NUL' },
    { why: 'UTF-32', bytes: Uint8Array.of(0xff, 0xfe, 0, 0, 0x53, 0, 0, 0, 0x46, 0, 0, 0), says: 'NUL' },
    { why: 'gzip', bytes: Uint8Array.of(0x1f, 0x8b, 8, 0), says: 'gzip' },
    { why: 'zip', bytes: Uint8Array.of(0x50, 0x4b, 3, 4), says: 'zip' },
  ])('refuses $why', async ({ bytes, says }) => {
    const problem = await problemOf(bytes)
    expect(problem.code).toBe('not_text')
    expect(problem.message).toContain(says)
  })
})

test.each([
  { why: 'nothing', text: '', code: 'empty' },
  { why: 'white space', text: ' \r\n\t\n', code: 'empty' },
  { why: 'a mark alone', text: '\ufeff', code: 'empty' },
  { why: 'prose', text: 'Tests: 5 passed\n', code: 'unknown_format' },
  { why: 'HTML', text: '<!DOCTYPE html><html></html>', code: 'unknown_format' },
])('refuses $why', async ({ text, code }) => {
  expect((await problemOf(text)).code).toBe(code)
})

it('finds the first record behind a banner', async () => {
  expect((await coverageOf(`\n# made by x\n${LCOV}`)).format).toBe('lcov')
})

it('refuses a file past maxBytes by its size alone', async () => {
  expect(await problemOf(LCOV, { maxBytes: LCOV.length - 1 })).toMatchObject({ code: 'too_large' })
  expect((await coverageOf(LCOV, { maxBytes: LCOV.length })).files).toHaveLength(1)
})

it('bounds files and lines', async () => {
  const two = LCOV + LCOV.replace('a.ts', 'b.ts')
  expect(await problemOf(two, { maxFiles: 1 })).toMatchObject({ code: 'limit_exceeded', limit: 'maxFiles' })
  expect(await problemOf(two, { maxLines: 1 })).toMatchObject({ code: 'limit_exceeded', limit: 'maxLines' })
  expect((await coverageOf(two, { maxFiles: 2, maxLines: 2 })).files).toHaveLength(2)
})

const TEXTS = Object.values(SAMPLES).map(({ text }) => text)

it('answers any damage with a report or a problem, and throws nothing', async () => {
  const damage = fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { maxLength: 6 })
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...TEXTS), damage, async (sample, changes) => {
      const bytes = bytesOf(sample)
      for (const [seed, byte] of changes) bytes[seed % bytes.length] = byte
      const result = await parseReport(bytes)
      if (!result.ok) expect(result.problem.message).not.toBe('')
    }),
    { numRuns: 1000 },
  )
})
