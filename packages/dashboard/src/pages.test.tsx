import { gzipSync } from 'node:zlib'
import { hostile } from '@plumbline/render/testing'
import { describe, expect, test } from 'vitest'
import { problemPage, signInPage, stylesheet } from './index.ts'
import { tags, textOf, values } from './testing/tags.ts'

const signIn = (text: string) =>
  signInPage({ action: '/sign-in', engagement: text, next: text, mistake: text, hint: text })
const problem = (text: string) => problemPage({ status: 503, title: text, detail: text, request_id: text })

describe.each([
  ['sign-in', signIn],
  ['problem', problem],
])('the %s page', (_name, page) => {
  test('keeps its markup whatever is in it', () => {
    for (const text of hostile.filter((candidate) => candidate.trim() !== '')) {
      expect(tags(page(text)), text).toEqual(tags(page('x')))
      expect(textOf(page(text)).match(/<.{0,40}/), text).toBeNull()
    }
  })

  test('holds to the policy', () => {
    expect(page('x')).not.toMatch(/\sstyle=|<script|<style|\son[a-z]+=/i)
  })
})

test('every field of the form has its label', () => {
  const html = signIn('acme')
  expect(values(html, 'for')).toEqual(['engagement', 'key'])
  expect(values(html, 'id')).toEqual(expect.arrayContaining(['engagement', 'key']))
  expect(html).toMatch(/<input[^>]*name="key"[^>]*type="password"/)
})

describe('the stylesheet', () => {
  test('is under 10 KB compressed and loads nothing', () => {
    expect(gzipSync(stylesheet.body).length).toBeLessThan(10_000)
    expect(stylesheet.body).not.toMatch(/url\(|@import/)
  })

  test('is named after its content and linked by every page', () => {
    expect(stylesheet.path).toMatch(/^\/assets\/plumbline-[0-9a-f]{12}\.css$/)
    expect(signIn('x')).toContain(`<link rel="stylesheet" href="${stylesheet.path}"/>`)
  })
})
