import type { ObjectiveResult } from '@plumbline/core'
import { failingTests, failRateMissed, hostile, objective, patchMissed, unmeasured } from '@plumbline/render/testing'
import { describe, expect, test } from 'vitest'
import { tags, textOf, values } from '../testing/tags.ts'
import { empty, view } from '../testing/views.ts'
import type { StatusView } from '../view.ts'
import { PAGE_MAX, statusPage } from './status-page.tsx'

const poisoned = (text: string): StatusView => {
  const objectiveOf = (result: ObjectiveResult): ObjectiveResult => ({
    ...result,
    id: text,
    title: text,
    clause: text,
    display: result.display === '' ? '' : text,
    target: text,
    margin: text,
    ...(result.window ? { window: { ...result.window, label: text } } : {}),
    evidence: {
      ...result.evidence,
      formula: text,
      ...(result.evidence.uncovered ? { uncovered: [{ path: text, lines: [1] }] } : {}),
    },
  })
  return {
    ...view,
    engagement: text,
    title: text,
    agreement: view.agreement && {
      ...view.agreement,
      hash: text,
      title: text,
      parties: { client: text, vendor: text },
      phase: { name: text, until: null },
    },
    services: view.services.map((service) => ({
      ...service,
      service: text,
      objectives: service.objectives.map(objectiveOf),
      notes: [{ code: 'reports', detail: text }],
    })),
    breaches: view.breaches.map((one) => ({
      ...one,
      id: text,
      title: text,
      service: text,
      display: text,
      target: text,
    })),
    evaluations: (view.evaluations ?? []).map((gate) => ({ ...gate, id: text, service: text, commit_sha: text })),
  }
}

const page = statusPage(view)
const everyPage = { full: page, empty: statusPage(empty) }

test('every objective stands with its value, target, margin, window and evidence', () => {
  const text = textOf(page)
  for (const { objectives } of view.services)
    for (const result of objectives)
      for (const shown of [
        result.title,
        result.display,
        result.target,
        result.margin,
        result.window?.label ?? '',
        result.evidence.formula,
      ])
        expect(text).toContain(shown.replace('>', '&gt;').replace('<', '&lt;'))
  expect(text.match(/How it came about/g)).toHaveLength(view.services.flatMap(({ objectives }) => objectives).length)
})

test('a failed deployment is shown with the rule that says so, and what was not counted', () => {
  expect(textOf(page)).toContain('presumed: the last deployment before an incident')
  expect(textOf(page)).toContain('again the version already running')
})

describe('data never becomes markup', () => {
  // An empty name falls back to another; such texts differ in what is shown, not in how.
  test.each(hostile.filter((text) => text.trim() !== ''))('%j', (text) => {
    const html = statusPage(poisoned(text))
    expect(tags(html)).toEqual(tags(statusPage(poisoned('x'))))
    expect(textOf(html).match(/<.{0,40}/)).toBeNull()
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
    expect(html).not.toMatch(/[\u0000-\u0008\u000b-\u001f]|\p{Bidi_Control}/u)
  })
})

describe.each(Object.entries(everyPage))('the %s page holds to the policy', (_name, html) => {
  test('no style attribute, no script, no handler, no style element', () => {
    expect(html).not.toMatch(/\sstyle=|<script|<style|\son[a-z]+=|javascript:/i)
  })

  test('loads from itself alone', () => {
    for (const address of [...values(html, 'href'), ...values(html, 'src'), ...values(html, 'action')])
      expect(address).toMatch(/^(?:\/(?!\/)|#|data:image\/svg\+xml,)/)
  })
})

test('an address that a browser would run is no link', () => {
  const [service] = view.services
  const html = statusPage({
    ...view,
    services: [
      { service: 'a', notes: [], ...service, objectives: [objective({ evidence_url: 'javascript:alert(1)' })] },
    ],
  })
  expect(html).not.toContain('javascript:')
})

describe('structure', () => {
  test('one main part and one first heading; headings never skip a level', () => {
    for (const html of Object.values(everyPage)) {
      expect(html.match(/<main/g)).toHaveLength(1)
      const levels = [...html.matchAll(/<h([1-6])/g)].map(([, level]) => Number(level))
      expect(levels[0]).toBe(1)
      expect(levels.filter((level) => level === 1)).toHaveLength(1)
      for (const [at, level] of levels.entries()) expect(level - (levels[at - 1] ?? 0)).toBeLessThanOrEqual(1)
    }
  })

  test('ids are unique, and every reference finds its id', () => {
    const ids = values(page, 'id')
    expect(new Set(ids).size).toBe(ids.length)
    for (const id of values(page, 'aria-labelledby').flatMap((list) => list.split(' '))) expect(ids).toContain(id)
  })

  test('each picture has a title and a description that say its conclusion', () => {
    const pictures = page.match(/<svg class="spark"[\s\S]*?<\/svg>/g) ?? []
    expect(pictures.length).toBeGreaterThan(0)
    for (const picture of pictures)
      expect(picture).toMatch(
        /<title[^>]*>Trend: worse<\/title><desc[^>]*>8 values from 4, now 16\.7 %, target ≤ 15 % \(dashed\)<\/desc>/,
      )
  })

  test('times carry their exact value', () => {
    expect(values(page, 'datetime')).toContain(view.at)
  })
})

test('no data is outlined, never green, and says why', () => {
  const html = statusPage({
    ...view,
    services: [{ service: 'a', notes: [], objectives: [unmeasured({ no_data_reason: 'no_report' })] }],
    evaluations: [],
  })
  expect(html).toMatch(/class="status none"[^<]*<span aria-hidden="true">\?<\/span> no data/)
  expect(html).not.toContain('status good')
  expect(textOf(html)).toContain('no report for this commit')
})

test('an example says so, and real data does not', () => {
  expect(page).toContain('Example data.')
  expect(statusPage({ ...view, example: false })).not.toContain('Example data.')
})

describe('size', () => {
  const services = (count: number, objectives: ObjectiveResult[]) =>
    Array.from({ length: count }, (_, n) => ({ service: `service-${n}`, objectives, notes: [] }))
  const twelve = Array.from({ length: 12 }, (_, n) => [patchMissed, failRateMissed, failingTests][n % 3] ?? patchMissed)

  test('three services of twelve objectives with all their evidence stay under 60 KB', () => {
    const html = statusPage({ ...view, services: services(3, twelve) })
    expect(new TextEncoder().encode(html).length).toBeLessThan(PAGE_MAX)
    expect(html.match(/<details/g)).toHaveLength(36)
  })

  test('past that evidence goes, of what is met first, and every objective stays', () => {
    const many = statusPage({ ...view, services: services(6, twelve) })
    expect(many.match(/<li class="objective"/g)).toHaveLength(72)
    expect(many.match(/<details/g)?.length ?? 0).toBeLessThan(72)
    expect(many).toContain('Evidence that has no room here is in the data.')
  })
})

test('who is signed in can sign out by a form; others see none', () => {
  expect(statusPage({ ...view, sign_out: '/sign-out' })).toMatch(
    /<form method="post" action="\/sign-out"><button type="submit"/,
  )
  expect(page).not.toContain('<form')
})

test('how the window before the open one ended stands beside it, and until when that may change', () => {
  const [service, ...more] = view.services
  const [result] = service?.objectives ?? []
  if (!service || !result) throw new Error('the example has services')
  const previous = (state: 'provisional' | 'final') => ({
    objective: result.id,
    label: 'October 2026',
    state,
    final_from: '2026-11-11T05:00:00.000Z',
    status: 'breached' as const,
    display: '16.0 %',
  })
  const told = (state: 'provisional' | 'final') =>
    textOf(statusPage({ ...view, services: [{ ...service, previous: [previous(state)] }, ...more] }))
  expect(told('provisional')).toMatch(/October 2026: breached, 16\.0 %\s+\(provisional until/)
  expect(told('final')).toContain('October 2026: breached, 16.0 %')
  expect(told('final')).not.toContain('provisional until')
})

test('more open breaches than there is room for: how many there are, and where', () => {
  const [one] = view.breaches
  const breaches = Array.from({ length: 50 }, (_, at) => ({ ...one, id: `br_${at}` })) as typeof view.breaches // made of one that is there
  const html = statusPage({ ...view, breaches, open_breaches: 163, more_breaches: true })
  expect(html.match(/<a href="[^"]*\/breaches\/br_\d+"/g)).toHaveLength(20)
  expect(textOf(html)).toContain('20 of at least 163')
  expect(values(html, 'href')).toContain('/e/acme-checkout/breaches?status=open&amp;status=acknowledged')
  expect(textOf(statusPage({ ...view, breaches }))).toContain('20 of 50')
  expect(textOf(page)).not.toMatch(/20 of/)
})
