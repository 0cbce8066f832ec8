import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { parseReport } from '../parse-report.ts'
import { bytesOf, problemOf } from '../testing/read.ts'
import { locateJsonError } from './locate-error.ts'

describe('what is wrong, and where', () => {
  test.each([
    { why: 'cut inside an object', text: '{"a": {"s":\n {"0": 1', code: 'truncated', line: 2 },
    { why: 'cut inside a string', text: '{"a": {\n"sta', code: 'truncated', line: 2 },
    { why: 'the wrong bracket', text: '{"a":\n[1}}', code: 'malformed', line: 2 },
    { why: 'one bracket too many', text: '{}\n}', code: 'malformed', line: 2 },
    { why: 'a word', text: '{"a":\n undefined}', code: 'malformed', line: 2 },
    { why: 'a trailing comma', text: '{"a": 1,\n}', code: 'malformed', line: 2 },
    { why: 'a missing colon', text: '{"a"\n 1}', code: 'malformed', line: 2 },
    { why: 'two values', text: '{}\n{}', code: 'malformed', line: 2 },
    { why: 'a list', text: '[1, 2]', code: 'unknown_format', line: undefined },
    { why: 'an empty object', text: '{}', code: 'unknown_format', line: undefined },
    { why: 'some other JSON', text: '{"name": "x", "scripts": {}}', code: 'unknown_format', line: undefined },
  ])('$why', async ({ text, code, line }) => {
    expect(await problemOf(text)).toMatchObject({ code, ...(line ? { line } : {}) })
  })

  it('tells what stands behind a whole report from what is wrong inside of it', async () => {
    const behind = await problemOf('{"version": "3.12.0", "examples": []}Coverage report generated for RSpec')
    expect(behind).toMatchObject({ code: 'malformed', line: 1, column: 38 })
    expect(behind.message).toContain('write to a file')
  })

  it('does not quote the file', async () => {
    expect((await problemOf('{"token": s3cret-value}')).message).not.toContain('s3cret')
  })
})

it('bounds depth before it builds anything', async () => {
  expect(await problemOf('{"a":'.repeat(100_000))).toMatchObject({ code: 'limit_exceeded', limit: 'maxDepth' })
  expect(await problemOf(`{"a":${'['.repeat(64)}${']'.repeat(64)}}`)).toMatchObject({ limit: 'maxDepth' })
})

test.each([
  { format: 'simplecov-last-run', text: '{"result": {"line": 97.5, "branch": 80}}', says: '.resultset.json' },
  { format: 'simplecov-last-run', text: '{"result": {"covered_percent": 97.5}}', says: '.resultset.json' },
  { format: 'mochawesome-json', text: '{"stats": {"tests": 1}, "results": []}', says: '--reporter json' },
])('says what to give in place of $format', async ({ format, text, says }) => {
  const problem = await problemOf(text)
  expect(problem).toMatchObject({ code: 'unsupported_format', format })
  expect(problem.message).toContain(says)
})

it('reads every cut of a file as a refusal, never as a shorter report', async () => {
  const file = {
    path: 'a',
    statementMap: { 0: { start: { line: 1, column: 0 }, end: { line: 1, column: 1 } } },
    s: { 0: 1 },
  }
  const bytes = bytesOf(JSON.stringify({ a: file, 'é"\\': file }))
  expect((await parseReport(bytes)).ok).toBe(true)
  for (let length = 0; length < bytes.length; length++) {
    expect([length, (await parseReport(bytes.subarray(0, length))).ok]).toEqual([length, false])
  }
})

it('locates no error in what is JSON, and one within the text in what is not', () => {
  fc.assert(
    fc.property(fc.json(), fc.nat(), fc.constantFrom('', ',', ':', 'x', '"', '}', '\\', '0'), (json, seed, extra) => {
      expect(locateJsonError(json)).toBe(json.length)
      const at = seed % (json.length + 1)
      const changed = json.slice(0, at) + extra + json.slice(at)
      let valid = true
      try {
        JSON.parse(changed)
      } catch {
        valid = false
      }
      // A changed place is found at or before it shows; what is valid has no error before its end.
      if (valid) expect(locateJsonError(changed)).toBe(changed.length)
      else expect(locateJsonError(changed)).toBeLessThanOrEqual(changed.length)
    }),
  )
})
