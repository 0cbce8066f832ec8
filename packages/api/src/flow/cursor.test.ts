import { expect, test } from 'vitest'
import { testConfig } from '../testing/config.ts'
import { makeCursor, readCursor } from './cursor.ts'

const config = testConfig({ secret: new Uint8Array(32).fill(1) })
const list = {
  engagement: 'acme-checkout',
  operation: 'breaches',
  filters: { service: ['a'], sort: '-opened_at', limit: 5 },
}
const cursor = makeCursor(config, list, 'position 7') ?? ''

test('a cursor goes on in its own list, whatever the length of the page', () => {
  expect(readCursor(config, list, cursor)).toBe('position 7')
  expect(readCursor(config, { ...list, filters: { ...list.filters, limit: 50, cursor } }, cursor)).toBe('position 7')
  expect(readCursor(config, list, undefined)).toBeNull()
  expect(makeCursor(config, list, null)).toBeNull()
})

test.each([
  ['of another engagement', { ...list, engagement: 'other-checkout' }, cursor],
  ['of another list', { ...list, operation: 'evaluations' }, cursor],
  ['of other filters', { ...list, filters: { ...list.filters, service: ['b'] } }, cursor],
  ['of another order', { ...list, filters: { ...list.filters, sort: 'opened_at' } }, cursor],
  ['that was made up', list, 'cG9zaXRpb24gOA.AAAAAAAAAAAAAAAAAAAAAA'],
  ['that is no cursor', list, 'x'],
  ['that was changed', list, `A${cursor.slice(1)}`],
])('a cursor %s is refused', (_, here, given) => {
  expect(() => readCursor(config, here, given)).toThrow(expect.objectContaining({ code: 'invalid_cursor' }))
})
