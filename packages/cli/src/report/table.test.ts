import { statementOf } from '@plumbline/core'
import { NOVEMBER_INPUT } from '@plumbline/core/testing/statement'
import { expect, test } from 'vitest'
import { formatListing } from '../output/listing.ts'
import { columns, statementTable } from './table.ts'

const told = statementOf(NOVEMBER_INPUT)
const terminal = { width: 200, colour: false }

test('a statement on a terminal has the adjustments of earlier periods, as its page has', () =>
  expect(statementTable(told, terminal)).toContain(
    'Adjustments of earlier periods\n  Adjusted of checkout-api, October 2026: was met at 10.0 %, would be breached at 20.0 %\n',
  ))

test('for a machine a row names the breach of each clock that was late', () => {
  const [row] = told.objectives
  if (!row) throw new Error('no row')
  const clocks = ['br_a', 'br_b'].map((id) => ({ case: id, breach_id: id, display: '1 h' }))
  expect(formatListing({ columns, rows: [{ ...row, clocks }] }, 'csv', terminal)).toContain('br_a br_b')
})
