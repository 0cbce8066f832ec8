import * as z from 'zod'
import { envelope } from './schema/parts.ts'
import { CostHours } from './schema/work.ts'
import type { Event } from './schema.ts'

/** A `cost` event as those see it who may not see money: no amount, no budget, no currency. It is never sent so. */
export const MoneylessCost = z.strictObject({ type: z.literal('cost'), ...envelope, data: CostHours })
export type MoneylessCost = z.output<typeof MoneylessCost>

/** Any event, as it may be shown to anybody of the engagement. */
export const withoutMoney = (event: Event): Event | MoneylessCost => {
  if (event.type !== 'cost') return event
  const { amount_minor: _amount, budget_minor: _budget, currency: _currency, ...data } = event.data
  return { ...event, data }
}
