import { describe, expect, test } from 'vitest'
import type { CoverageFact } from '../facts/facts.ts'
import { objective, target, version } from '../testing/agreement.ts'
import { BASE_SHA, coverage, gate, only, testRun } from '../testing/gate.ts'
import { carriedForward, flagsToCarry } from './carry-forward.ts'

const OLDER_SHA = 'c'.repeat(40)
const of = (flag: string, covered = 50, own: Partial<CoverageFact> = {}) => coverage(covered, 100, { flag, ...own })
const UNIT = of('unit', 90, { patch: { covered: 9, total: 10 } })
const history = [
  { commit_sha: BASE_SHA, facts: [of('unit', 10), of('e2e', 60, { patch: { covered: 1, total: 5 } })] },
  { commit_sha: OLDER_SHA, facts: [of('e2e', 20), of('slow', 30), coverage(1, 1)] },
]
const taken = (wanted: true | string[], head = [UNIT]) =>
  carriedForward({ carry_forward: wanted }, head, history).map(({ flag, carriedFrom, lines }) => [
    flag,
    carriedFrom,
    lines.covered,
  ])

describe('flags are carried forward', () => {
  test('from the base, else from the nearest ancestor that has them', () => {
    expect(taken(['slow', 'e2e'])).toEqual([
      ['e2e', BASE_SHA, 60],
      ['slow', OLDER_SHA, 30],
    ])
    expect(taken(true)).toEqual(taken(['slow', 'e2e', 'unit']))
  })

  test('only where that was asked for', () => {
    expect(carriedForward({}, [UNIT], history)).toEqual([])
    expect(taken(['nightly'])).toEqual([])
  })

  test('never one that was uploaded, if only with its tests', () => {
    expect(carriedForward({ carry_forward: ['e2e'] }, [UNIT, testRun(3, { flag: 'e2e' })], history)).toEqual([])
  })

  test('never what was imported, nor what was itself carried there', () => {
    const facts = [of('e2e', 1, { reconstructed: true }), of('slow', 1, { carriedForward: true })]
    expect(carriedForward({ carry_forward: true }, [], [{ commit_sha: BASE_SHA, facts }])).toEqual([])
  })

  test('nobody looks further once all that were named are found', () => {
    const carried = carriedForward({ carry_forward: ['e2e', 'slow'] }, [UNIT], history.slice(0, 1))
    expect(flagsToCarry({ carry_forward: ['e2e', 'slow'] }, [UNIT], carried)).toEqual(['slow'])
    expect(flagsToCarry({ carry_forward: ['unit'] }, [UNIT], [])).toEqual([])
    expect(flagsToCarry({}, [], [])).toEqual([])
  })
})

describe('what was carried forward', () => {
  const judged = (indicator: string, wanted: string[]) => {
    const head = [UNIT, ...carriedForward({ carry_forward: wanted }, [UNIT], history)]
    const versions = [
      version(1, '2026-01-01', { objectives: [objective({ indicator, target: target('>=', '70', '%') })] }),
    ]
    return gate({ versions, now: '2026-11-22', head, request: { carry_forward: wanted } })
  }

  test('is in the totals, and always labelled: in the formula, as evidence and in a note', () => {
    const evaluation = judged('coverage', ['e2e'])
    expect(only(evaluation)).toMatchObject({ numerator: 150, denominator: 200, status: 'met' })
    expect(only(evaluation).evidence).toMatchObject({
      formula: '150 of 200 lines covered (e2e carried forward from bbbbbbb, unit), added up',
      carried_forward: [{ flag: 'e2e', commit_sha: BASE_SHA }],
    })
    expect(evaluation.notes).toEqual([
      { code: 'carried_forward', detail: 'not measured at this commit: e2e carried forward from bbbbbbb' },
    ])
  })

  test('never counts among the lines that a change adds', () => {
    expect(only(judged('patch-coverage', ['e2e']))).toMatchObject({ numerator: 9, denominator: 10 })
    // Whoever sends it as carried says so of its lines too.
    const head = [of('e2e', 90, { carriedForward: true, patch: { covered: 9, total: 10 } })]
    const versions = [
      version(1, '2026-01-01', {
        objectives: [objective({ indicator: 'patch-coverage', target: target('>=', '70', '%') })],
      }),
    ]
    expect(only(gate({ versions, now: '2026-11-22', head }))).toMatchObject({ no_data_reason: 'no_report' })
  })

  test('is never all that a base is compared by: that would be the base itself', () => {
    const head = [UNIT, ...carriedForward({ carry_forward: true }, [UNIT], history)]
    const versions = [
      version(1, '2026-01-01', {
        objectives: [objective({ indicator: 'coverage-change', target: target('>=', '0', 'pp') })],
      }),
    ]
    const of = (facts: CoverageFact[]) =>
      only(
        gate({ versions, now: '2026-11-22', head, base: { facts, baseline: { kind: 'base', commit_sha: BASE_SHA } } }),
      )
    expect(of([coverage(60, 100, { flag: 'e2e' })])).toMatchObject({ no_data_reason: 'no_baseline' })
    expect(of([coverage(60, 100, { flag: 'e2e' }), coverage(80, 100, { flag: 'unit' })])).toMatchObject({
      display: '5.0 pp',
    })
  })

  test('is no upload of this commit', () => {
    const head = [UNIT, ...carriedForward({ carry_forward: true }, [UNIT], history)]
    const versions = [
      version(1, '2026-01-01', { objectives: [objective({ indicator: 'coverage', target: target('>=', '70', '%') })] }),
    ]
    const request = { carry_forward: true as const, expect: 3 }
    expect(gate({ versions, now: '2026-11-22', head, request }).uploads).toMatchObject({
      received: ['unit'],
      state: 'awaited',
    })
  })

  test('a flag that nobody has is said', () => {
    expect(judged('coverage', ['nightly']).notes).toEqual([
      {
        code: 'carried_forward',
        detail: 'nothing to carry forward for nightly: neither the base nor an ancestor that was named has it',
      },
    ])
  })
})
