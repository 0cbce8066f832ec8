import { hostile, poison, variants } from '@plumbline/render/testing'
import { expect, test } from 'vitest'
import { annotateVerdict } from './verdict.ts'

type Said = [title: string, text: string]

const said = (view: Parameters<typeof annotateVerdict>[1], also: string | null): Said[] => {
  const found: Said[] = []
  const none = () => {}
  const error = (...one: Said) => void found.push(one)
  annotateVerdict({ error, info: none, warning: none, at: none, warnings: () => 0 }, view, also)
  return found
}

const variant = (name: string) => {
  const found = variants[name]
  if (found === undefined) throw new Error(`no sample ${name}`)
  return found
}

test('what fails the job has the verdict as its title, and says what to do next and whose it is', () => {
  expect(said(variant('fail'), null)).toEqual([
    [
      'Agreement not met. This change: 1 objective blocks, 1 at risk, 1 met; service: 1 objective warns, …',
      'Next (Northwind): cover 14 more lines in src/tax/rates.ts and src/cart/total.ts, then push.',
    ],
  ])
})

test('where nobody can do anything about it the whole verdict is said, and what else there is to know', () => {
  const view = { ...variant('fail'), objectives: [] }
  expect(said(view, 'The deployment was stopped.')).toEqual([
    ['Agreement not met: nothing to judge', 'Agreement not met: nothing to judge. The deployment was stopped.'],
  ])
})

test('is one line of plain text within GitHub’s limits, whatever others wrote', () => {
  for (const sample of Object.values(variants))
    for (const text of hostile)
      for (const [heading, words] of said(poison(sample, text), null)) {
        expect(heading.length).toBeLessThanOrEqual(100)
        expect(words.length).toBeLessThan(64_000)
        // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
        expect(heading + words, text).not.toMatch(/[\u0000-\u001f\u007f-\u009f]|\p{Bidi_Control}/u)
      }
})
