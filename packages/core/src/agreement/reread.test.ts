import { expect, test } from 'vitest'
import { parseAgreement } from './parse.ts'
import { rereadAgreement } from './reread.ts'
import { ACME_CHECKOUT } from './testing/example.ts'
import { sound, withObjective } from './testing/texts.ts'

test('what was accepted before a contradiction was known is read as it was agreed', () => {
  const text = withObjective(
    'indicator: availability',
    'target: ">= 99%"',
    'window: calendar month',
    'credits: [{ worse_than: "99%", credit: "5%" }]',
  )
  expect(parseAgreement(text).ok).toBe(false)
  expect(rereadAgreement(text)?.terms.objectives[0]?.money?.credits).toHaveLength(1)
})

test('a text in order reads the same both ways', () => {
  const { warnings: _, ...parsed } = sound(ACME_CHECKOUT)
  expect(rereadAgreement(ACME_CHECKOUT)).toEqual(parsed)
})

test.each(['', ': : :', 'plumbline: 2', '[]'])('%j is no agreement', (text) => expect(rereadAgreement(text)).toBeNull())
