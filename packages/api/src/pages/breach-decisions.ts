import {
  type AcceptedVersion,
  answerDispute,
  type Breach,
  breachDisputableUntil,
  type Dispute,
  disputeAt,
  disputesOf,
  type Instant,
  moveWaiver,
  openDispute,
  stateRuling,
  type Waiver,
  waiverAt,
  waivingRefused,
  withdrawDispute,
} from '@plumbline/core'
import type { BreachView, May } from '@plumbline/dashboard'
import type { EngagementStore, Page } from '@plumbline/store'
import { actorOf, type Identity, isParty, speakerOf } from '../auth/principal.ts'
import type { Look } from './frame.ts'

const PAGE = 100
const MOST_SHOWN = 5

/** Waivers that name a breach are asked for after it opened. */
const waiversOf = async (store: EngagementStore, { id, opened_at }: Breach, at: Instant): Promise<Waiver[]> => {
  const found: Waiver[] = []
  let after: string | null = null
  const from = Date.parse(opened_at)
  do {
    const page: Page<Waiver> = await store.keptRecords('waiver', { limit: PAGE, after, descending: true, from })
    found.push(...page.items.filter(({ breach }) => breach === id))
    after = page.next
  } while (after !== null && found.length < MOST_SHOWN)
  return found.slice(0, MOST_SHOWN).map((waiver) => waiverAt(waiver, at))
}

export const decisionsAbout = async (
  { store, at }: Pick<Look, 'store' | 'at'>,
  breach: Breach,
): Promise<BreachView['decisions']> => {
  const [dispute, waivers] = await Promise.all([
    breach.dispute ? store.keptRecord('dispute', breach.dispute.id) : null,
    waiversOf(store, breach, at),
  ])
  return { dispute: dispute && disputeAt(dispute, at), waivers }
}

const PROBE = 'x'
const timesAt = (at: Instant) => ({ answerDue: at, agreeBy: at, ruleBy: at })

const disputable = (versions: readonly AcceptedVersion[], who: Identity, breach: Breach, at: Instant): boolean => {
  if (!isParty(who)) return false
  const judged = versions.find(({ version }) => version === breach.agreement_version)
  const until = breachDisputableUntil(breach, judged)
  const asked = { id: PROBE, breach, text: PROBE, terms: disputesOf(judged?.terms), until, ...timesAt(at) }
  return openDispute(asked, actorOf(who), at).ok
}

const inDispute = (dispute: Dispute | null, who: Identity, at: Instant) => {
  const isOpen = dispute?.status === 'open' || dispute?.status === 'answered'
  if (!dispute || !isOpen) return { answer: false, rule: false, withdraw: false }
  const rule = stateRuling(dispute, { ruling: 'uphold', text: PROBE }, speakerOf(who), at, timesAt(at)).ok
  if (!isParty(who)) return { answer: false, rule, withdraw: false }
  const by = actorOf(who)
  return {
    answer: answerDispute(dispute, PROBE, by, at).ok,
    rule,
    withdraw: withdrawDispute(dispute, by, at).ok,
  }
}

/** What would be taken if it were sent now: asked of the very functions that decide it. */
export const mayOf = (
  { visitor, at }: Pick<Look, 'visitor' | 'at'>,
  versions: readonly AcceptedVersion[],
  breach: Breach,
  { dispute, waivers }: BreachView['decisions'],
): May => {
  const who = visitor.principal
  const answerable = (waiver: Waiver) => isParty(who) && moveWaiver(waiver, 'approve', actorOf(who), at).ok
  const waits = waivers.some(({ status }) => status === 'requested')
  return {
    dispute: disputable(versions, who, breach, at),
    ...inDispute(dispute, who, at),
    waiver: isParty(who) && breach.status !== 'waived' && waivingRefused(breach) === null && !waits,
    answerWaivers: waivers
      .filter(({ status }) => status === 'requested')
      .filter(answerable)
      .map(({ id }) => id)
      // One after the other: each form has a place of its own on the page.
      .slice(-1),
  }
}
