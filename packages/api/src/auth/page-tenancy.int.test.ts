import { type Operation, operations } from '@plumbline/contract'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { isEngagementPage, isOpenPage } from '../testing/open-pages.ts'
import { ABSENT, STRANGER, startTenants, TENANT, type Tenants } from '../testing/tenants.ts'
import { sessionCookie } from './session.ts'

/* Every page of an engagement, by the list of the app's routes: what signing in elsewhere, or not at all, shows. */

let world: Tenants
let routes: { method: string; path: string }[]
beforeAll(async () => {
  world = await startTenants()
  const calls = new Set(
    Object.values<Operation>(operations).map(
      ({ method, path }) => `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`,
    ),
  )
  const all = world.t.app.routes.filter(({ method, path }) => method !== 'ALL' && !calls.has(`${method} ${path}`))
  routes = [...new Map(all.map(({ method, path }) => [`${method} ${path}`, { method, path }])).values()]
})
afterAll(() => world.stop())

const nameOf = ({ method, path }: { method: string; path: string }) => `${method} ${path}`
const ofEngagements = () => routes.filter((route) => isEngagementPage(nameOf(route)))

test('every page that is not of an engagement is known to be open: look at it before you add it', () => {
  const others = routes.map(nameOf).filter((route) => !isEngagementPage(route) && !isOpenPage(route))
  expect(others).toEqual([])
  expect(ofEngagements().length).toBeGreaterThan(5)
})

const keyIdOf = (key: string) => key.split('_')[2] ?? ''
const cookieOf = (engagement: string, keyId: string) =>
  String(sessionCookie(world.t.deps, { engagement, keyId }).split(';')[0])

/** What is seen, but for the names in the address itself, which a page may show again. */
const ask = async (
  { method, path }: { method: string; path: string },
  engagement: string,
  which: 'present' | 'absent',
  cookie?: string,
) => {
  const written = path
    .replace(':engagement', engagement)
    .replaceAll(/([\w-]+)\/:id/g, (_, collection: string) => {
      const names = world.names[collection]
      if (!names) throw new Error(`${path} names one of ${collection}: make one in packages/api/src/testing/tenants.ts`)
      return `${collection}/${names[which]}`
    })
    .replace(':move', 'acknowledge')
  const before = world.t.deps.store.cost()
  const response = await world.t.app.request(written, {
    method,
    headers: {
      accept: 'text/html',
      ...(cookie === undefined ? {} : { cookie }),
      ...(method === 'POST'
        ? { origin: 'https://plumbline.test', 'content-type': 'application/x-www-form-urlencoded' }
        : {}),
    },
    ...(method === 'POST' ? { body: 'note=x' } : {}),
  })
  const text = await response.text()
  const { requests, writeUnits } = world.t.deps.store.cost()
  const named = (shown: string) =>
    Object.values(world.names)
      .flatMap(({ present, absent }) => [present, absent])
      .filter((name) => name.length > 8)
      .reduce((rest, name) => rest.replaceAll(name, 'NAME'), shown.replaceAll(engagement, 'ENGAGEMENT'))
      .replaceAll(/req_[0-9a-f]{24}/g, 'REQUEST')
  const headers = [...response.headers].filter(([name]) => name !== 'request-id' && name !== 'ratelimit')
  return {
    seen: { status: response.status, text: named(text), headers: headers.map(([name, value]) => [name, named(value)]) },
    cost: [requests - before.requests, writeUnits - before.writeUnits],
  }
}

describe('a page of an engagement', () => {
  test.each([
    { who: 'nobody', cookie: () => undefined },
    { who: 'somebody of another engagement', cookie: () => cookieOf(STRANGER, keyIdOf(world.keys.stranger)) },
    { who: 'somebody with a cookie of their own making', cookie: () => '__Host-plumbline=YWNtZS1jaGVja291dA.AAAA' },
  ])('shows $who what an engagement that does not exist shows, and looks nothing up', async ({ cookie }) => {
    for (const route of ofEngagements()) {
      const present = await ask(route, TENANT, 'present', cookie())
      expect([route, present]).toEqual([route, await ask(route, ABSENT, 'present', cookie())])
      expect([route, present.cost]).toEqual([route, [0, 0]])
      expect([route, present.seen.status >= 300]).toEqual([route, true])
    }
  })

  test('shows who is signed in here nothing of a name that another engagement has', async () => {
    const cookie = cookieOf(STRANGER, keyIdOf(world.keys.stranger))
    for (const route of ofEngagements().filter(({ path }) => path.includes(':id'))) {
      await ask(route, STRANGER, 'absent', cookie)
      const present = await ask(route, STRANGER, 'present', cookie)
      expect([route, present]).toEqual([route, await ask(route, STRANGER, 'absent', cookie)])
      expect([route, present.seen.status >= 400, present.cost[1]]).toEqual([route, true, 0])
    }
  })

  test('shows nothing to a session whose key was revoked', async () => {
    const { t, keys } = world
    const path = `/v1/engagements/${TENANT}/keys`
    const { id } = (await t.ask('POST', path, { key: keys.vendor, body: { name: 'gone', scopes: ['read'] } })).json
    const cookie = cookieOf(TENANT, id)
    await t.ask('DELETE', `${path}/${id}`, { key: keys.vendor })
    for (const route of ofEngagements()) {
      const { seen } = await ask(route, TENANT, 'present', cookie)
      expect([route, seen]).toEqual([route, (await ask(route, TENANT, 'present')).seen])
    }
  })
})
