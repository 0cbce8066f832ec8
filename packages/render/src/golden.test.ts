import { readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { comment } from './comment/comment.ts'
import { summary } from './summary/summary.ts'
import { terminal } from './terminal/terminal.ts'
import { variants } from './testing/index.ts'

/*
 * What people see, one file for each kind of answer, to be read in a review like any other text.
 * After a wanted change run `vitest run --project unit packages/render --update` and look at the difference.
 */
const golden = (name: string) => `./golden/${name}`

const SUMMARIES = ['fail', 'pass', 'deployment-blocked', 'local', 'delivery']

describe('every kind of answer reads as its golden file', () => {
  test.each(Object.entries(variants))('comment: %s', async (name, evaluation) => {
    await expect(comment(evaluation)).toMatchFileSnapshot(golden(`${name}.golden.md`))
  })

  test.each(SUMMARIES)('summary: %s', async (name) => {
    await expect(summary(variants[name] ?? expect.fail(name))).toMatchFileSnapshot(golden(`summary-${name}.golden.md`))
  })

  test.each(Object.entries(variants))('terminal: %s', async (name, evaluation) => {
    await expect(`${terminal(evaluation, { colour: false })}\n`).toMatchFileSnapshot(golden(`${name}.golden.txt`))
  })

  test('no golden file is left over, and none is missing', () => {
    const wanted = [
      ...Object.keys(variants).flatMap((name) => [`${name}.golden.md`, `${name}.golden.txt`]),
      ...SUMMARIES.map((name) => `summary-${name}.golden.md`),
    ]
    expect(readdirSync(new URL('./golden/', import.meta.url)).sort()).toEqual(wanted.sort())
  })
})
