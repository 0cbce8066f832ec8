import { createFunction } from './function.ts'
import type { Table } from './table.ts'

/** Lists of what was received follow the stream by so much. */
const WAIT_SECONDS = 10
const RECORDS_AT_ONCE = 500
/** What fails so often is put aside, so that it holds up nothing behind it. The tick reads the stream by itself. */
const ATTEMPTS = 10
const SIX_HOURS = 6 * 60 * 60
const TWO_WEEKS = 14 * 24 * 60 * 60

export type Sweeper = { fn: sst.aws.Function; deadLetters: aws.sqs.Queue }

/** Follows the table's stream: completes what was left half done, and keeps the log of what was received. */
export const createSweeper = (stage: string, table: Table): Sweeper => {
  const deadLetters = new aws.sqs.Queue('SweeperDeadLetters', {
    messageRetentionSeconds: TWO_WEEKS,
    sqsManagedSseEnabled: true,
  })
  const fn = createFunction(stage, 'sweeper', table, {
    permissions: [{ actions: ['sqs:SendMessage'], resources: [deadLetters.arn] }],
  })
  new aws.lambda.EventSourceMapping('SweeperStream', {
    eventSourceArn: table.streamArn,
    functionName: fn.arn,
    startingPosition: 'TRIM_HORIZON',
    batchSize: RECORDS_AT_ONCE,
    maximumBatchingWindowInSeconds: WAIT_SECONDS,
    // Expired items are none of its business.
    filterCriteria: { filters: [{ pattern: JSON.stringify({ eventName: ['INSERT', 'MODIFY'] }) }] },
    functionResponseTypes: ['ReportBatchItemFailures'],
    bisectBatchOnFunctionError: true,
    maximumRetryAttempts: ATTEMPTS,
    maximumRecordAgeInSeconds: SIX_HOURS,
    destinationConfig: { onFailure: { destinationArn: deadLetters.arn } },
  })
  return { fn, deadLetters }
}
