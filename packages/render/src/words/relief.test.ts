import type { ReliefView } from '@plumbline/core'
import { expect, test } from 'vitest'
import { comment } from '../comment/comment.ts'
import { summary } from '../summary/summary.ts'
import { terminal } from '../terminal/terminal.ts'
import { evaluation, variants } from '../testing/index.ts'
import { toPlain } from '../text/phrase.ts'
import { isDoubted, reliefSentence } from './relief.ts'

const said = (relieved: ReliefView) => {
  const answer = evaluation({ relieved })
  return [toPlain(reliefSentence(answer) ?? []), isDoubted(answer)]
}
const many = ['a', 'b', 'c', 'd', 'e', 'f', 'g']

test.each<[ReliefView, string, boolean]>([
  [
    { objectives: ['a'], rolls_back: { deployment: 'd-1', known: true } },
    'Passed as a rollback of d-1; else a would have blocked it.',
    false,
  ],
  [
    { objectives: ['a', 'b'], rolls_back: { deployment: 'd-1', known: false } },
    'Passed as a rollback of d-1, a deployment of this service that nobody has reported; else a and b would have blocked it.',
    true,
  ],
  [
    { objectives: ['a'], fixes_incident: { incident: 'INC-7', state: 'open' } },
    'Passed as the fix of INC-7, an incident that is open; else a would have blocked it.',
    false,
  ],
  [
    { objectives: many, fixes_incident: { incident: 'INC-7', state: 'unknown' } },
    'Passed as the fix of INC-7, an incident of this service that nobody has reported; else a, b, c, d, e and 2 more would have blocked it.',
    true,
  ],
])('rule 6: what passed for what it names says what is known of that: %j', (relieved, words, doubted) => {
  expect(said(relieved)).toEqual([words, doubted])
})

test('comment, summary and log say it, and what its note says not a second time', () => {
  const relieved = variants['deployment-relieved'] ?? evaluation()
  for (const text of [comment(relieved), summary(relieved), terminal(relieved, { colour: false, width: 1_000 })]) {
    expect(text).toMatch(/Passed as a rollback of `?d-411`? and as the fix of `?INC-7`?, an incident/)
    expect(text.match(/over by then/g)).toHaveLength(1)
  }
})
