import { describe, expect, test } from 'vitest'
import { failRateMissed, frequency, situations, testsMissed, variants } from '../testing/index.ts'
import { poison } from '../testing/poison.ts'
import { toPlain } from '../text/phrase.ts'
import type { View } from '../view/view.ts'
import { marginText, nowText, targetText } from './figures.ts'
import { conclusion, headline } from './headline.ts'
import { nextStep } from './next.ts'

const shown = (name: string) => variants[name] ?? situations[name] ?? expect.fail(name)
const said = (name: string) => conclusion(headline(shown(name)))

test.each([
  ['pass', 'Agreement met. This change: all 2 objectives; service: all 2 objectives'],
  ['fail', 'Agreement not met. This change: 1 objective blocks, 1 at risk, 1 met; service: 1 objective warns, 1 met'],
  ['warn', 'Change passes, service warns. This change: all 2 objectives met; service: 1 objective warns, 1 met'],
  [
    'observed',
    'Change passes, service breach recorded. This change: all 2 objectives met; service: 1 objective recorded',
  ],
  ['first-introduction', 'Passes, with breaches recorded: 1 objective recorded, 1 met'],
  ['waived', 'Agreement met. This change: 1 objective met, 1 waived; service: 1 objective met'],
  ['deployment-blocked', 'Agreement not met: 1 objective blocks, 1 met'],
  ['set-aside', 'Agreement met: 1 objective met, 1 waived, 1 excluded'],
  ['public-deployment', 'Agreement not met. Service: figures not public'],
  ['provisional', 'Not final, 1 of 3 uploads: 1 objective without data'],
])('the counts of %s are of what the one who asked can mend, apart from the service’s: %s', (name, sentence) => {
  expect(said(name)).toBe(sentence)
})

describe('the one line', () => {
  const all = Object.entries<View>({ ...variants, ...situations })

  test('counts each objective once: its numbers add up to those of the table', () => {
    for (const [name, sample] of all) {
      const numbers = headline(sample).made.flatMap(({ counts }) => counts.map((text) => Number(/\d+/.exec(text)?.[0])))
      if (sample.objectives.length > 0 && sample.withheld === undefined)
        expect(
          numbers.reduce((sum, n) => sum + n, 0),
          name,
        ).toBe(sample.objectives.length)
    }
  })

  test('holds no text of others, so that a commit status and a log’s error are ours alone', () => {
    for (const [name, sample] of all)
      expect(conclusion(headline(poison(sample, '@octocat ::error::<b>'))), name).toBe(said(name))
  })

  test.each([60, 100, 140])('leaves whole counts out before it gets longer than %i', (max) => {
    for (const [name, sample] of all) {
      const whole = said(name)
      const text = conclusion(headline(sample), max)
      expect(text.length).toBeLessThanOrEqual(max)
      const left = text.endsWith(', …') ? text.slice(0, -', …'.length) : text
      expect(whole.slice(0, left.length)).toBe(left)
      expect(whole.slice(left.length)).toMatch(/^$|^[,;.:]/)
    }
  })
})

test.each([
  ['fail', 'Northwind: cover 14 more lines in src/tax/rates.ts and src/cart/total.ts, then push'],
  [
    'warn',
    'Northwind: nothing in this change; for the service, 3 more deployments without a failure would bring it back to the target',
  ],
  ['moved-by-change', 'Acme: review the pull request that waits'],
  ['at-risk', 'Northwind: nothing has to change to pass; 0.1 pp left'],
])('what the service misses is never said to be the fault of the change: %s', (name, step) => {
  const next = nextStep(shown(name))
  expect(`${next?.owner}: ${toPlain(next?.action ?? [])}`).toBe(step)
})

test('a figure has its unit in every cell, a count that of what is counted', () => {
  expect([nowText(testsMissed), targetText(testsMissed), marginText(testsMissed)]).toEqual([
    '3 of 412 tests',
    '= 0 tests',
    '3 tests too many',
  ])
  const one = { ...testsMissed, indicator: 'findings', display: '1', target: '≤ 1', margin: '0 left' }
  const { denominator: _, ...finding } = one
  expect([nowText(finding), targetText(finding), marginText(finding)]).toEqual([
    '1 finding',
    '≤ 1 finding',
    '0 findings left',
  ])
  expect([nowText(failRateMissed), targetText(frequency)]).toEqual(['16.7 %', '≥ 0.5/day'])
})
