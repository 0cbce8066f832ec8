import * as z from 'zod'
import { Actor, At, By, PartyName, Sha256 } from './parts.ts'

const breach = { breach: z.string(), service: z.string(), environment: z.string(), objective: z.string() }

const figures = { value: z.number().nullable(), display: z.string(), evaluation: z.string().optional() }

/** What became of a breach. */
export const breachBodies = [
  z.strictObject({
    type: z.literal('breach_opened'),
    ...breach,
    indicator: z.string(),
    scope: z.enum(['change', 'window', 'clock']),
    severity: z.string().optional(),
    owed_by: z.enum([...PartyName.options, 'both']),
    contractual: z.boolean(),
    enforcement: z.string(),
    agreement_version: z.int(),
    agreement_hash: z.string(),
    target: z.string(),
    window: z.strictObject({ from: At, to: At }).optional(),
    commit_sha: z.string().optional(),
    pr: z.int().optional(),
    ...figures,
    /** Over the canonical JSON of the result that opened it, evidence included, as the breach keeps it. */
    opened_by: Sha256,
  }),
  z.strictObject({ type: z.literal('breach_reopened'), ...breach, ...figures }),
  /** Only recorded so far, it has consequences from now on. */
  z.strictObject({ type: z.literal('breach_counted'), ...breach, enforcement: z.string(), ...figures }),
  /** What it is about was let through by agreement, as is known since it was opened: it never was one. */
  z.strictObject({ type: z.literal('breach_exempted'), ...breach, ...figures }),
  z.strictObject({
    type: z.literal('breach_resolved'),
    ...breach,
    ...z.strictObject(figures).partial().shape,
    note: z.string().optional(),
    by: By,
  }),
  z.strictObject({ type: z.literal('breach_acknowledged'), ...breach, note: z.string().optional(), by: Actor }),
  z.strictObject({ type: z.literal('breach_noted'), ...breach, note: z.string(), by: Actor }),
  z.strictObject({
    type: z.literal('root_cause'),
    ...breach,
    note: z.string(),
    category: z.string().optional(),
    attribution: z.string().optional(),
    /** The other party’s statement of that instant, which it agrees with. */
    agrees_with: At.optional(),
    by: Actor,
  }),
] as const
