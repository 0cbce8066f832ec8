import type { Party } from '../agreement/terms.ts'
import { type Result, refused } from '../result.ts'

/** Why something can't be decided: not by this party, not now, or not so. `pointer` names the field that is wrong. */
export type DecisionRefusal =
  | { code: 'wrong_party' | 'wrong_state'; detail: string }
  | { code: 'out_of_range' | 'unknown_name' | 'contradiction'; pointer: string; detail: string; allowed?: string[] }

export type Decision<T> = Result<T, DecisionRefusal>

export const notYours = (detail: string) => refused<DecisionRefusal>({ code: 'wrong_party', detail })
export const notNow = (detail: string) => refused<DecisionRefusal>({ code: 'wrong_state', detail })

export const otherThan = (party: Party): Party => (party === 'client' ? 'vendor' : 'client')
