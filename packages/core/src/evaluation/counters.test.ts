import { expect, test } from 'vitest'
import { ratio } from '../number/ratio.ts'
import { objective, target } from '../testing/agreement.ts'
import { coverage, gate, only, testRun } from '../testing/gate.ts'
import { agreed } from '../testing/window.ts'
import { displayCounter, plainUnit } from './counters.ts'
import { displayPlain } from './display.ts'

test('rule 17: coverage is read with skipped tests, where anybody told them', () => {
  const result = (...runs: ReturnType<typeof testRun>[]) =>
    only(
      gate({
        versions: agreed(objective({ indicator: 'coverage', target: target('>=', '80', '%') })),
        now: '2026-11-22',
        head: [coverage(82, 100), ...runs],
      }),
    )
  expect(result(testRun(10, { skipped: 2 })).counter).toMatchObject([{ indicator: 'skipped-tests', display: '2' }])
  expect(result()).not.toHaveProperty('counter')
})

test('rule 4: a counter that was not measured is not shown', () => {
  expect(displayCounter({ kind: 'no_data', reason: 'no_report', samples: 0, evidence: {} } as never, '%')).toBeNull()
})

test('a unit of which nothing is known is a count', () => {
  expect([plainUnit('any'), plainUnit('money'), plainUnit('%')]).toEqual(['count', 'count', '%'])
})

test('what is told in whole numbers gets the digits that show a part alone, a rate does not', () => {
  const small = ratio(4, 1_000)
  expect([displayPlain(small, 'count'), displayPlain(small, '%'), displayPlain(ratio(0), 'count')]).toEqual([
    '0.004',
    '0.0 %',
    '0',
  ])
})
