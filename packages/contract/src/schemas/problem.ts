import * as z from 'zod'
import { PROBLEM_TITLES, type ProblemCode } from '../problem-codes.ts'

const codes = Object.keys(PROBLEM_TITLES) as [ProblemCode, ...ProblemCode[]]

export const Mistake = z
  .object({
    pointer: z.string().describe('JSON pointer into the body, or `/name` of a query parameter; empty: all of it'),
    code: z.string(),
    detail: z.string(),
    allowed: z.exactOptional(z.array(z.string())),
    line: z.exactOptional(z.int()),
    column: z.exactOptional(z.int()),
  })
  .meta({ id: 'Mistake' })
export type Mistake = z.output<typeof Mistake>

/** RFC 9457, `application/problem+json`. */
export const Problem = z
  .object({
    type: z.string().meta({ format: 'uri-reference', description: 'Page of this installation that explains `code`' }),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.enum(codes),
    request_id: z.string(),
    errors: z.array(Mistake),
  })
  .meta({ id: 'Problem' })
export type Problem = z.output<typeof Problem>
