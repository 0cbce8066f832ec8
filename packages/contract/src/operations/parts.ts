import * as z from 'zod'
import { Noted } from '../schemas/decision.ts'

/** Under this path lies everything of one engagement. */
export const E = '/v1/engagements/{engagement}'

export const YAML_TYPES = ['application/yaml', 'application/x-yaml', 'text/yaml', 'text/x-yaml'] as const

export const json = <Schema extends z.ZodType>(schema: Schema) =>
  ({ 'application/json': schema }) as const satisfies Record<string, z.ZodType>

/** A JSON body with one schema for all of it. */
export const whole = <Schema extends z.ZodType>(schema: Schema) => ({
  check: 'whole' as const,
  required: true,
  content: json(schema),
})

export const IdParams = z.object({ id: z.string().min(1).max(200) })

/** What a party says to a waiver, an exclusion or a dispute that there is; with a note, unless its body is another. */
export const decisionMove = {
  method: 'post',
  tag: 'Decisions',
  access: { scope: 'breaches:write' },
  params: IdParams,
  body: { ...whole(Noted), required: false },
  idempotent: true,
  problems: ['wrong_party', 'wrong_state'],
} as const
