import {
  type Actor,
  acknowledgeStatement,
  agreedAt,
  creditsWithoutAmounts,
  type Statement,
  statementEntry,
  statementId,
} from '@plumbline/core'
import type { Deps } from '../../deps.ts'
import { Refusal } from '../../problem/problem.ts'
import { decide } from '../decide.ts'
import { decided } from '../decisions/refuse.ts'
import { asItIs, taking } from '../tick/context.ts'
import { rememberTicked } from '../tick/missed.ts'
import { settlePeriods } from '../tick/periods.ts'
import { readStatement } from './read.ts'
import type { Asked } from './windows.ts'

type Needs = Pick<Deps, 'catchUp' | 'store'>

const changed = (statement: Statement) =>
  new Refusal(
    'wrong_state',
    `The statement of ${statement.label} has changed since: it is ${statement.hash} now. Read it again.`,
  )

/**
 * A party takes note of the statement as it is, or as it named it. Where both have, its windows become final now; the
 * tick would do it next.
 * @throws Refusal `wrong_state` for one that is not over, or is not what was read
 */
export const acknowledge = async (
  asked: Asked,
  deps: Needs,
  { by, hash, withMoney }: { by: Actor; hash: string | undefined; withMoney: boolean },
): Promise<Statement> => {
  const { store, span, at, versions } = asked
  const { value: record, state } = await decide(
    store,
    async (read) => {
      // Without catching up: a refusal must change nothing, and what is stated does not hang on it.
      const statement = await readStatement({ ...asked, state: read }, { store: deps.store }, true)
      if (hash !== undefined && hash !== statement.hash) throw changed(statement)
      const before = await store.keptRecord('statement', statementId(span))
      const credits = creditsWithoutAmounts(statement.money)
      const after = decided(acknowledgeStatement(before, { ...statement, credits }, span, by, at))
      if (after === before) return { value: after }
      return { value: after, decided: [statementEntry(after)], writes: [{ kind: 'record', record: after }] }
    },
    asked.state,
  )
  if (agreedAt(record) !== null) {
    const context = { store, state, versions, now: at, asOf: asItIs, everything: false, inTurn: taking() }
    // What no tick had judged yet begins its record first, and ends it the second time.
    if ((await settlePeriods(context)).written > 0) await settlePeriods(context)
    await rememberTicked(context)
  }
  const last = (await store.state()) ?? state
  return readStatement({ ...asked, state: last }, deps, withMoney)
}
