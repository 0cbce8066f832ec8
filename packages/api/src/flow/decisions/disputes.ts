import {
  type AcceptedVersion,
  type Actor,
  type Breach,
  breachDisputableUntil,
  type Dispute,
  disputeAt,
  disputeEnds,
  disputesOf,
  followDispute,
  type Instant,
  openDispute,
  type Speaker,
  type Standing,
  standDispute,
  stateRuling,
} from '@plumbline/core'
import type { EngagementStore } from '@plumbline/store'
import { notFound, Refusal } from '../../problem/problem.ts'
import { type AgreementReader, requireState } from '../agreed.ts'
import { type Decision, decide } from '../decide.ts'
import { movedTo } from '../move-breaches.ts'
import { decided } from './refuse.ts'

/** What a breach is disputed by: the version that judged it. */
const judgeOf = (versions: readonly AcceptedVersion[], { agreement_version: version }: Breach) =>
  versions.find((one) => one.version === version)

/** Everything that follows from a step of a dispute; the ledger tells it as what became of the breach. */
export const disputeDecision = (
  standing: Standing,
  dispute: Dispute,
  breach: Breach,
  at: Instant,
): Decision<Breach> => {
  const moved = movedTo(breach, followDispute(breach, dispute))
  return {
    value: moved.breach,
    state: { standing: decided(standDispute(standing, dispute, moved.breach, at)) },
    decided: moved.decided,
    writes: [{ kind: 'record', record: dispute }, ...moved.writes],
  }
}

/** When an answer to what is said at an instant is due, and as long again to agree and then to rule. */
const answerTimes = (terms: Parameters<typeof disputeEnds>[0], at: Instant) => {
  const answerDue = disputeEnds(terms, at)
  const agreeBy = disputeEnds(terms, answerDue)
  return { answerDue, agreeBy, ruleBy: disputeEnds(terms, agreeBy) }
}

const requireBreach = async (store: EngagementStore, id: string): Promise<Breach> => {
  const breach = await store.breach(id)
  if (!breach) throw notFound()
  return breach
}

/** The same party, in the same words, once more. */
const isRepeated = (before: Dispute | null, text: string, by: Actor) =>
  before?.status === 'open' && before.reason === text && before.opened_by.party === by.party

/** @throws Refusal `not_found`, `wrong_state` */
export const disputeBreach = async (
  store: EngagementStore,
  agreements: AgreementReader,
  asked: { breach: string; id: string; text: string },
  by: Actor,
  at: Instant,
): Promise<Breach> => {
  const read = await requireState(store)
  const versions = await agreements.accepted(store, read)
  const { value } = await decide(
    store,
    async ({ standing }) => {
      const breach = await requireBreach(store, asked.breach)
      const before = breach.dispute ? await store.keptRecord('dispute', breach.dispute.id) : null
      if (isRepeated(before, asked.text, by)) return { value: breach }
      const judged = judgeOf(versions, breach)
      const terms = judged?.terms
      const until = breachDisputableUntil(breach, judged)
      const { id, text } = asked
      const dispute = decided(
        openDispute({ id, breach, text, terms: disputesOf(terms), until, ...answerTimes(terms, at) }, by, at),
      )
      return disputeDecision(standing, dispute, breach, at)
    },
    read,
  )
  return value
}

/**
 * What somebody says in the dispute about a breach. Where silence has settled it by then, that is written first, as
 * of the moment it fell due.
 * @throws Refusal `not_found`, `wrong_party`, `wrong_state`
 */
export const sayInDispute = async (
  store: EngagementStore,
  breachId: string,
  at: Instant,
  say: (dispute: Dispute, breach: Breach) => Parameters<typeof decided<Dispute>>[0],
): Promise<Breach> => {
  const { value } = await decide(store, async ({ standing }) => {
    const breach = await requireBreach(store, breachId)
    const stored = breach.dispute ? await store.keptRecord('dispute', breach.dispute.id) : null
    if (!stored) throw new Refusal('wrong_state', 'Nobody disputes it; either party may: `plumbline breaches dispute`.')
    const dispute = disputeAt(stored, at)
    const said = decided(say(dispute, breach))
    return said === stored ? { value: breach } : disputeDecision(standing, said, breach, at)
  })
  return value
}

/** @throws Refusal `not_found`, `wrong_party`, `wrong_state` */
export const ruleOnBreach = async (
  store: EngagementStore,
  agreements: AgreementReader,
  asked: { breach: string } & Parameters<typeof stateRuling>[1],
  by: Speaker,
  at: Instant,
): Promise<Breach> => {
  const versions = await agreements.accepted(store, await requireState(store))
  const { breach: id, ...said } = asked
  return sayInDispute(store, id, at, (dispute, breach) =>
    stateRuling(dispute, said, by, at, answerTimes(judgeOf(versions, breach)?.terms, at)),
  )
}
