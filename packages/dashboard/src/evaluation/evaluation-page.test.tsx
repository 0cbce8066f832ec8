import { evaluation, hostile, poison, variants } from '@plumbline/render/testing'
import { describe, expect, test } from 'vitest'
import { PAGE_MAX } from '../status/status-page.tsx'
import { frame } from '../testing/breaches.ts'
import { tags, textOf, values } from '../testing/tags.ts'
import { evaluationPage } from './evaluation-page.tsx'

const page = (changes: Parameters<typeof evaluation>[0] = {}) =>
  evaluationPage({ ...frame, evaluation: evaluation(changes) })

describe.each(Object.entries(variants))('%s', (_name, variant) => {
  const html = evaluationPage({ ...frame, evaluation: variant })
  test('shows each objective with its figures, and where it was asked', () => {
    const text = textOf(html)
    for (const { title, target } of variant.objectives)
      for (const shown of [title, target]) expect(text).toContain(shown.replace('>', '&gt;').replace('<', '&lt;'))
    expect(text).toContain(variant.commit_sha)
  })
  test('holds to the policy', () => {
    expect(html).not.toMatch(/\sstyle=|<script|<style|\son[a-z]+=/i)
    const ids = values(html, 'id')
    expect(new Set(ids).size).toBe(ids.length)
  })
})

describe('data never becomes markup', () => {
  // One with uncovered lines, failed deployments and a window; what differs between the others is words of ours.
  const poisoned = (text: string) =>
    evaluationPage({ ...frame, evaluation: poison(variants.fail ?? evaluation(), text) })
  const harmless = tags(poisoned('x'))
  test.each(hostile.filter((text) => text.trim() !== ''))('%j', (text) => {
    const html = poisoned(text)
    expect(tags(html)).toEqual(harmless)
    expect(textOf(html).match(/<.{0,40}/)).toBeNull()
  })
})

test('what a deployment named so as to pass is told, with what is known of it, and once', () => {
  const text = textOf(evaluationPage({ ...frame, evaluation: variants['deployment-relieved'] ?? evaluation() }))
  expect(text.replace(/\s+/g, ' ')).toContain(
    'Passed as a rollback of d-411 and as the fix of INC-7 , an incident that was over by then; else change-fail-rate would have blocked it.',
  )
  expect(text.match(/over by then/g)).toHaveLength(1)
})

test('an objective is found by its id, which is what links from comments name', () => {
  expect(values(page(), 'id')).toEqual(expect.arrayContaining(evaluation().objectives.map(({ id }) => id)))
})

test('an id that can’t be an anchor is none', () => {
  const [first] = evaluation().objectives
  if (!first) throw new Error('no objective')
  expect(values(page({ objectives: [{ ...first, id: 'two words' }] }), 'id')).toContain('o1')
})

test('events counted are links to what was received', () => {
  expect(values(page(), 'href').some((href) => /^\/e\/acme-checkout\/events\/[0-9a-f]{16}$/.test(href))).toBe(true)
})

test('forty objectives stay under 60 KB; every one of them is there', () => {
  const objectives = Array.from({ length: 40 }, (_, n) => {
    const [one] = variants.fail?.objectives ?? []
    if (!one) throw new Error('no objective')
    return { ...one, id: `objective-${n}` }
  })
  const html = page({ objectives })
  expect(html.length).toBeLessThan(PAGE_MAX)
  expect(html.match(/<li class="objective"/g)).toHaveLength(40)
})
