import { DISPUTE_STATUSES, EXCLUSION_CATEGORIES, NEEDS, REPORT_KINDS } from '@plumbline/core'
import * as z from 'zod'
import { Attribution, RootCause } from './breach.ts'
import { Ruling, SettledBy } from './decision.ts'
import { ObjectiveResult, ObjectiveStatus } from './evaluation.ts'
import { LedgerHead } from './ledger.ts'
import { Hash, Party, Timestamp } from './primitives.ts'
import { Chronic, Money } from './statement-money.ts'

/* core's Statement as it travels; `mirror.test.ts` fails to compile where the two differ. */

const optional = <T extends z.ZodType>(type: T) => z.exactOptional(type)

const Owing = z.union([Party, z.literal('both')])
const State = z
  .enum(['open', 'provisional', 'final'])
  .meta({ id: 'StatementState', description: '`open`: not over. `provisional`: what is learned late may change it' })
const DisputeStatus = z.enum(DISPUTE_STATUSES)
const Who = z.object({ party: Party, name: z.string() })

const figures = {
  status: ObjectiveStatus,
  value: z.number().nullable(),
  display: z.string(),
  samples: z.number(),
}
const Figures = z.object(figures)

/** What the parties said of a breach. */
const said = {
  dispute: optional(z.object({ id: z.string(), status: DisputeStatus })),
  root_cause: optional(
    z.object({
      text: z.string(),
      category: optional(RootCause),
      attribution: optional(Attribution),
      stated_by: Party,
      agreed_at: z.string(),
    }),
  ).describe('What both parties agree was the reason'),
}

const Row = z
  .object({
    service: z.string(),
    objective: z.string(),
    title: z.string(),
    clause: z.string().nullable(),
    indicator: z.string(),
    scope: z.enum(['change', 'window', 'clock']),
    owed_by: Owing,
    enforcement: z.enum(['observe', 'warn', 'block']),
    window: z
      .object({ kind: z.string(), label: z.string(), from: z.string(), to: z.string(), partial: z.boolean() })
      .nullable()
      .describe('Null for changes: those merged in the period'),
    state: State,
    ...figures,
    target: z.string(),
    margin: z.string(),
    needed: optional(z.number()),
    no_data_reason: ObjectiveResult.shape.no_data_reason,
    agreement_version: z.number().nullable(),
    previous: z
      .object({ label: z.string(), ...figures })
      .nullable()
      .describe('The same a period earlier'),
    trend: z.enum(['better', 'worse', 'same']).nullable(),
    waiver: ObjectiveResult.shape.waiver,
    excluded: ObjectiveResult.shape.excluded,
    breach_id: optional(z.string()),
    ...said,
    clocks: optional(
      z.array(z.object({ case: z.string(), breach_id: z.string(), display: z.string(), ...said })),
    ).describe('Of clocks that are judged one by one: those that were late, each with its own breach'),
    changes: optional(z.object({ merged: z.number(), missed: z.number(), waived: z.number(), overturned: z.number() })),
  })
  .meta({ id: 'StatementRow', description: 'One objective for one service in one window, or over all changes' })

const Adjustment = z.object({
  service: z.string(),
  objective: z.string(),
  title: z.string(),
  of: z.object({ id: z.string(), period: z.string(), label: z.string() }),
  was: Figures,
  would_be: Figures,
  noticed_at: z.string(),
})

const SetAside = {
  exclusions: z.array(
    z.object({
      id: z.string(),
      category: z.enum(EXCLUSION_CATEGORIES),
      from: z.string(),
      to: z.string(),
      services: z.array(z.string()).nullable(),
      objectives: z.array(z.string()).nullable(),
      reason: z.string(),
      with_notice: z.boolean(),
      asked_by: Who,
      agreed_by: Who,
    }),
  ),
  waivers: z.array(
    z.object({
      id: z.string(),
      objective: z.string(),
      service: z.string().nullable(),
      breach: z.string().nullable(),
      from: z.string(),
      until: z.string(),
      reason: z.string(),
      asked_by: Who,
      agreed_by: Who,
    }),
  ),
  disputes: z.array(
    z.object({
      id: z.string(),
      breach: z.string(),
      objective: z.string(),
      service: z.string(),
      window: z.string().nullable().describe('Of the breach; null for a clock and for a change'),
      opened_at: z.string(),
      opened_by: Who,
      reason: z.string(),
      status: DisputeStatus,
      ruling: optional(Ruling),
      settled_by: optional(SettledBy),
      settled_at: optional(z.string()),
    }),
  ),
}

const Data = z.object({
  complete_until: z.string().nullable().describe('Everything received before it is in `received`'),
  received: z.array(z.object({ type: z.string(), sources: z.number(), count: z.number() })),
  linked: z.array(
    z.object({
      service: z.string(),
      deployments: z.number(),
      counted: z.number(),
      failed: z.number(),
      presumed_failed: z.number(),
      incidents: z.number(),
      unlinked: z.number(),
      findings: z.number(),
    }),
  ),
  silent: z.array(z.object({ service: z.string(), type: z.string(), source: z.string(), last: z.string() })),
  never_received: z.array(z.object({ service: z.string(), objective: z.string(), owed_by: Owing })),
})

export const Statement = z
  .object({
    engagement: z.string(),
    title: z.string(),
    parties: z.object({ client: z.string(), vendor: z.string() }),
    kind: z.enum(REPORT_KINDS),
    period: z.string().describe('`2026-W48`, `2026-11` or `2026-Q4`'),
    label: z.string(),
    from: Timestamp,
    to: Timestamp.describe('Exclusive'),
    time_zone: z.string(),
    at: Timestamp.describe('When it was drawn up'),
    state: State,
    final_from: z
      .string()
      .nullable()
      .describe('When the last of it becomes final, unless a dispute holds it or both acknowledge it before'),
    summary: z.string(),
    hash: Hash.describe(
      'Over all that is stated of the period (not needs and data), and not over when or to whom: what an acknowledgement names',
    ),
    objectives: z.array(Row).describe('Worst first'),
    not_judged: z.array(z.object({ id: z.string(), indicator: z.string() })),
    adjustments: z.array(Adjustment).describe('Learned of earlier periods after they were final'),
    ...SetAside,
    chronic: z.array(Chronic),
    questions: z.array(
      z.object({
        question: z.enum(['value', 'budget', 'improving']),
        answer: z.enum(['yes', 'partly', 'no', 'not_measured']),
        detail: z.string(),
      }),
    ),
    needs: z.array(
      z.object({
        what: z.enum(NEEDS),
        by: z.union([Owing, z.literal('arbiter')]),
        due_at: z.string().nullable(),
        ref: z.string(),
        detail: z.string(),
      }),
    ),
    data: Data,
    agreements: z.array(z.object({ version: z.number().nullable(), hash: z.string(), from: z.string() })),
    method: z.array(z.string()),
    acknowledgements: z.array(
      z.object({
        party: Party,
        name: z.string(),
        at: Timestamp,
        hash: z.string(),
        current: z.boolean().describe('It is the statement as it is now that was acknowledged'),
      }),
    ),
    ledger: LedgerHead,
    money: Money.nullable().describe('Only for keys with `finance:read`; `money_note` says why there is none'),
    money_note: z.string().nullable(),
  })
  .meta({ id: 'Statement', description: 'What was agreed and what came of it, in a week, a month or a quarter' })

/** Which statement is meant: left out, the one that there is now. */
export const AcknowledgeStatement = z
  .strictObject({
    hash: Hash.optional().describe('`hash` of the statement that was read; refused where it changed since'),
  })
  .meta({ id: 'AcknowledgeStatement' })
