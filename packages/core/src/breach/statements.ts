import { ok, type Result, refused } from '../result.ts'
import { formatInstant, type Instant, parseInstant } from '../time/instant.ts'
import {
  type Actor,
  type Breach,
  type BreachTransition,
  plainStatus,
  type StatedCause,
  withPlainStatus,
} from './breach.ts'
import { isRolling } from './identity.ts'
import { causeToAgreeWith } from './root-cause.ts'

/*
 * What the parties say about a breach. Either may say that it knows, add a note, or state what it holds for the
 * root cause; none of that decides anything. That it is dealt with only the party says to whom the objective is owed:
 * who owes it can't declare it settled.
 */

export type BreachRefusal = { code: 'wrong_state' | 'wrong_party'; detail: string }

type Said = Result<Breach, BreachRefusal>

/** Longest text that a party may write at once, in UTF-16 units. */
export const MAX_STATEMENT = 2_000

/** Notes and causes of one party, and code units of their texts: a breach is one item in the store. */
const MAX_ENTRIES = 50
const MAX_TEXT = 30_000

const no = (code: BreachRefusal['code'], detail: string): Said => refused({ code, detail })

/** Counted for each party alone, so that neither can silence the other; moving on always has room. */
const isFull = ({ timeline }: Breach, { party }: Actor, text: string): boolean => {
  const said = timeline.filter(
    ({ by, kind }) => 'party' in by && by.party === party && (kind === 'noted' || kind === 'root_cause'),
  )
  return said.length >= MAX_ENTRIES || said.reduce((sum, { note = '' }) => sum + note.length, text.length) > MAX_TEXT
}

const step = (
  breach: Breach,
  { kind, by, note, cause }: Pick<BreachTransition, 'kind' | 'by' | 'note' | 'cause'>,
  at: Instant,
  change: Partial<Breach> = {},
): Said => {
  const entry: BreachTransition = {
    at: formatInstant(at),
    kind,
    by,
    ...(note ? { note } : {}),
    ...(cause && Object.keys(cause).length > 0 ? { cause } : {}),
  }
  return ok({ ...breach, ...change, timeline: [...breach.timeline, entry] })
}

const say = (
  breach: Breach,
  kind: 'noted' | 'root_cause',
  by: Actor,
  at: Instant,
  note: string,
  cause?: StatedCause,
) =>
  isFull(breach, by, note)
    ? no(
        'wrong_state',
        `the ${by.party} has written all it may: ${MAX_ENTRIES} notes and causes, ${MAX_TEXT} characters in all`,
      )
    : step(breach, { kind, by, note, ...(cause ? { cause } : {}) }, at)

/** Either party may say that it has seen a breach; that settles nothing about whose fault it is. */
export const acknowledgeBreach = (breach: Breach, by: Actor, at: Instant, note?: string): Said =>
  plainStatus(breach) === 'open'
    ? step(withPlainStatus(breach, 'acknowledged'), { kind: 'acknowledged', by, ...(note ? { note } : {}) }, at, {
        acknowledged_at: formatInstant(at),
      })
    : no('wrong_state', `the breach is ${breach.status}; only an open one can be acknowledged`)

/** Either party, at any time, also after the end. */
export const noteBreach = (breach: Breach, by: Actor, at: Instant, note: string): Said =>
  say(breach, 'noted', by, at, note)

/** Either party, as often as it learns more; of what a party stated the last counts. */
export const stateRootCause = (breach: Breach, by: Actor, at: Instant, note: string, cause: StatedCause): Said =>
  say(breach, 'root_cause', by, at, note, cause)

/**
 * A party agrees with what the other one stated last: its words become its own.
 * @param statedAt instant of that statement, so that nobody agrees with words that were changed meanwhile
 */
export const agreeOnCause = (breach: Breach, by: Actor, at: Instant, statedAt: string): Said => {
  const stated = causeToAgreeWith(breach, by.party)
  if (!stated) return no('wrong_state', 'there is no root cause of the other party to agree with, or you agree already')
  if (stated.at !== statedAt)
    return no('wrong_state', `the other party’s last statement is the one of ${stated.at}, not of ${statedAt}`)
  return say(breach, 'root_cause', by, at, stated.note ?? '', { ...stated.cause, agrees_with: stated.at })
}

/** A calendar window that can still change for the better or the worse: only its end tells. */
const runsUntil = ({ window }: Breach, at: Instant): string | null =>
  window && !isRolling(window) && (parseInstant(window.to) ?? 0) > at ? window.to : null

/** What stands in the way of this party declaring the breach dealt with; null where nothing does. */
export const resolvingRefused = (breach: Breach, party: Actor['party'], at: Instant): BreachRefusal | null => {
  if (breach.owed_by === party)
    return {
      code: 'wrong_party',
      detail: `the ${party} owes this objective; that it is dealt with is for the other party to say`,
    }
  if (breach.status !== 'open' && breach.status !== 'acknowledged')
    return {
      code: 'wrong_state',
      detail: `the breach is ${breach.status}; only an open or acknowledged one can be resolved`,
    }
  const until = runsUntil(breach, at)
  return until === null
    ? null
    : {
        code: 'wrong_state',
        detail: `its window runs until ${until}; until then the engine resolves it, once the target is met again`,
      }
}

/** The party to whom the objective is owed, or either where both owe it, says that a breach is dealt with. */
export const settleBreach = (breach: Breach, by: Actor, at: Instant, note?: string): Said => {
  const refusal = resolvingRefused(breach, by.party, at)
  if (refusal) return refused(refusal)
  return step(breach, { kind: 'resolved', by, ...(note ? { note } : {}) }, at, {
    status: 'resolved',
    resolved_at: formatInstant(at),
  })
}
