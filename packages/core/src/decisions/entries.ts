import type { Decided } from '../ledger/entry.ts'
import { parseInstant } from '../time/instant.ts'
import type { Exclusion } from './exclusion.ts'
import type { Waiver } from './waiver.ts'

/* What the ledger says of the last step of a waiver or an exclusion. Disputes are told by their breach. */

const noteOf = ({ note }: { note?: string }) => (note === undefined ? {} : { note })

export const waiverEntry = (waiver: Waiver): Decided => {
  const { id, objective, service, breach, from, expires_at, reason, timeline } = waiver
  const last = timeline.at(-1)
  if (!last) throw new TypeError('a waiver begins with a step')
  const named = { waiver: id, objective, service, breach }
  const at = parseInstant(last.at) ?? 0
  if (!('party' in last.by)) return { at, body: { type: 'waiver_expired', ...named } }
  const { by } = last
  switch (last.kind) {
    case 'requested':
      return { at, body: { type: 'waiver_requested', ...named, from, expires_at, reason, by } }
    case 'approved':
      return { at, body: { type: 'waiver_approved', ...named, from: from ?? last.at, expires_at, ...noteOf(last), by } }
    case 'rejected':
      return { at, body: { type: 'waiver_rejected', ...named, ...noteOf(last), by } }
    case 'withdrawn':
      return { at, body: { type: 'waiver_withdrawn', ...named, ...noteOf(last), by } }
    case 'revoked':
      return { at, body: { type: 'waiver_revoked', ...named, ...noteOf(last), by } }
    case 'expired':
      throw new TypeError('nobody expires a waiver')
    default:
      return last.kind satisfies never
  }
}

export const exclusionEntry = (exclusion: Exclusion): Decided => {
  const { id, category, from, to, services, objectives, reason, with_notice, timeline } = exclusion
  const last = timeline.at(-1)
  if (!last) throw new TypeError('an exclusion begins with a step')
  const named = { exclusion: id, category, from, to, services, objectives }
  const at = parseInstant(last.at) ?? 0
  const { by } = last
  switch (last.kind) {
    case 'proposed':
      return { at, body: { type: 'exclusion_proposed', ...named, with_notice, reason, by } }
    case 'approved':
      return { at, body: { type: 'exclusion_approved', ...named, with_notice, ...noteOf(last), by } }
    case 'rejected':
      return { at, body: { type: 'exclusion_rejected', ...named, ...noteOf(last), by } }
    case 'withdrawn':
      return { at, body: { type: 'exclusion_withdrawn', ...named, ...noteOf(last), by } }
    case 'revoked':
      return { at, body: { type: 'exclusion_revoked', ...named, ...noteOf(last), by } }
    default:
      return last.kind satisfies never
  }
}
