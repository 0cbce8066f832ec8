import { gunzipSync } from 'node:zlib'
import { PROBLEM_TITLES } from '@plumbline/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../testing/app.ts'

let t: TestApp
beforeAll(async () => {
  t = await startTestApp()
})
afterAll(() => t.stop())

const get = (path: string, headers: Record<string, string> = {}) => t.app.request(path, { headers })

test('the reference is open to anyone, under the policy of every page', async () => {
  const response = await get('/docs')
  expect(response.status).toBe(200)
  expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8')
  expect(response.headers.get('content-security-policy')).toMatch(
    /^default-src 'none'; script-src 'self'; style-src 'self'/,
  )
  expect(await response.text()).toContain('https://plumbline.test/v1/claims')
})

test.each(['gzip', 'br;q=1, gzip;q=0.5', 'deflate, gzip'])('%s: it comes compressed, the same', async (accepted) => {
  const response = await get('/docs', { 'accept-encoding': accepted })
  expect([response.headers.get('content-encoding'), response.headers.get('vary')]).toEqual(['gzip', 'Accept-Encoding'])
  const bytes = Buffer.from(await response.arrayBuffer())
  expect(bytes.length).toBeLessThan(60_000)
  expect(gunzipSync(bytes).toString()).toBe(await (await get('/docs')).text())
})

test.each(['', 'identity', 'gzip;q=0', 'xgzipx', 'br'])('“%s”: it comes as it is', async (accepted) => {
  expect((await get('/docs', { 'accept-encoding': accepted })).headers.get('content-encoding')).toBeNull()
})

test('the type of every problem leads to its explanation here', async () => {
  const html = await (await get('/docs')).text()
  const { json } = await t.ask('GET', '/v1/engagements/acme-checkout/status')
  expect(json.type).toBe('https://plumbline.test/docs/problems/unauthenticated')
  for (const code of Object.keys(PROBLEM_TITLES)) {
    const response = await get(`/docs/problems/${code}`)
    expect([response.status, response.headers.get('location')]).toEqual([302, `/docs#problem-${code}`])
    expect(html).toContain(`id="problem-${code}"`)
  }
  for (const unknown of ['nothing', 'toString', '__proto__', '%2e%2e'])
    expect((await get(`/docs/problems/${unknown}`)).status, unknown).toBe(404)
})

test('without an address of its own an installation still names a place', async () => {
  const hidden = await startTestApp({ publicUrl: null })
  const { json } = await hidden.ask('GET', '/v1/engagements/acme-checkout/status')
  expect(json.type).toBe('/docs/problems/unauthenticated')
  await hidden.stop()
})
