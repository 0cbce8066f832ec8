import * as z from 'zod'
import { Attribution, RootCause } from './breach.ts'
import { Ruling, statement } from './decision.ts'
import { Timestamp } from './primitives.ts'

export const Acknowledge = z.strictObject({ note: statement.optional() }).meta({ id: 'Acknowledge' })
export const NoteBreach = z.strictObject({ text: statement }).meta({ id: 'NoteBreach' })
export const StateRootCause = z
  .strictObject({ text: statement, category: RootCause.optional(), attribution: Attribution.optional() })
  .meta({ id: 'StateRootCause' })
export const AgreeOnRootCause = z
  .strictObject({ stated_at: Timestamp.describe('When the other party stated it: `at` of its last `root_cause`') })
  .meta({ id: 'AgreeOnRootCause' })
export const ResolveBreach = z.strictObject({ note: statement.optional() }).meta({ id: 'ResolveBreach' })

export const DisputeBreach = z
  .strictObject({ text: statement.describe('Why it is no breach, or not yours') })
  .meta({ id: 'DisputeBreach' })
export const AnswerDispute = z.strictObject({ text: statement }).meta({ id: 'AnswerDispute' })
export const RuleOnBreach = z
  .strictObject({ ruling: Ruling, text: statement.optional().describe('Why') })
  .meta({ id: 'RuleOnBreach' })

export type RuleOnBreach = z.output<typeof RuleOnBreach>
export type StateRootCause = z.output<typeof StateRootCause>
