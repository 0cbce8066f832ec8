import { formatInstant } from '@plumbline/core'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Agreed, agreed } from '../testing/agreed.ts'
import { agreementText } from '../testing/agreement.ts'
import { startTestApp, type TestApp } from '../testing/app.ts'
import { breachOf } from '../testing/breaches.ts'
import { browserOf } from '../testing/browser.ts'
import { putBreach } from '../testing/decided.ts'
import { letArbiterIn } from '../testing/tenants.ts'

type Who = 'client' | 'vendor' | 'arbiter'

let t: TestApp
let a: Agreed
let b: ReturnType<typeof browserOf>
let cookies: Record<Who, string>
let id: string
let count = 0
const E = '/e/acme-checkout'

beforeAll(async () => {
  t = await startTestApp()
  const text = `${agreementText('acme-checkout')}disputes: { arbiter: The Delivery Arbiters }\n`
  a = await agreed(t, 'acme-checkout', text)
  const arbiter = await letArbiterIn(t, a.e, a.keys)
  b = browserOf(t)
  cookies = {
    client: await b.signIn('acme-checkout', a.keys.client),
    vendor: await b.signIn('acme-checkout', a.keys.vendor),
    arbiter: await b.signIn('acme-checkout', arbiter),
  }
})
afterAll(() => t.stop())

const store = () => t.deps.store.forEngagement('acme-checkout')
beforeEach(async () => {
  const opened_at = formatInstant(t.clock.now)
  const opened = { at: opened_at, kind: 'opened', by: { engine: true } } as const
  const breach = breachOf({ opened_at, timeline: [opened] }, count++)
  id = breach.id
  await putBreach(store(), breach, id)
  t.clock.now += 1000
})

const show = async (who: Who) => (await b.get(`${E}/breaches/${id}`, { cookie: cookies[who] })).text()
const tokenIn = (html: string) => /name="token" value="([^"]*)"/.exec(html)?.[1] ?? ''
const send = async (who: Who, move: string, fields: Record<string, string>) => {
  const token = tokenIn(await show(who))
  t.clock.now += 1000
  return b.form(`${E}/breaches/${id}/${move}`, { ...fields, token }, { cookie: cookies[who] })
}
const offered = async (who: Who) =>
  [...(await show(who)).matchAll(new RegExp(`action="${E}/breaches/${id}/([a-z-]+)#`, 'g'))].map(([, move]) => move)
const breach = async () => (await store().breach(id)) ?? expect.fail('no such breach')

describe('each is offered what it may do now, and nothing else', () => {
  test('from the dispute over the answer to the ruling of both', async () => {
    expect(await offered('vendor')).toEqual(['acknowledge', 'dispute', 'waiver', 'note', 'root-cause'])
    expect(await offered('arbiter')).toEqual([])
    expect((await send('vendor', 'dispute', { text: 'It was never merged.' })).status).toBe(303)
    expect([await offered('vendor'), await offered('client'), await offered('arbiter')]).toEqual([
      ['acknowledge', 'rule', 'withdraw', 'note', 'root-cause'],
      ['acknowledge', 'answer', 'rule', 'note', 'root-cause'],
      [],
    ])
    expect((await send('client', 'answer', { text: 'It was.' })).status).toBe(303)
    expect(await offered('arbiter')).toEqual(['rule'])
    expect((await send('client', 'rule', { ruling: 'overturn', text: 'You are right.' })).status).toBe(303)
    expect(await breach()).toMatchObject({ status: 'overturned', dispute: { ruling: 'overturn' } })
    expect(await offered('vendor')).toEqual(['note', 'root-cause'])
  })

  test('the arbiter rules by the page, and says nothing else', async () => {
    await send('vendor', 'dispute', { text: 'no' })
    await send('client', 'answer', { text: 'yes' })
    expect((await send('arbiter', 'note', { text: 'x' })).status).toBe(403)
    expect((await send('arbiter', 'rule', { ruling: 'uphold', text: 'It counts.' })).status).toBe(303)
    expect(await breach()).toMatchObject({ status: 'open', dispute: { ruling: 'uphold' } })
  })

  test('from asking for a waiver to its approval; until the day that was said, as that day begins there', async () => {
    const asked = await send('vendor', 'waiver', { text: 'The migration.', until: '2027-01-15' })
    expect([asked.status, asked.headers.get('location')]).toEqual([303, `${E}/breaches/${id}#decided`])
    expect(await offered('vendor')).toEqual(['acknowledge', 'dispute', 'note', 'root-cause'])
    expect(await offered('client')).toContain('approve-waiver')
    const waiver = /name="waiver" value="(wv_[0-9a-f]+)"/.exec(await show('client'))?.[1] ?? ''
    expect((await send('vendor', 'approve-waiver', { waiver })).status).toBe(403)
    expect((await send('client', 'approve-waiver', { waiver, text: 'fine' })).status).toBe(303)
    expect(await breach()).toMatchObject({
      status: 'waived',
      waiver: { id: waiver, expires_at: '2027-01-15T05:00:00.000Z' },
    })
    // Nothing is to be done about it, and nothing is offered that would look like it.
    expect(await offered('vendor')).toEqual(['note', 'root-cause'])
  })
})

test.each([
  ['waiver', { text: 'x', until: '2020-01-01' }, 422, 'must lie in the future'],
  ['waiver', { text: 'x', until: 'soon' }, 422, 'The day must be'],
  ['dispute', { text: '' }, 422, 'The text is required'],
  ['rule', { ruling: '' }, 422, 'The ruling'],
  ['rule', { ruling: 'uphold' }, 409, 'Nobody disputes it'],
] as const)('what can’t be done is said on the page: %s %j', async (move, fields, status, says) => {
  const response = await send('vendor', move, fields)
  const html = await response.text()
  expect([response.status, html.includes('role="alert"')]).toEqual([status, true])
  expect(html).toContain(says)
  expect((await breach()).timeline).toHaveLength(1)
})

test('both parties and the arbiter read the same of dispute, waiver and ruling', async () => {
  await send('client', 'waiver', { text: 'Because\nof the flood.', until: '2027-01-15' })
  await send('vendor', 'dispute', { text: 'It was <b>never</b> merged.' })
  await send('client', 'rule', { ruling: 'uphold' })
  const decided = async (who: Who) => /<section[^>]*aria-labelledby="decided".*?<\/section>/s.exec(await show(who))?.[0]
  const html = await decided('client')
  for (const words of [
    'disputed it',
    'It was &lt;b&gt;never&lt;/b&gt; merged.',
    'for the arbiter, The Delivery Arbiters',
    'Acme Corp (client): it is a breach',
    'Northwind Software (vendor): it is no breach',
    'asked for, and not answered yet',
    'Because\nof the flood.',
  ])
    expect(html).toContain(words)
  expect([await decided('vendor'), await decided('arbiter')]).toEqual([html, html])
})
