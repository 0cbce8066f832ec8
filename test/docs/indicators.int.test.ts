import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { indicatorCatalogue } from '@plumbline/core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Answers, startAnswers } from './worked/answer.ts'
import { CHANGE } from './worked/change.ts'
import { CLOCKS } from './worked/clocks.ts'
import { DELIVERY } from './worked/delivery.ts'
import { OBSERVED } from './worked/observed.ts'
import { indicatorSection, indicatorTable, isReported, reportedSection } from './worked/page.ts'
import type { Worked } from './worked/worked.ts'

const PAGE = fileURLToPath(new URL('../../docs/indicators.md', import.meta.url))
const WORKED: Readonly<Record<string, Worked>> = { ...CHANGE, ...CLOCKS, ...DELIVERY, ...OBSERVED }

/** Numbers that parties report are all measured alike: one stands for them. */
const REPORTED_EXAMPLE = 'reported:csat'

let answers: Answers
beforeAll(async () => {
  answers = await startAnswers()
})
afterAll(() => answers.stop())

const withPart = (page: string, mark: string, part: string) =>
  page.replace(
    new RegExp(`(<!-- ${mark}: [^\\n]*-->\\n)[\\s\\S]*?(<!-- /${mark} -->)`),
    (_, open, close) => `${open}\n${part}\n\n${close}`,
  )

const MEASURED = indicatorCatalogue.filter((info) => !isReported(info))
const PRESETS = indicatorCatalogue.filter(isReported)

/** What the server makes of an indicator's history. */
const computed = async (key: string) => {
  const worked = WORKED[key]
  if (!worked) return null
  const result = await answers.answer(key, worked)
  expect(result.status, key).not.toBe('no_data')
  return { worked, result }
}

test('every indicator that is measured has a worked example here', () => {
  const keys = [...MEASURED.map(({ key }) => key), REPORTED_EXAMPLE]
  const without = keys.filter((key) => !Object.hasOwn(WORKED, key))
  expect(without, 'add a small history for each to test/docs/worked').toEqual([])
})

// `npm run docs` writes it anew.
test('docs/indicators.md says what the catalogue says, with figures that the server worked out', async () => {
  const sections: string[] = []
  for (const info of MEASURED) sections.push(indicatorSection(info, await computed(info.key)))
  sections.push(reportedSection(PRESETS, await computed(REPORTED_EXAMPLE)))
  const page = withPart(
    withPart(readFileSync(PAGE, 'utf8'), 'catalogue', indicatorTable(MEASURED)),
    'indicators',
    sections.join('\n\n'),
  )
  await expect(page).toMatchFileSnapshot(PAGE)
})
