import { formatInstant } from '@plumbline/core'
import { describeError } from '../http/log.ts'
import { type Hosted, openHosted } from '../lambda.ts'

let hosted: Hosted | null = null

/**
 * What is done by the clock, as `serve` does it every minute. Today that is the sweep, which reads the table's stream
 * on from where the last one stopped: whatever the stream's own function gave up on is completed here.
 */
export const handler = async (): Promise<void> => {
  hosted ??= openHosted()
  const { store, now, log } = hosted
  const startedAt = now()
  const time = formatInstant(startedAt)
  try {
    const swept = await store.sweep()
    log({ level: 'info', time, message: 'swept', ...swept, duration_ms: now() - startedAt })
  } catch (error) {
    log({ level: 'error', time, message: 'sweep', error: describeError(error) })
    // The host counts it, and its alarm tells the operator.
    throw error
  }
}
