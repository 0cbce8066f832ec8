import { expect, test } from 'vitest'
import { readDocument } from './testing/fuzz/document.ts'
import { fuzz } from './testing/fuzz/fuzz.ts'

const RUNS = 2_000
/** The same requests in every run of the tests; `npm run test:deep` makes others. */
const SEED = 7

test(`${RUNS} generated requests, most of them bad: no 5xx, only described answers, and no refusal changes anything`, {
  timeout: 240_000,
}, async () => {
  const { statuses, answeredWell } = await fuzz(RUNS, SEED)
  // A fuzzer whose requests are all refused at the door, or all good, would have shown nothing.
  const refused = [...statuses].reduce((sum, [status, count]) => sum + (status >= 400 ? count : 0), 0)
  expect(refused).toBeGreaterThan(RUNS / 2)
  for (const status of [200, 201, 400, 401, 404, 409, 413, 415, 422]) expect(statuses.has(status)).toBe(true)
  const never = readDocument().calls.flatMap(({ id }) => (answeredWell.has(id) ? [] : [id]))
  // A proposal or a request is decided once, and a breach that is over is not acknowledged any more;
  // nor is a month that goes on. A cause is agreed on by the very moment at which the other side stated it.
  const once = [
    'acceptAgreement',
    'rejectAgreement',
    'withdrawAgreement',
    'acknowledgeBreach',
    'resolveBreach',
    'acknowledgeMonthlyReport',
    'approveWaiver',
    'rejectWaiver',
    'revokeWaiver',
    'withdrawWaiver',
    'approveExclusion',
    'rejectExclusion',
    'revokeExclusion',
    'withdrawExclusion',
    'agreeOnRootCause',
  ]
  expect(never.filter((id) => !once.includes(id))).toEqual([])
})
