import { formatInstant } from '@plumbline/core'
import { describeError } from '../http/log.ts'
import { type Hosted, openHosted } from '../lambda.ts'

let hosted: Hosted | null = null

/**
 * What is done by the clock, as `serve` does it every minute: the sweep, which reads the table's stream on from where
 * the last one stopped, so that whatever the stream's own function gave up on is completed here; and the packing of old
 * days, so that gates cost less.
 */
export const handler = async (): Promise<void> => {
  hosted ??= openHosted()
  const { store, now, log } = hosted
  const startedAt = now()
  const time = formatInstant(startedAt)
  let message = 'sweep'
  try {
    const swept = await store.sweep()
    log({ level: 'info', time, message: 'swept', ...swept, duration_ms: now() - startedAt })
    message = 'compact'
    await store.compact()
  } catch (error) {
    log({ level: 'error', time, message, error: describeError(error) })
    // The host counts it, and its alarm tells the operator.
    throw error
  }
}
