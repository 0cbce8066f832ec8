import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import type { Objective } from '../agreement/terms.ts'
import { objective, target, version } from '../testing/agreement.ts'
import { coverage, found, gate, size, testRun } from '../testing/gate.ts'
import { GATE_EVENTS } from './gate.ts'

const NOW = '2026-11-22'
const agreed = (...objectives: Objective[]) => [version(1, '2026-01-01', { objectives })]
const COVERAGE = objective({ id: 'coverage', indicator: 'coverage', target: target('>=', '80', '%') })
const FAILURES = objective({ id: 'failures', indicator: 'test-failures', target: target('==', '0', 'count') })
const SIZE = objective({ id: 'size', indicator: 'change-size', target: target('<=', '400', 'lines') })
const versions = agreed(COVERAGE, FAILURES)

const GOOD = [coverage(90, 100, { flag: 'unit' }), testRun(10, { flag: 'unit' })]
const BAD = [coverage(10, 100, { flag: 'e2e' }), testRun(10, { flag: 'e2e', failures: 3 })]
const UNFLAGGED = [coverage(90, 100)]

describe('a part of the uploads', () => {
  test.each(GATE_EVENTS.filter((event) => event !== 'deployment'))(
    'neither passes nor fails a %s: it warns and says how many it waits for',
    (event) => {
      for (const head of [[], GOOD, BAD]) {
        const judged = gate({ versions, now: NOW, head, request: { event, expect: 3 } })
        expect([judged.verdict, judged.provisional, judged.uploads?.state]).toEqual(['warn', true, 'awaited'])
        expect(judged.objectives.map(({ status, no_data_reason, value }) => [status, no_data_reason, value])).toEqual([
          ['no_data', 'uploads_awaited', null],
          ['no_data', 'uploads_awaited', null],
        ])
      }
    },
  )

  test('says which came, whatever kind of report they brought; the one without a flag is one too', () => {
    const head = [...UNFLAGGED, found({}, { flag: 'scan' }), testRun(1, { flag: 'scan' }), size(1, 1)]
    const { uploads, notes } = gate({ versions, now: NOW, head, request: { expect: 3 } })
    expect(uploads).toEqual({ received: ['', 'scan'], expected: 3, state: 'awaited' })
    expect(notes).toEqual([
      { code: 'uploads', detail: '2 of 3 uploads (one without a flag, scan), waiting for 1 more' },
    ])
  })

  test('on_no_data does not decide about it, and an objective that is only observed changes nothing', () => {
    for (const onNoData of ['pass', 'warn', 'fail'] as const) {
      const one = agreed({ ...COVERAGE, onNoData })
      expect(gate({ versions: one, now: NOW, head: GOOD, request: { expect: 2 } }).verdict).toBe('warn')
    }
    const observed = agreed({ ...COVERAGE, enforcement: 'observe' })
    expect(gate({ versions: observed, now: NOW, head: BAD, request: { expect: 2 } }).verdict).toBe('pass')
  })

  test('what the pull request itself says is judged all the same', () => {
    const judged = gate({ versions: agreed(SIZE, COVERAGE), now: NOW, head: [size(900, 0)], request: { expect: 2 } })
    expect(judged.objectives.map(({ id, status }) => [id, status])).toEqual([
      ['size', 'breached'],
      ['coverage', 'no_data'],
    ])
  })
})

test('the last upload judges all of them, as a gate that expects nothing does', () => {
  const head = [...GOOD, ...BAD]
  const { uploads, ...judged } = gate({ versions, now: NOW, head, request: { expect: 2 } })
  expect(uploads).toEqual({ received: ['e2e', 'unit'], expected: 2, state: 'complete' })
  expect(judged).toEqual(gate({ versions, now: NOW, head }))
  expect(judged.verdict).toBe('fail')
})

test('more than were expected are judged, and said', () => {
  const { verdict, notes } = gate({ versions, now: NOW, head: [...GOOD, ...UNFLAGGED], request: { expect: 1 } })
  expect(verdict).toBe('pass')
  expect(notes[0]?.detail).toMatch(/^2 uploads \(one without a flag, unit\) where 1 were expected/)
})

describe('when no more uploads will come', () => {
  test('nor will they to a deployment that is about to begin: it waits for none', () => {
    const judged = gate({ versions, now: NOW, head: GOOD, request: { event: 'deployment', expect: 2 } })
    expect(judged.uploads?.state).toBe('missing')
    expect(judged.provisional).toBe(false)
  })

  test.each([
    { onNoData: 'pass' as const, verdict: 'pass' },
    { onNoData: 'warn' as const, verdict: 'warn' },
    { onNoData: 'fail' as const, verdict: 'fail' },
  ])('what is missing is missing: on_no_data: $onNoData decides', ({ onNoData, verdict }) => {
    const one = agreed({ ...COVERAGE, onNoData })
    for (const head of [GOOD, BAD]) {
      const judged = gate({ versions: one, now: NOW, head, request: { expect: 2, finalize: true } })
      expect([judged.verdict, judged.provisional]).toEqual([verdict, false])
      expect(judged.objectives[0]).toMatchObject({ status: 'no_data', no_data_reason: 'uploads_missing' })
    }
  })

  test('the message names what came', () => {
    const { notes } = gate({ versions, now: NOW, head: GOOD, request: { expect: 3, finalize: true } })
    expect(notes).toEqual([{ code: 'uploads', detail: '1 of 3 uploads (unit), 2 are missing' }])
  })

  test('without a number, what is there is judged', () => {
    expect(gate({ versions, now: NOW, head: GOOD, request: { finalize: true } })).toEqual(
      gate({ versions, now: NOW, head: GOOD }),
    )
  })
})

it('in whichever order uploads come, only the last gate can pass or fail, and all that see them all say the same', () => {
  const uploads = ['a', 'b', 'c', 'd'].map((flag, i) => [coverage(95 - i * 10, 100, { flag }), testRun(5, { flag })])
  fc.assert(
    fc.property(fc.shuffledSubarray(uploads, { minLength: 4 }), (order) => {
      const verdicts = order.map((_, i) =>
        gate({ versions, now: NOW, head: order.slice(0, i + 1).flat(), request: { event: 'push', expect: 4 } }),
      )
      expect(verdicts.slice(0, -1).map(({ verdict }) => verdict)).toEqual(['warn', 'warn', 'warn'])
      expect(verdicts[3]).toEqual(
        gate({ versions, now: NOW, head: uploads.flat(), request: { event: 'push', expect: 4 } }),
      )
    }),
  )
})

test('of a part nothing is said to be added up: its lines are not looked at', () => {
  const patch = objective({ id: 'patch', indicator: 'patch-coverage', target: target('>=', '80', '%') })
  const head = ['a', 'b'].map((flag) => coverage(1, 2, { flag, patch: { covered: 1, total: 2 } }))
  const said = (request: object) =>
    gate({ versions: agreed(patch), now: NOW, head, request }).notes.filter(({ detail }) => detail.includes('added up'))
  expect(said({ expect: 3 })).toEqual([])
  expect(said({ expect: 3, finalize: true })).toEqual([])
  expect(said({ expect: 2 })).toHaveLength(1)
})
