import * as z from 'zod'
import type { Operation } from '../operation.ts'
import { AcknowledgeStatement, Statement } from '../schemas/statement.ts'
import { E, json, whole } from './parts.ts'

const PeriodParams = (example: string) =>
  z.object({
    period: z
      .string()
      .min(1)
      .max(20)
      .meta({ description: `As \`${example}\``, example }),
  })

const report = (word: 'weekly' | 'monthly' | 'quarterly', kind: string, example: string) =>
  ({
    method: 'get',
    path: `${E}/reports/${word}/{period}`,
    summary: `The statement of a ${kind}`,
    description:
      `What was agreed and what came of it in one ${kind}, cut in the agreement’s time zone: attainment with the ` +
      'figures of the period before, what was set aside and who agreed, what needs a decision, how complete the data ' +
      'is. Both parties get the same bytes, money aside. One that is not over is told so far, and marked.',
    tag: 'Reports',
    access: { scope: 'read' },
    params: PeriodParams(example),
    answer: {
      status: 200,
      description: 'The statement',
      content: { ...json(Statement), 'text/markdown': z.string(), 'text/html': z.string() },
    },
    problems: [],
  }) as const

/** What both parties read at the end of a period. */
export const reportsOperations = {
  getWeeklyReport: { ...report('weekly', 'week', '2026-W48'), path: `${E}/reports/weekly/{period}` },
  getMonthlyReport: { ...report('monthly', 'month', '2026-11'), path: `${E}/reports/monthly/{period}` },
  getQuarterlyReport: { ...report('quarterly', 'quarter', '2026-Q4'), path: `${E}/reports/quarterly/{period}` },
  acknowledgeMonthlyReport: {
    method: 'post',
    path: `${E}/reports/monthly/{period}/acknowledge`,
    summary: 'Take note of a month’s statement for your party',
    description:
      'Once both parties have acknowledged the same statement, the windows that ended in the month are final at once, ' +
      'but for those that a dispute holds open. With `hash` it counts only for exactly the statement that was read.',
    tag: 'Reports',
    access: { scope: 'breaches:write' },
    params: PeriodParams('2026-11'),
    body: { ...whole(AcknowledgeStatement), required: false },
    idempotent: true,
    answer: { status: 200, description: 'The statement, acknowledged', content: json(Statement) },
    problems: ['wrong_state'],
  },
} as const satisfies Record<string, Operation>
