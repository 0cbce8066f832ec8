import * as z from 'zod'
import { SETTLED_BY } from '../../breach/breach.ts'
import { Actor, At, By, PartyName } from './parts.ts'

const waiver = {
  waiver: z.string(),
  objective: z.string(),
  service: z.string().nullable(),
  breach: z.string().nullable(),
}
const note = { note: z.string().optional() }
const exclusion = {
  exclusion: z.string(),
  category: z.string(),
  from: At,
  to: At,
  services: z.array(z.string()).nullable(),
  objectives: z.array(z.string()).nullable(),
}
const breach = { breach: z.string(), service: z.string(), environment: z.string(), objective: z.string() }
const dispute = { dispute: z.string(), ...breach }
const Ruling = z.enum(['uphold', 'overturn'])
/** A party, or the arbiter that both let in. */
const Speaker = Actor.extend({ party: z.enum([...PartyName.options, 'arbiter']) })

/** What the parties allow each other, and how they settle what they don't agree on. */
export const decisionBodies = [
  z.strictObject({
    type: z.literal('waiver_requested'),
    ...waiver,
    from: At.nullable(),
    expires_at: At,
    reason: z.string(),
    by: Actor,
  }),
  z.strictObject({ type: z.literal('waiver_approved'), ...waiver, from: At, expires_at: At, ...note, by: Actor }),
  z.strictObject({ type: z.literal('waiver_rejected'), ...waiver, ...note, by: Actor }),
  z.strictObject({ type: z.literal('waiver_withdrawn'), ...waiver, ...note, by: Actor }),
  z.strictObject({ type: z.literal('waiver_revoked'), ...waiver, ...note, by: Actor }),
  z.strictObject({ type: z.literal('waiver_expired'), ...waiver }),
  z.strictObject({
    type: z.literal('exclusion_proposed'),
    ...exclusion,
    with_notice: z.boolean(),
    reason: z.string(),
    by: Actor,
  }),
  z.strictObject({
    type: z.literal('exclusion_approved'),
    ...exclusion,
    with_notice: z.boolean(),
    ...note,
    by: Actor,
  }),
  z.strictObject({ type: z.literal('exclusion_rejected'), ...exclusion, ...note, by: Actor }),
  z.strictObject({ type: z.literal('exclusion_withdrawn'), ...exclusion, ...note, by: Actor }),
  /** It ends with this entry where it had begun, and never was where it had not. */
  z.strictObject({ type: z.literal('exclusion_revoked'), ...exclusion, ...note, by: Actor }),
  z.strictObject({ type: z.literal('breach_waived'), ...breach, waiver: z.string(), ...note, by: By }),
  z.strictObject({ type: z.literal('breach_waiver_ended'), ...breach, waiver: z.string() }),
  z.strictObject({ type: z.literal('dispute_opened'), ...dispute, ...note, by: Actor }),
  z.strictObject({ type: z.literal('dispute_answered'), ...dispute, ...note, by: Actor }),
  z.strictObject({ type: z.literal('dispute_withdrawn'), ...dispute, ...note, by: Actor }),
  /** What one of them holds to be right; it counts where it is followed by a `ruling`. */
  z.strictObject({ type: z.literal('ruling_stated'), ...dispute, ruling: Ruling, ...note, by: Speaker }),
  z.strictObject({
    type: z.literal('ruling'),
    ...dispute,
    ruling: Ruling,
    /** `silence`: no answer came, and the agreement says what that means. `disagreement`: nor did an arbiter rule. */
    settled_by: z.enum(SETTLED_BY),
  }),
  /** A party made its half of the claim that lets the arbiter in; the one before counts no more. */
  z.strictObject({ type: z.literal('arbiter_invited'), party: PartyName, by: Actor }),
  /** The arbiter took the claim with both halves; keys of one before it ended with that. */
  z.strictObject({
    type: z.literal('arbiter_claimed'),
    key: z.string(),
    name: z.string(),
    role: z.string().nullable(),
    scopes: z.array(z.string()),
    ended: z.array(z.string()),
  }),
] as const
