import { type Event, withoutMoney } from '@plumbline/core'
import { hostile } from '@plumbline/render/testing'
import { expect, test } from 'vitest'
import { deployment, eventView } from '../testing/breaches.ts'
import { tags, textOf, values } from '../testing/tags.ts'
import { eventPage } from './event-page.tsx'

const poisoned = (text: string) =>
  eventPage({
    ...eventView,
    event: {
      ...deployment,
      id: text,
      source: text,
      service: text,
      environment: text,
      corrects: text,
      data: { ...deployment.data, deployment_id: text },
    } as typeof deployment,
    counted_in: [text],
  })

const harmless = tags(poisoned('x'))

test.each(hostile.filter((text) => text.trim() !== ''))('data never becomes markup: %j', (text) => {
  expect(tags(poisoned(text))).toEqual(harmless)
  expect(textOf(poisoned(text)).match(/<.{0,40}/)).toBeNull()
})

test('it shows what was sent to the letter; what can’t be seen as its code', () => {
  const html = poisoned('a\u202eb\u0000c')
  expect(html).toContain('a\\u{202e}b\\u0000c')
  for (const unseen of ['\u202e', '\u0000']) expect(html).not.toContain(unseen)
})

test('an address that a browser would run is no link', () => {
  const url = 'javascript:alert(1)'
  const html = eventPage({
    ...eventView,
    event: { ...deployment, data: { ...deployment.data, url } } as typeof deployment,
  })
  expect(values(html, 'href').filter((href) => href.startsWith('javascript'))).toEqual([])
  expect(values(eventPage(eventView), 'href')).toContain('https://ci.acme.example/run/7')
})

test('money is for those who may see it, and where it is left out the page says so', () => {
  const event: Event = {
    type: 'cost',
    id: 'c-1',
    source: 'erp',
    time: deployment.time,
    service: 'checkout-api',
    data: {
      from: deployment.time,
      to: '2026-12-01T00:00:00.000Z',
      amount_minor: 4711,
      currency: 'USD',
      hours_billable: 12.5,
    },
  }
  const html = eventPage({ ...eventView, event: withoutMoney(event), hidden: true })
  expect(html).toContain('finance:read')
  expect(html).toContain('12.5')
  expect(html).not.toMatch(/4711|USD/)
  expect(eventPage({ ...eventView, event, hidden: false })).toContain('4711')
})

test('a long event is cut, and says where the rest is', () => {
  const commits = Array.from({ length: 250 }, () => ({ sha: 'a'.repeat(40), committed_at: deployment.time }))
  const html = eventPage({
    ...eventView,
    event: { ...deployment, data: { ...deployment.data, commits } } as typeof deployment,
  })
  expect(new TextEncoder().encode(html).length).toBeLessThan(60_000)
  expect(html).toContain('/v1/engagements/acme-checkout/events/00000000000000a1')
})
