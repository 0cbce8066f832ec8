import { formatInstant } from '@plumbline/core'
import { describeError } from '../http/log.ts'
import { type Hosted, openHosted } from '../lambda.ts'
import { settleRecords } from './settle-records.ts'
import type { BatchResult, StreamEvent } from './stream-event.ts'

let hosted: Hosted | null = null

/**
 * Takes the table's stream as the host brings it: completes events whose process ended between two writes. Harmless to
 * repeat, as the host will. What fails as a whole fails the call; a record that fails alone is named in the answer.
 */
export const handler = async ({ Records }: StreamEvent): Promise<BatchResult> => {
  hosted ??= openHosted()
  const { store, now, log } = hosted
  const startedAt = now()
  const { seen, completed, unsettled } = await settleRecords(store, Records)
  const time = formatInstant(startedAt)
  for (const { record, error } of unsettled) {
    const sequence = record.dynamodb.SequenceNumber
    log({ level: 'error', time, message: 'unsettled', sequence, error: describeError(error) })
  }
  log({
    level: 'info',
    time,
    message: 'settled',
    records: Records.length,
    seen,
    completed,
    duration_ms: now() - startedAt,
  })
  return { batchItemFailures: unsettled.map(({ record }) => ({ itemIdentifier: record.dynamodb.SequenceNumber })) }
}
