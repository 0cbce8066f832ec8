import type { Breach, BreachTransition } from '../breach/breach.ts'
import type { LedgerBody } from './body.ts'

const DECISIONS = [
  'waived',
  'waiver_ended',
  'disputed',
  'answered',
  'dispute_withdrawn',
  'ruling_stated',
  'ruled',
] as const
type DecisionKind = (typeof DECISIONS)[number]

export const isDecision = (kind: BreachTransition['kind']): kind is DecisionKind =>
  DECISIONS.some((one) => one === kind)

/** What a waiver or a dispute does to a breach, as the ledger tells it. */
export const decisionEntry = (breach: Breach, step: BreachTransition, kind: DecisionKind): LedgerBody => {
  const { by, note: text, waiver = '', dispute = '', ruling, settled_by } = step
  const { id, service, environment, objective } = breach
  const named = { breach: id, service, environment, objective }
  const note = text === undefined ? {} : { note: text }
  if (kind === 'waived') {
    if ('party' in by && by.party === 'arbiter') throw new TypeError('no arbiter waives anything')
    return { type: 'breach_waived', ...named, waiver, ...note, by }
  }
  if (kind === 'waiver_ended') return { type: 'breach_waiver_ended', ...named, waiver }
  if (kind === 'ruled') {
    if (!ruling || !settled_by) throw new TypeError('a ruling says which, and what made it count')
    return { type: 'ruling', dispute, ...named, ruling, settled_by }
  }
  if (!('party' in by)) throw new TypeError(`${kind} is for a party to say`)
  if (kind === 'ruling_stated') {
    if (!ruling) throw new TypeError('a stated ruling says which')
    return { type: 'ruling_stated', dispute, ...named, ruling, ...note, by }
  }
  if (by.party === 'arbiter') throw new TypeError(`${kind} is not for the arbiter to say`)
  if (kind === 'disputed') return { type: 'dispute_opened', dispute, ...named, ...note, by }
  if (kind === 'answered') return { type: 'dispute_answered', dispute, ...named, ...note, by }
  if (kind === 'dispute_withdrawn') return { type: 'dispute_withdrawn', dispute, ...named, ...note, by }
  return kind satisfies never
}
