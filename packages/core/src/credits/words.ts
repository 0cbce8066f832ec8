import type { MoneyTier } from '../agreement/terms.ts'
import type { NotCredited } from './line.ts'

/** Sentences of the statement; whole, so that a reader needs no legend. */

export const creditedWords = (tier: MoneyTier, fee: string, amount: string): string =>
  `worse than ${tier.threshold.text}: ${tier.shareText} of ${fee} is ${amount}`

export const bonusWords = (tier: MoneyTier, fee: string, amount: string): string =>
  `better than ${tier.threshold.text}: ${tier.shareText} of ${fee} is ${amount}`

export const notCreditedWords = (why: NotCredited, instead: string, until: string): string => {
  switch (why) {
    case 'waived':
      return 'waived by the other party: no credit'
    case 'excluded':
      return 'agreed to lie outside the measurement: no credit'
    case 'no_data':
      return 'not measured: nothing is credited for what nobody observed'
    case 'observed':
      return 'only observed: no credit'
    case 'owed_by_client':
      return 'owed by the client: only what the vendor owes is credited'
    case 'owed_by_both':
      return 'owed by both: only what the vendor alone owes is credited'
    case 'kind':
      return 'a measure of speed or activity: it carries no credit'
    case 'no_tier':
      return 'missed, but by less than any tier asks'
    case 'presumed':
      return `missed through links that are only presumed; they count from ${until} unless they are rebutted`
    case 'worse_elsewhere':
      return `credited once for the objective, for its worst: ${instead}`
    case 'same_cause':
      return `same cause as ${instead}, which is credited`
    case 'no_fee':
      return 'the agreement names no monthly fee to take a share of'
    default:
      return why satisfies never
  }
}
