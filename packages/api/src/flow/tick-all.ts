import { formatInstant, type Instant } from '@plumbline/core'
import { describeError } from '../http/log.ts'
import { type TickDeps, type Ticked, tick } from './tick.ts'

const PAGE = 100

export type TickAsked = {
  /** Only this one. */
  engagement?: string | undefined
  /** As `tick` has it. */
  everything?: boolean | undefined
}
export type AllTicked = { ticked: Ticked[]; failed: number }

/**
 * Does what is due for every engagement of the installation, one after the other. One that fails as a whole is told to
 * the log and holds up none of the others.
 * @returns what was done, without those that failed as a whole, and how many steps and engagements failed
 * @throws StoreUnavailable where not even the list of engagements can be read
 */
export const tickAll = async (
  deps: TickDeps,
  now: () => Instant,
  { engagement: only, everything = false }: TickAsked = {},
): Promise<AllTicked> => {
  const ticked: Ticked[] = []
  let failed = 0
  let after: string | null = null
  do {
    const { items, next }: Awaited<ReturnType<TickDeps['store']['engagements']>> = await deps.store.engagements({
      limit: PAGE,
      after,
    })
    for (const { engagement } of items) {
      if (only !== undefined && engagement !== only) continue
      try {
        const one = await tick(deps, engagement, now(), { everything })
        ticked.push(one)
        failed += one.failed
      } catch (error) {
        failed += 1
        const time = formatInstant(now())
        deps.log({ level: 'error', time, message: 'tick', engagement, error: describeError(error) })
      }
    }
    after = next
  } while (after !== null)
  return { ticked, failed }
}
