import { createFunction } from './function.ts'
import type { Table } from './table.ts'

/** The next one comes so soon that none is tried again. */
const EVERY = 'rate(5 minutes)'

/** What is done by the clock. */
export const createTick = (stage: string, table: Table): sst.aws.Function => {
  const fn = createFunction(stage, 'tick', table, { retries: 0 })
  new sst.aws.CronV2('TickSchedule', { function: fn.arn, schedule: EVERY, retries: 0 })
  return fn
}
