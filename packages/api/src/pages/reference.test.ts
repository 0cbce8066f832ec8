import { gzipSync } from 'node:zlib'
import { type Operation, operations, PROBLEM_HELP, PROBLEM_TITLES } from '@plumbline/contract'
import { referenceAnchors, referencePage } from '@plumbline/dashboard'
import { expect, test } from 'vitest'
import { referenceView } from './reference.ts'

const ORIGIN = 'https://plumbline.acme.example'
const view = await referenceView(ORIGIN)
const html = referencePage(view)
const values = (name: string) =>
  [...html.matchAll(new RegExp(`\\s${name}="([^"]*)"`, 'g'))].map(([, value = '']) => value)
const unescaped = (text: string) =>
  text
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')

/** What is typed for a call. */
const typed = (id: string): string => {
  const [section = ''] = html.slice(html.indexOf(`id="${id}"`)).split('</section>')
  return unescaped(/<pre>([\s\S]*?)<\/pre>/.exec(section)?.[1] ?? '')
}

test('every call, problem and schema has its place, once', () => {
  const ids = values('id')
  expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([])
  expect(ids).toEqual(expect.arrayContaining(referenceAnchors(view)))
  expect(referenceAnchors(view)).toEqual(
    expect.arrayContaining([
      ...Object.keys(operations),
      ...Object.keys(PROBLEM_TITLES).map((code) => `problem-${code}`),
    ]),
  )
})

test('every link inside the page leads somewhere', () => {
  const ids = new Set(values('id'))
  const inside = values('href').filter((href) => href.startsWith('#'))
  expect(inside.length).toBeGreaterThan(200)
  expect(inside.filter((href) => !ids.has(href.slice(1)))).toEqual([])
})

test('it runs nothing, loads nothing but the stylesheet, and holds to the policy', () => {
  expect(html).not.toMatch(/\sstyle=|<script|<style|<iframe|<img|\son[a-z]+=/i)
  expect(values('src')).toEqual([])
  expect(values('href').filter((href) => /^https?:/.test(href))).toEqual([])
})

test('it is under 60 KB compressed', () => {
  expect(gzipSync(html).length).toBeLessThan(60_000)
})

test.each(Object.entries<Operation>(operations))(
  '%s: what the example sends is what the call takes',
  (id, operation) => {
    const line = typed(id)
    expect(line).toMatch(/^curl -sS /)
    expect(line).not.toContain('undefined')
    const path = new RegExp(`${ORIGIN}${operation.path.replaceAll(/\{\w+\}/g, '[^/{}]+')}(?![/\\w])`)
    expect(line).toMatch(path)
    const [, body] = /-d '([\s\S]*)'$/.exec(line) ?? []
    const schema = operation.body?.content['application/json']
    if (body !== undefined) expect(schema?.safeParse(JSON.parse(body)).error).toBeUndefined()
    // What needs no body may be asked without one; the agreement is sent as the file it is.
    else if (schema && id !== 'proposeAgreement') expect(operation.body?.required).toBe(false)
    const needsKey = operation.access !== 'public'
    expect(line.includes('Authorization: Bearer')).toBe(needsKey)
  },
)

test('every refusal says what to do', () => {
  for (const [code, help] of Object.entries(PROBLEM_HELP)) expect(help, code).toMatch(/^[A-Z`].*\.$/)
})
