import type { Party } from '../agreement/terms.ts'
import type { Breach, BreachTransition, StatedCause } from './breach.ts'

/*
 * The cause of a breach that both parties agree on. Nobody agrees by accident: the same words on both sides are no
 * agreement. One party states a cause, and the other says that it agrees with exactly that statement; where either
 * states another one later, they agree no more.
 */

type Story = Pick<Breach, 'timeline'>

/** What a party stated last, or agreed to last. */
export const lastCause = ({ timeline }: Story, party: Party): BreachTransition | null =>
  timeline.findLast(({ kind, by }) => kind === 'root_cause' && 'party' in by && by.party === party) ?? null

const PAIRS = [
  ['client', 'vendor'],
  ['vendor', 'client'],
] as const

export type AgreedCause = { text: string; stated_by: Party; agreed_at: string } & Omit<StatedCause, 'agrees_with'>

/** Null while the last word of neither party is that it agrees with the last word of the other. */
export const agreedCause = (story: Story): AgreedCause | null => {
  for (const [one, other] of PAIRS) {
    const [stated, agreed] = [lastCause(story, one), lastCause(story, other)]
    if (!stated || agreed?.cause?.agrees_with !== stated.at) continue
    const { agrees_with: _, ...cause } = stated.cause ?? {}
    return { text: stated.note ?? '', ...cause, stated_by: one, agreed_at: agreed.at }
  }
  return null
}

/** The statement of the other party that a party may agree with now; null where there is none, or they agree. */
export const causeToAgreeWith = (story: Story, party: Party): BreachTransition | null => {
  const stated = lastCause(story, party === 'client' ? 'vendor' : 'client')
  return stated && stated.cause?.agrees_with === undefined && agreedCause(story) === null ? stated : null
}

/** Breaches whose agreed causes have the same words, of the same kind and doing, have one cause. */
export const sameCauseKey = ({ text, category, attribution }: AgreedCause): string =>
  `${category ?? ''} ${attribution ?? ''} ${text.trim().toLowerCase().replace(/\s+/g, ' ')}`
