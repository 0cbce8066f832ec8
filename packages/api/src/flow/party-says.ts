import type { Breach, BreachRefusal, Result } from '@plumbline/core'
import type { EngagementStore } from '@plumbline/store'
import { notFound, Refusal } from '../problem/problem.ts'
import { decide } from './decide.ts'
import { movedTo } from './move-breaches.ts'

/**
 * Writes what a party says into the story of a breach, from what the breach is when it is read.
 * @throws Refusal `not_found`, `wrong_state`, `wrong_party`
 */
export const partySays = async (
  store: EngagementStore,
  id: string,
  say: (breach: Breach) => Result<Breach, BreachRefusal>,
): Promise<Breach> => {
  const { value } = await decide(store, async () => {
    const breach = await store.breach(id)
    if (!breach) throw notFound()
    const said = say(breach)
    if (said.ok) {
      const { breach: after, writes, decided } = movedTo(breach, said.value)
      return { value: after, writes, decided }
    }
    const [refusal] = said.errors
    if (!refusal) throw new TypeError('a refusal says why')
    throw new Refusal(refusal.code, `${refusal.detail.replace(/^./, (first) => first.toUpperCase())}.`)
  })
  return value
}
