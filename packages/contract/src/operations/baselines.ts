import type { Operation } from '../operation.ts'
import { BaselineQuery, FrozenBaseline } from '../schemas/baseline.ts'
import { page } from '../schemas/primitives.ts'
import { E, json } from './parts.ts'

/** What phases came to: what relative targets mean, and what targets can be agreed from. */
export const baselinesOperations = {
  listBaselines: {
    method: 'get',
    path: `${E}/baselines`,
    summary: 'Figures frozen at the end of each phase, newest first, with the target each of them suggests',
    description: 'Commas are or, parameters are and. Both parties get the same bytes.',
    tag: 'Agreements',
    access: { scope: 'read' },
    query: BaselineQuery,
    answer: { status: 200, description: 'A page of figures', content: json(page(FrozenBaseline)) },
    problems: ['invalid_cursor'],
  },
} as const satisfies Record<string, Operation>
