import { describe, expect, it, test } from 'vitest'
import { parseReport } from '../parse-report.ts'
import { bytesOf, coverageOf, problemOf, testsOf } from '../testing/read.ts'

const junit = (inside: string) => `<testsuite>${inside}</testsuite>`

describe('entities', () => {
  const laughs = Array.from({ length: 9 }, (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`).join('')
  test.each([
    { why: 'billion laughs', text: `<!DOCTYPE t [<!ENTITY l0 "lol">${laughs}]><testsuite name="&l9;"/>` },
    {
      why: 'quadratic',
      text: `<!DOCTYPE t [<!ENTITY a "${'a'.repeat(9999)}">]><testsuite name="${'&a;'.repeat(999)}"/>`,
    },
    {
      why: 'an external entity',
      text: '<!DOCTYPE t [<!ENTITY x SYSTEM "file:///etc/passwd">]><testsuite name="&x;"/>',
    },
    { why: 'a parameter entity', text: '<!DOCTYPE t [<!ENTITY % x SYSTEM "http://example.org/x">%x;]><testsuite/>' },
    {
      why: 'an entity behind comments',
      text: '<?xml version="1.0"?> <!-- <a> --> <?pi <b>?><!DOCTYPE t [<!ENTITY x "y">]><testsuite/>',
    },
    { why: 'any internal subset', text: '<!DOCTYPE t SYSTEM "t.dtd" [<!ELEMENT t ANY>]><testsuite/>' },
  ])('$why is refused before anything is expanded', async ({ text }) => {
    expect(await problemOf(text)).toMatchObject({ code: 'entity_declared', line: 1 })
  })

  it('leaves an external DOCTYPE alone, brackets in its name too', async () => {
    const report = await testsOf(
      `<!DOCTYPE t PUBLIC "-//X[1]//EN" "http://localhost:1/none.dtd">${junit('<testcase/>')}`,
    )
    expect(report.tests).toBe(1)
  })

  it('refuses the subset at once, however large it is', async () => {
    const text = `<!DOCTYPE t [${'<!ENTITY a "b">'.repeat(100_000)}`
    expect(await problemOf(text)).toMatchObject({ code: 'entity_declared', line: 1, column: 13 })
  })

  it('refuses an entity that nobody declared', async () => {
    expect(await problemOf(junit('<testcase name="&secret;"/>'))).toMatchObject({ code: 'malformed', line: 1 })
  })

  it('bounds numeric references, and reads those within the bound', async () => {
    const text = (count: number) => junit(`<testcase name="${'&#65;'.repeat(count)}"><failure/></testcase>`)
    expect((await testsOf(text(200))).failed[0]?.name).toBe('A'.repeat(200))
    expect(await problemOf(text(1_000_000))).toMatchObject({ code: 'limit_exceeded', limit: 'maxReferences' })
  })

  it.each(['&#0;', '&#xD800;', '&#x110000;', '&#;'])('refuses the reference %s', async (reference) => {
    expect((await problemOf(junit(`<testcase name="${reference}"/>`))).code).toBe('malformed')
  })
})

describe('limits', () => {
  it('bounds nesting', async () => {
    const deep = (depth: number) => '<testsuite>'.repeat(depth) + '</testsuite>'.repeat(depth)
    expect((await testsOf(deep(64))).tests).toBe(0)
    expect(await problemOf(deep(65))).toMatchObject({ code: 'limit_exceeded', limit: 'maxDepth' })
    expect(await problemOf('<testsuite>'.repeat(200_000))).toMatchObject({ code: 'limit_exceeded', limit: 'maxDepth' })
  })

  it('bounds the attributes of one element, not of all', async () => {
    const many = (count: number) => `<testcase ${Array.from({ length: count }, (_, i) => `a${i}=""`).join(' ')}/>`
    expect((await testsOf(junit(many(256).repeat(3)))).tests).toBe(3)
    expect(await problemOf(junit(many(257)))).toMatchObject({ code: 'limit_exceeded', limit: 'maxAttributes' })
  })
})

describe('what is wrong, and where', () => {
  test.each([
    { why: 'another root', text: '<html><body/></html>', code: 'unknown_format', line: 1, says: 'html' },
    {
      why: 'a shared root with foreign children',
      text: '<coverage><file/></coverage>',
      code: 'unknown_format',
      line: 1,
      says: 'file',
    },
    { why: 'a shared root alone', text: '<report name="x"/>', code: 'unknown_format', says: 'report' },
    {
      why: 'a root named as an object’s part',
      text: '<constructor/>',
      code: 'unknown_format',
      line: 1,
      says: 'constructor',
    },
    { why: 'no end', text: '<testsuite>\n<testcase>', code: 'truncated', line: 2, says: 'testcase' },
    {
      why: 'an end inside a tag',
      text: '<testsuite>\n<testcase name="a',
      code: 'truncated',
      line: 2,
      says: 'cut short',
    },
    { why: 'no root', text: '<?xml version="1.0"?>\n', code: 'truncated', line: 2, says: 'root' },
    {
      why: 'the wrong end',
      text: '<testsuite>\n<testcase>\n</testsuite>',
      code: 'malformed',
      line: 3,
      says: 'testcase',
    },
    {
      why: 'an & for itself',
      text: '<testsuite>\n<testcase name="a & b"/></testsuite>',
      code: 'truncated',
      line: 2,
      says: '&amp;',
    },
    { why: 'two roots', text: '<testsuite/>\n<testsuite/>', code: 'malformed', line: 2, says: 'not well-formed' },
    {
      why: 'text behind the root',
      text: '<testsuite/>\nDone in 3 s',
      code: 'malformed',
      line: 2,
      says: 'not well-formed',
    },
    { why: 'an attribute twice', text: '<testsuite a="" a=""/>', code: 'malformed', line: 1, says: 'duplicate' },
    {
      why: 'a control character',
      text: '<testsuite>\n\u0007</testsuite>',
      code: 'malformed',
      line: 2,
      says: 'disallowed',
    },
    {
      why: 'an encoding nobody knows',
      text: '<?xml version="1.0" encoding="x-klingon"?><testsuite/>',
      code: 'not_text',
      line: 1,
      says: 'klingon',
    },
  ])('$why', async ({ text, code, line, says }) => {
    const problem = await problemOf(text)
    expect(problem).toMatchObject({ code, ...(line ? { line } : {}) })
    expect(problem.message).toContain(says)
  })

  it('never quotes a file at length', async () => {
    const name = 'x'.repeat(5000)
    expect((await problemOf(`<${name}/>`)).message.length).toBeLessThan(600)
    expect((await problemOf(`<testsuite><a></${name}>`)).message.length).toBeLessThan(600)
  })
})

it('reads every cut of a file as a refusal, never as a shorter report', async () => {
  const whole = `<?xml version="1.0"?><!-- c --><testsuites><testsuite name="é"><testcase/><system-out><![CDATA[x]]></system-out></testsuite></testsuites>`
  const bytes = bytesOf(whole)
  expect((await parseReport(bytes)).ok).toBe(true)
  for (let length = 0; length < bytes.length; length++) {
    expect([length, (await parseReport(bytes.subarray(0, length))).ok]).toEqual([length, false])
  }
})

it('reads text in chunks without losing what lies across their border', async () => {
  const cases = Array.from({ length: 9000 }, (_, i) => `<testcase name="é${i}€"><failure message="&lt;"/></testcase>`)
  const report = await testsOf(junit(cases.join('\n')))
  expect([report.tests, report.failures]).toEqual([9000, 9000])
  const sources = `<coverage line-rate="1"><sources>\n<source>/${'s'.repeat(70_000)}</source></sources><packages><class filename="a"><line number="1" hits="1"/></class></packages></coverage>`
  expect((await coverageOf(sources)).files[0]?.roots?.[0]).toHaveLength(70_001)
})

it('reads what the declaration says it is written in', async () => {
  const text =
    '<?xml version="1.0" encoding="ISO-8859-1"?><testsuite><testcase name="caf\u00e9"><failure/></testcase></testsuite>'
  const latin1 = Uint8Array.from(text, (character) => character.charCodeAt(0))
  const result = await parseReport(latin1)
  expect(result).toMatchObject({ ok: true, report: { failed: [{ name: 'café' }] } })
})
