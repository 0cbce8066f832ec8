import * as z from 'zod'
import { Count, forward, Time, text } from './parts.ts'

const Points = z.number().min(0).max(1_000_000)

export const WorkItem = z.strictObject({
  item_id: text().describe('Joins the actions of one item, in any order of arrival'),
  kind: z.enum(['feature', 'bug', 'task', 'question', 'blocker', 'suggestion']),
  action: z.enum([
    'created',
    'started',
    'blocked',
    'unblocked',
    'presented',
    'accepted',
    'rejected',
    'answered',
    'done',
    'reopened',
  ]),
  at: Time.describe('When the action happened'),
  points: Points.optional(),
  sprint: text().optional(),
  found_in: text(100).optional().describe('Where a bug was found, e.g. `production`'),
  raised_by: z.enum(['client', 'vendor']).optional(),
  waiting_on: z.enum(['client', 'vendor', 'third_party']).optional(),
})

const Amount = z.strictObject({ items: Count, points: Points })

export const Sprint = forward(
  z.strictObject({
    sprint_id: text(),
    from: Time,
    to: Time,
    committed: Amount.describe('At the start of the sprint'),
    completed: Amount.describe('Of what was committed'),
  }),
)

const MinorUnits = z.int().min(0).max(Number.MAX_SAFE_INTEGER)
const Hours = z.number().min(0).max(1e9)

const spent = { from: Time, to: Time }
const hours = { hours_billable: Hours.optional(), hours_available: Hours.optional() }

export const Cost = forward(
  z.strictObject({
    ...spent,
    amount_minor: MinorUnits.describe('In minor units of the currency, e.g. cents'),
    currency: z.string().regex(/^[A-Z]{3}$/, 'must be an ISO 4217 code, e.g. USD'),
    budget_minor: MinorUnits.optional(),
    ...hours,
  }),
)

/** What is left of a cost for those who may not see money: hours are none. */
export const CostHours = z.strictObject({ ...spent, ...hours })
