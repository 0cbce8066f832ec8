import { expect, test } from 'vitest'
import { failRateMissed, frequency, situations, testsMissed, variants } from '../testing/index.ts'
import { toPlain } from '../text/phrase.ts'
import { marginText, nowText, targetText } from './figures.ts'
import { headline } from './headline.ts'
import { nextStep } from './next.ts'

const shown = (name: string) => variants[name] ?? situations[name] ?? expect.fail(name)
const said = (name: string) => {
  const { words, counts } = headline(shown(name))
  return `${words}: ${counts.join(', ')}`
}

test.each([
  ['pass', 'Agreement met: all 2'],
  ['fail', 'Agreement not met: 1 blocks, 1 at risk, 1 met'],
  ['warn', 'Change passes, service warns: all 2 met'],
  ['observed', 'Change passes, service breach recorded: all 2 met'],
  ['first-introduction', 'Passes, with breaches recorded: 1 recorded, 1 met'],
  ['waived', 'Agreement met: 1 met, 1 waived'],
  ['deployment-blocked', 'Agreement not met: 1 blocks, 1 met'],
  ['set-aside', 'Agreement met: 1 met, 1 waived, 1 excluded'],
  ['public-deployment', 'Agreement not met: figures not public'],
  ['provisional', 'Not final, 1 of 3 uploads: 1 without data'],
])('the counts of %s are of what the one who asked can mend: %s', (name, sentence) => {
  expect(said(name)).toBe(sentence)
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
