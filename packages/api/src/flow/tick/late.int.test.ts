import { afterAll, beforeAll, test } from 'vitest'
import { startTestApp, type TestApp } from '../../testing/app.ts'
import { compareLate } from '../../testing/late/compare.ts'

let t: TestApp
beforeAll(async () => {
  t = await startTestApp()
})
afterAll(() => t.stop())

test('rule 12, tick: run late gives the same as once on time, and run twice the same as once', () =>
  compareLate(t, { numRuns: 1 }))
