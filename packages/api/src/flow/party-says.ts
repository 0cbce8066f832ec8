import type { Breach, BreachRefusal, Result } from '@plumbline/core'
import type { EngagementStore } from '@plumbline/store'
import { notFound, Refusal } from '../problem/problem.ts'
import { moveBreach } from './move-breaches.ts'

/**
 * Writes what a party says into the story of a breach, from what the breach is when it is read.
 * @throws Refusal `not_found`, `wrong_state`, `wrong_party`
 */
export const partySays = async (
  store: EngagementStore,
  id: string,
  say: (breach: Breach) => Result<Breach, BreachRefusal>,
): Promise<Breach> => {
  const moved = await moveBreach(store, id, (breach) => {
    const said = say(breach)
    if (said.ok) return said.value
    const [refusal] = said.errors
    if (!refusal) throw new TypeError('a refusal says why')
    throw new Refusal(refusal.code, `${refusal.detail.replace(/^./, (first) => first.toUpperCase())}.`)
  })
  if (!moved) throw notFound()
  return moved
}
