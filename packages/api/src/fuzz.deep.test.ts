import { test } from 'vitest'
import { fuzz } from './testing/fuzz/fuzz.ts'

test('20,000 generated requests, most of them bad: no 5xx, only described answers, and no refusal changes anything', async () => {
  const { statuses, looks } = await fuzz(20_000)
  const counts = [...statuses].sort(([a], [b]) => a - b).map(([status, count]) => `${status}: ${count}`)
  process.stderr.write(`\n  ${counts.join(', ')}; the table was looked at ${looks} times\n`)
})
