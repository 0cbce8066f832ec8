import { expect, test } from 'vitest'
import { preferred } from './accept.ts'

test.each([
  ['', 'application/json'],
  ['*/*', 'application/json'],
  ['text/csv', 'text/csv'],
  ['text/*', 'text/csv'],
  ['TEXT/CSV; charset=utf-8', 'text/csv'],
  ['text/html, application/json;q=0.5, text/csv;q=0.9', 'text/csv'],
  ['text/csv;q=0, application/json', 'application/json'],
  ['image/png', 'application/json'],
  ['text/csv;q=nonsense', 'text/csv'],
])('Accept: %s is answered with %s', (accept, type) => {
  expect(preferred(accept, ['application/json', 'text/csv'])).toBe(type)
})
