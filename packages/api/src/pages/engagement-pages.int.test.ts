import { type Breach, DAY, formatInstant, HOUR } from '@plumbline/core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sessionCookie } from '../auth/session.ts'
import { type Agreed, agreed } from '../testing/agreed.ts'
import { startTestApp, type TestApp } from '../testing/app.ts'
import { breachOf, openAll, START } from '../testing/breaches.ts'
import { browserOf, hrefs, ORIGIN } from '../testing/browser.ts'
import { putBreach } from '../testing/decided.ts'
import { coverage, sha } from '../testing/events.ts'

let t: TestApp
let a: Agreed
let other: Agreed
let b: ReturnType<typeof browserOf>
let cookie: string
const E = '/e/acme-checkout'
const MANY = 130

beforeAll(async () => {
  t = await startTestApp()
  a = await agreed(t, 'acme-checkout')
  other = await agreed(t, 'other-tenant')
  b = browserOf(t)
  cookie = await b.signIn('acme-checkout', a.keys.client)
  // Three of each moment; every fifth resolved.
  const kinds = Array.from(
    { length: MANY },
    (_, n): Partial<Breach> => ({
      opened_at: formatInstant(START + Math.floor(n / 3) * HOUR),
      service: n % 2 ? 'search' : 'checkout-api',
      ...(n % 5 ? {} : { status: 'resolved', resolved_at: formatInstant(START + 40 * DAY) }),
    }),
  )
  await openAll(t.deps.store.forEngagement('acme-checkout'), kinds)
})
afterAll(() => t.stop())

const text = async (path: string, who = cookie) => (await b.get(path, { cookie: who })).text()
const idsIn = (html: string) => hrefs(html).flatMap((href) => /\/breaches\/(br_\d+)$/.exec(href)?.[1] ?? [])

test('the first page says how many are open beyond those it shows', async () =>
  expect(await text('')).toMatch(/20 of at least \d{2,}/))

describe('who may look', () => {
  const pages = ['', '/breaches', '/breaches.csv', '/breaches/br_0001', '/evaluations/ev_1', '/events/0000000000000000']

  test.each(pages)('nobody is asked to sign in for %j, the same for an engagement that is not there', async (path) => {
    const before = t.deps.store.cost()
    const [present, absent] = await Promise.all([b.get(`${E}${path}`), b.get(`/e/never-created${path}`)])
    expect([present.status, absent.status]).toEqual([401, 401])
    expect((await absent.text()).replaceAll('never-created', 'acme-checkout')).toBe(await present.text())
    expect(t.deps.store.cost()).toEqual(before)
  })

  test.each(pages)('another tenant’s session sees of %j what nobody sees, and touches nothing', async (path) => {
    const foreign = await b.signIn('other-tenant', other.keys.client)
    const nobody = await (await b.get(`${E}${path}`)).text()
    const before = t.deps.store.cost()
    const seen = await b.get(`${E}${path}`, { cookie: foreign })
    expect([seen.status, await seen.text()]).toEqual([401, nobody])
    expect(t.deps.store.cost()).toEqual(before)
  })

  test('a session shows nothing to a key that may not read', async () => {
    const body = { name: 'ci', scopes: ['gate:run'] }
    const { id: keyId } = (await t.ask('POST', `${a.e}/keys`, { key: a.keys.client, body })).json
    const session = sessionCookie(t.deps, { engagement: 'acme-checkout', keyId }).split(';')[0] ?? ''
    expect((await b.get(`${E}/breaches`, { cookie: session })).status).toBe(403)
  })

  test('signing in leads to what was asked for', async () => {
    const html = await (await b.get(`${E}/breaches?status=open`)).text()
    expect(html).toContain('name="next" value="/e/acme-checkout/breaches?status=open"')
    expect(html).toContain('value="acme-checkout"')
    const next = '/e/acme-checkout/breaches?status=open'
    const response = await b.form('/sign-in', { engagement: 'acme-checkout', key: a.keys.client, next })
    expect([response.status, response.headers.get('location')]).toEqual([303, next])
  })

  test.each([
    '//evil.example',
    'https://evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    '/a\nb',
    'javascript:alert(1)',
  ])('but never elsewhere: %j', async (next) => {
    const response = await b.form('/sign-in', { engagement: 'acme-checkout', key: a.keys.client, next })
    expect(response.headers.get('location')).toBe('/')
    expect(await (await b.get(`/sign-in?next=${encodeURIComponent(next)}`)).text()).not.toContain('evil')
  })

  test('a link from elsewhere, which comes without the session, is asked for once more from here', async () => {
    const opening = await b.get(`${E}/breaches`, { headers: { 'sec-fetch-site': 'cross-site' } })
    expect([opening.status, await opening.text()]).toEqual([200, expect.stringContaining('http-equiv="refresh"')])
    const again = await b.get(`${E}/breaches`, { headers: { 'sec-fetch-site': 'same-origin' } })
    expect(again.status).toBe(401)
  })

  test('an example is open to anyone, without forms', async () => {
    const demo = await startTestApp({}, { openDashboard: 'acme-checkout' })
    await agreed(demo, 'acme-checkout')
    await openAll(demo.deps.store.forEngagement('acme-checkout'), [{}])
    const anyone = browserOf(demo)
    const html = await (await anyone.get(`${E}/breaches/br_0000`)).text()
    expect(html).toContain('Example data')
    expect(html).not.toContain('<textarea')
    expect(html).toContain('/sign-in?next=')
    expect((await anyone.form(`${E}/breaches/br_0000/note`, { text: 'x' })).status).toBe(403)
    await demo.stop()
  })
})

describe('the list', () => {
  test('holds to the policy and tells the whole, not the page', async () => {
    const response = await b.get(`${E}/breaches`, { cookie })
    expect(response.headers.get('content-security-policy')).toContain(
      "default-src 'none'; script-src 'self'; style-src 'self'",
    )
    const html = await response.text()
    expect(html).toContain(`<h1>${MANY} breaches, 104 not over</h1>`)
    expect(idsIn(html)).toHaveLength(40)
  })

  test('both parties are told the same, but for who is signed in', async () => {
    const vendor = await b.signIn('acme-checkout', a.keys.vendor)
    const plain = (html: string) => html.replace(/Signed in as[^<]*/, '')
    expect(plain(await text(`${E}/breaches?status=open`, vendor))).toBe(plain(await text(`${E}/breaches?status=open`)))
  })

  test.each(['', '?service=search', '?status=resolved&service=checkout-api'])(
    'turned to the oldest and back %j, each breach comes once each way, in order',
    async (query) => {
      const wanted = new URLSearchParams(query)
      const list = await t.ask('GET', `${a.e}/breaches?limit=100&${wanted}`, { key: a.keys.client })
      const rest = list.json.next_cursor
        ? await t.ask(
            'GET',
            `${a.e}/breaches?limit=100&${wanted}&cursor=${encodeURIComponent(list.json.next_cursor)}`,
            {
              key: a.keys.client,
            },
          )
        : null
      const expected = [...list.json.data, ...(rest?.json.data ?? [])].map(({ id }: { id: string }) => id)

      const turn = async (path: string, rel: 'next' | 'prev') => {
        const html = await text(path)
        const link = new RegExp(`<a rel="${rel}" href="([^"]*)"`).exec(html)?.[1]?.replaceAll('&amp;', '&')
        return { ids: idsIn(html), link, path }
      }
      const down: string[] = []
      let last = ''
      for (let path: string | undefined = `${E}/breaches${query}`; path; ) {
        const page = await turn(path, 'next')
        down.push(...page.ids)
        last = path
        path = page.link
      }
      expect(down).toEqual(expected)

      const up: string[] = idsIn(await text(last))
      for (let path = (await turn(last, 'prev')).link; path; ) {
        const page = await turn(path, 'prev')
        up.unshift(...page.ids)
        path = page.link
      }
      expect(up).toEqual(expected)
    },
  )

  test('a cursor of other filters, or made up, is said; it shows nothing of another list', async () => {
    const html = await text(`${E}/breaches`)
    const before =
      new URL(hrefs(html).find((href) => href.includes('before=')) ?? '', ORIGIN).searchParams.get('before') ?? ''
    for (const query of [`service=search&before=${before}`, 'before=x', `after=${before}`]) {
      const response = await b.get(`${E}/breaches?${query}`, { cookie })
      expect([response.status, idsIn(await response.text())]).toEqual([422, []])
    }
  })

  test('what a form leaves empty is not in the address', async () => {
    const response = await b.get(`${E}/breaches?status=open&service=&pr=&from=`, { cookie })
    expect([response.status, response.headers.get('location')]).toEqual([303, `${E}/breaches?status=open`])
  })

  test.each([
    ['pr=abc', '“pr” must be a whole number'],
    ['severity=sev9', '“severity” must be one of those allowed'],
    ['from=yesterday', '“from” must be one day like 2026-11-01'],
    ['from=2026-02-30', '“from” must be one day'],
    ['from=2026-12-02&to=2026-12-01', '“from” must be earlier than “to”'],
    ['stauts=open', 'There is no filter “stauts”'],
    ['status=%22%3E%3Cscript%3E', '“status” must be one of'],
  ])('%s: says what is wrong and finds nothing', async (query, says) => {
    const response = await b.get(`${E}/breaches?${query}`, { cookie })
    const html = await response.text()
    expect(response.status).toBe(422)
    expect(html).toContain(says)
    expect(html).not.toContain('<script>')
    expect(idsIn(html)).toEqual([])
  })

  test('a day begins at its midnight where the agreement is', async () => {
    // 2 November, 00:00 in New York is 05:00 UTC: breaches 3 an hour from 1 November, 00:00 UTC.
    const html = await text(`${E}/breaches?to=2026-11-02`)
    expect(html).toContain('<h1>87 breaches')
    expect(html).toContain('--to 2026-11-02T05:00:00.000Z')
  })
})

describe('files', () => {
  test.each(['csv', 'ndjson', 'json'])('%s has every page, the same rows as the API', async (form) => {
    const response = await b.get(`${E}/breaches.${form}?service=search`, { cookie })
    const body = await response.text()
    expect(response.headers.get('content-disposition')).toBe(`attachment; filename="acme-checkout-breaches.${form}"`)
    const found =
      form === 'json'
        ? JSON.parse(body).data.length
        : body.trim().split(form === 'csv' ? '\r\n' : '\n').length - (form === 'csv' ? 1 : 0)
    expect(found).toBe(MANY / 2)
    const api = await t.ask('GET', `${a.e}/breaches?service=search&limit=100`, { key: a.keys.client })
    if (form === 'json')
      expect(JSON.parse(body)).toEqual({ data: api.json.data, next_cursor: null, truncated_before: null })
  })

  test('of what can’t be asked is refused, never everything', async () => {
    expect((await b.get(`${E}/breaches.csv?pr=abc`, { cookie })).status).toBe(422)
  })
})

describe('what evidence leads to', () => {
  test('the address in a gate’s answer is a page that shows the verdict, and each event it counted', async () => {
    const gate = await t.ask('POST', `${a.e}/gate`, {
      key: a.keys.vendor,
      body: {
        service: 'checkout-api',
        event: 'push',
        commit_sha: sha(80),
        events: [coverage(sha(80), { covered: 1, total: 10 })],
      },
    })
    const url = new URL(gate.json.url)
    expect(url.origin).toBe(ORIGIN)
    const html = await text(url.pathname)
    expect(html).toContain('Agreement not met')
    const missed = gate.json.objectives.find(({ id }: { id: string }) => id === 'patch-coverage')
    expect(missed.evidence_url).toBe(`${gate.json.url}#patch-coverage`)
    expect(html).toContain('id="patch-coverage"')

    const [event] = missed.evidence.events
    expect(hrefs(html)).toContain(`${E}/events/${event}`)
    const eventHtml = await text(`${E}/events/${event}`)
    expect(eventHtml).toContain('1 of 10 added lines')
    expect(eventHtml).toContain(`coverage-${sha(80)}`)

    const breachHtml = await text(`${E}/breaches/${missed.breach_id}`)
    expect(hrefs(breachHtml)).toEqual(expect.arrayContaining([`${E}/events/${event}`, url.pathname]))
    expect(await text(E)).toContain(`${E}/breaches/${missed.breach_id}`)
  })

  test.each([
    '/breaches/br_none',
    '/breaches/%E0%A4%A',
    '/breaches/..%2f..',
    '/evaluations/ev_none',
    '/events/0000000000000000',
    '/events/nonsense',
    '/events/%00',
    '/nothing',
    '/breaches/br_0001/nonsense',
  ])('%s is not there', async (path) => {
    expect((await b.get(`${E}${path}`, { cookie })).status).toBe(404)
  })

  test('what another tenant has is not there', async () => {
    await putBreach(t.deps.store.forEngagement('other-tenant'), breachOf({}, 9000), 'theirs')
    expect((await b.get(`${E}/breaches/br_9000`, { cookie })).status).toBe(404)
  })
})

test('who is signed in can sign out from every page', async () => {
  for (const path of ['', '/breaches', '/breaches/br_0001'])
    expect(await text(`${E}${path}`)).toContain('action="/sign-out"')
  expect(await text('/')).toContain('Signed in as')
})
