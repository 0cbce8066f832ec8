import { expect, test } from 'vitest'
import { evaluationId, runOf } from './identity.ts'

test('a run of a service has one id, and no other run or service shares it', () => {
  const ids = [
    evaluationId('acme', 'api', '1'),
    evaluationId('acme', 'api', '2'),
    evaluationId('acme', 'api1', ''),
    evaluationId('acmea', 'pi', '1'),
  ]
  expect(new Set(ids).size).toBe(4)
  expect(evaluationId('acme', 'api', '1')).toBe(ids[0])
})

test('the same body in another order is the same run', () => {
  expect(runOf({ a: 1, b: [2, 3] })).toBe(runOf({ b: [2, 3], a: 1 }))
  expect(runOf({ a: 1, b: [2, 3] })).not.toBe(runOf({ a: 1, b: [3, 2] }))
})

test('an id is as long as it ever was, so that what was kept under one is found again', () => {
  expect(evaluationId('acme', 'api', '1')).toMatch(/^ev_[0-9a-f]{32}$/)
  expect(runOf({})).toMatch(/^sha256:[0-9a-f]{64}$/)
})
