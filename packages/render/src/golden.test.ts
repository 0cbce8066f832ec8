import { readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { comment, rungs } from './comment/comment.ts'
import { summary } from './summary/summary.ts'
import { terminal } from './terminal/terminal.ts'
import { forty, situations, variants } from './testing/index.ts'
import type { View } from './view/view.ts'

/*
 * What people see, one file for each kind of answer, to be read in a review like any other text.
 * After a wanted change run `vitest run --project unit packages/render --update` and look at the difference.
 */
const golden = (name: string) => `./golden/${name}`

const all: Record<string, View> = { ...variants, ...situations }
const SUMMARIES = ['fail', 'pass', 'deployment-blocked', 'local', 'delivery', 'public-fail', 'provisional']
/** The same answer ever shorter; the first is the whole. */
const ladder = [...rungs(forty)].map((text, at) => ({ at, text })).slice(1)

describe('every kind of answer reads as its golden file', () => {
  test.each(Object.entries(all))('comment: %s', async (name, evaluation) => {
    await expect(comment(evaluation)).toMatchFileSnapshot(golden(`${name}.golden.md`))
  })

  test.each(ladder)('comment, step $at of the size ladder', async ({ at, text }) => {
    await expect(text).toMatchFileSnapshot(golden(`ladder-${at}.golden.md`))
  })

  test.each(SUMMARIES)('summary: %s', async (name) => {
    await expect(summary(all[name] ?? expect.fail(name))).toMatchFileSnapshot(golden(`summary-${name}.golden.md`))
  })

  test.each(Object.entries(all))('terminal: %s', async (name, evaluation) => {
    await expect(`${terminal(evaluation, { colour: false })}\n`).toMatchFileSnapshot(golden(`${name}.golden.txt`))
  })

  test('no golden file is left over, and none is missing', () => {
    const wanted = [
      ...Object.keys(all).flatMap((name) => [`${name}.golden.md`, `${name}.golden.txt`]),
      ...ladder.map(({ at }) => `ladder-${at}.golden.md`),
      ...SUMMARIES.map((name) => `summary-${name}.golden.md`),
    ]
    expect(readdirSync(new URL('./golden/', import.meta.url)).sort()).toEqual(wanted.sort())
  })
})
