import { formatInstant } from '@plumbline/core'
import { agreementReader } from '../flow/agreed.ts'
import { tickAll } from '../flow/tick-all.ts'
import { describeError } from '../http/log.ts'
import { type Hosted, openHosted } from '../lambda.ts'

type Kept = Hosted & { agreements: ReturnType<typeof agreementReader> }
let kept: Kept | null = null

/** The sweep reads the table's stream on from where the last one stopped: what its own function gave up on is completed. */
const sweep = async ({ store, now, log }: Kept): Promise<void> => {
  const startedAt = now()
  const swept = await store.sweep()
  log({ level: 'info', time: formatInstant(startedAt), message: 'swept', ...swept, duration_ms: now() - startedAt })
}

/** What is due by the clock, for every engagement. */
const ticks = async (host: Kept): Promise<void> => {
  const { now, log } = host
  const startedAt = now()
  const { ticked, failed } = await tickAll(host, now)
  log({
    level: failed > 0 ? 'error' : 'info',
    time: formatInstant(startedAt),
    message: 'ticked',
    engagements: ticked.length,
    failed,
    duration_ms: now() - startedAt,
  })
  if (failed > 0) throw new Error(`${failed} of what was due could not be done; the lines before say why`)
}

/** Days that are over, packed, so that gates cost less. */
const compact = async ({ store }: Kept): Promise<void> => {
  await store.compact()
}

/**
 * What is done by the clock, as `serve` does it every minute. No part waits for another's success; where one fails, the
 * call does: the host counts it, and its alarm tells the operator.
 */
export const handler = async (): Promise<void> => {
  kept ??= { ...openHosted(), agreements: agreementReader() }
  const failures: unknown[] = []
  for (const [message, part] of [
    ['sweep', sweep],
    ['tick', ticks],
    ['compact', compact],
  ] as const) {
    try {
      await part(kept)
    } catch (error) {
      failures.push(error)
      kept.log({ level: 'error', time: formatInstant(kept.now()), message, error: describeError(error) })
    }
  }
  if (failures.length > 0) throw failures[0]
}
