import * as z from 'zod'
import { Party } from './primitives.ts'

/* What a statement says about money: whole minor units of its currency, and the same in words. */

const optional = <T extends z.ZodType>(type: T) => z.exactOptional(type)

const subject = {
  objective: z.string(),
  title: z.string(),
  clause: z.string().nullable(),
  service: z.string(),
  case: optional(z.string()).describe('The incident, where each is judged by itself'),
  breach_id: optional(z.string()),
  window: z.object({
    kind: z.union([
      z.enum(['calendar week', 'calendar month', 'calendar quarter']),
      z.templateLiteral(['rolling ', z.number(), 'd']),
    ]),
    from: z.string(),
    to: z.string(),
    label: z.string(),
  }),
  agreement_version: z.number().nullable(),
}

const Minor = z.int().describe('In minor units')
const Amount = z.string().describe('The amount as people read it')

const Credit = z.object({
  kind: z.literal('credit'),
  ...subject,
  amount_minor: Minor,
  amount: Amount,
  alone_minor: Minor.describe('What it would come to if nothing else had gone wrong'),
  tier: z.object({ worse_than: z.string(), credit: z.string() }).nullable(),
  root_cause: optional(z.string()),
  not_credited: optional(
    z.enum([
      'waived',
      'excluded',
      'no_data',
      'observed',
      'owed_by_client',
      'owed_by_both',
      'kind',
      'no_tier',
      'presumed',
      'worse_elsewhere',
      'same_cause',
      'no_fee',
    ]),
  ),
  instead: optional(z.object({ objective: z.string(), service: z.string(), case: optional(z.string()) })),
  presumed_until: optional(z.string()),
  provisional: z.boolean(),
  detail: z.string(),
})

const Cap = z.object({ kind: z.literal('cap'), amount_minor: Minor, amount: Amount, detail: z.string() })

const Bonus = z.object({
  kind: z.literal('bonus'),
  ...subject,
  amount_minor: Minor,
  amount: Amount,
  tier: z.object({ better_than: z.string(), bonus: z.string() }),
  provisional: z.boolean(),
  detail: z.string(),
})

const MoneyAdjustment = z.object({
  kind: z.literal('adjustment'),
  month: z.object({ from: z.string(), to: z.string(), label: z.string() }),
  stated_minor: Minor,
  would_be_minor: Minor,
  amount_minor: Minor.describe('Would be, less stated'),
  amount: Amount,
  detail: z.string(),
})

export const Money = z
  .object({
    month: z.object({ from: z.string(), to: z.string() }),
    currency: z.string().nullable(),
    fee_minor: Minor.nullable(),
    cap_minor: Minor.nullable(),
    credits: z.array(z.union([Credit, Cap])),
    credits_minor: Minor,
    bonuses: z.array(Bonus),
    bonuses_minor: Minor.describe('Apart: never netted against credits'),
    adjustments: z.array(MoneyAdjustment),
    owed_minor: Minor.describe('Credits of the month and adjustments of earlier ones'),
    provisional: z.boolean(),
    text: z.object({
      fee: z.string().nullable(),
      cap: z.string().nullable(),
      credits: z.string(),
      bonuses: z.string(),
      owed: z.string(),
    }),
  })
  .meta({ id: 'StatementMoney', description: 'Credits of a month; amounts are whole minor units' })

export const Chronic = z
  .object({
    kind: z.literal('chronic'),
    ...subject,
    owed_by: z.union([Party, z.literal('both')]),
    why: z.enum(['consecutive', 'below']),
    in_a_row: optional(z.int()),
    detail: z.string(),
  })
  .meta({ id: 'ChronicNotice', description: 'An objective keeps failing, or failed badly' })
