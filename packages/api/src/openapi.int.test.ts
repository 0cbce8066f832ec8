import { readFileSync } from 'node:fs'
import { type Operation, operations } from '@plumbline/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openApiText } from './openapi.ts'
import { startTestApp, type TestApp } from './testing/app.ts'
import { isEngagementPage, isOpenPage } from './testing/open-pages.ts'

let t: TestApp
beforeAll(async () => {
  t = await startTestApp()
})
afterAll(() => t.stop())

const described = Object.values<Operation>(operations).map(
  ({ method, path }) => `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`,
)

test('every route of the app is in the contract, and every operation of the contract has a route', () => {
  const routes = t.app.routes.filter(({ method }) => method !== 'ALL').map(({ method, path }) => `${method} ${path}`)
  // Pages for people stand beside the API and are not part of the contract.
  const calls = [...new Set(routes)].filter((route) => !isOpenPage(route) && !isEngagementPage(route))
  expect(calls.sort()).toEqual(described.sort())
})

test('the committed document is the one the schemas make: `pnpm --filter @plumbline/api run openapi`', async () => {
  expect(readFileSync(new URL('../../../openapi.json', import.meta.url), 'utf8')).toBe(await openApiText())
})

test('the app serves it to anyone', async () => {
  const { json, headers } = await t.ask('GET', '/openapi.json')
  expect(`${JSON.stringify(json, null, 2)}\n`).toBe(await openApiText())
  expect(headers.get('cache-control')).toBe('public, max-age=3600')
})

test('every reference in it leads somewhere', async () => {
  const text = await openApiText()
  const { components } = JSON.parse(text)
  const names = [...text.matchAll(/"\$ref": "#\/components\/schemas\/(\w+)"/g)].map(([, name]) => name)
  expect(names.length).toBeGreaterThan(50)
  for (const name of names) expect(components.schemas).toHaveProperty(String(name))
})

test('every call but a probe says that it refuses what it does not know', async () => {
  const { paths } = JSON.parse(await openApiText())
  const described = Object.entries(paths).flatMap(([path, calls]) =>
    Object.entries(Object(calls)).map(([method, call]) => [`${method} ${path}`, Object.keys(Object(call).responses)]),
  )
  const probes = ['get /healthz', 'get /readyz']
  for (const [name, statuses] of described)
    if (!probes.includes(String(name))) expect([name, statuses]).toEqual([name, expect.arrayContaining(['422'])])
  // Also to who would rather see a page.
  const refused = await t.ask('GET', '/openapi.json?x=1', { headers: { accept: 'text/html' } })
  expect([refused.status, refused.headers.get('content-type')]).toEqual([422, 'application/problem+json'])
  for (const path of ['/healthz?x=1', '/readyz?x=1&x=2&%ZZ'])
    expect((await t.ask('GET', path)).json).toEqual({ status: expect.stringMatching(/^(ok|ready)$/) })
})

test('what is sent is closed, what is answered may grow', async () => {
  const { components } = JSON.parse(await openApiText())
  expect(components.schemas.NewKey.additionalProperties).toBe(false)
  expect(components.schemas.GateRequest.additionalProperties).toBe(false)
  expect(components.schemas.Evaluation).not.toHaveProperty('additionalProperties')
})
