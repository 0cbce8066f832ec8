import { statementOf } from '@plumbline/core'
import { NOVEMBER_INPUT } from '@plumbline/core/testing/statement'
import { expect, test } from 'vitest'
import { causeLines, setAsideLines } from './lines.ts'
import { rowStatus, windowWords } from './words.ts'

const told = statementOf(NOVEMBER_INPUT)
const [row] = told.objectives
if (!row) throw new Error('no row')

const root_cause = { text: 'the pool ran dry', stated_by: 'vendor', agreed_at: '2026-12-01T00:00:00.000Z' } as const
const clocks = [
  { case: 'a', breach_id: 'br_a', display: '29 h', root_cause },
  { case: 'b', breach_id: 'br_b', display: '6 h', dispute: { id: 'dp_1', status: 'open' } },
] as const

test('a cause that both agree on is told of each clock that has one, by how long it ran', () =>
  expect(causeLines({ objectives: [{ ...row, clocks: [...clocks] }] })).toEqual([
    'No data of checkout-api, November 2026 (29 h): the pool ran dry',
  ]))

test('a row is disputed where the breach of one of its clocks is', () =>
  expect([rowStatus({ ...row, status: 'breached', clocks: [...clocks] }), rowStatus(row)]).toEqual([
    'breached, disputed',
    'no data',
  ]))

test('rule 8: a window in which the objective came into force says partial', () => {
  const window = { kind: 'calendar month', label: 'September 2026', from: '', to: '', partial: true }
  expect(windowWords({ ...row, window })).toBe('September 2026, partial')
})

test('a dispute says which window its breach is of, and where there is none the breach', () => {
  const [dispute] = told.disputes
  if (!dispute) throw new Error('no dispute')
  const lineOf = (window: string | null) =>
    setAsideLines({ ...told, waivers: [], exclusions: [], disputes: [{ ...dispute, window }] })[0]
  expect(lineOf('October 2026')).toMatch(/^Disputed: disputed of checkout-api, October 2026, by Northwind /)
  expect(lineOf(null)).toMatch(/^Disputed: disputed of checkout-api, breach br_2, by Northwind /)
})
