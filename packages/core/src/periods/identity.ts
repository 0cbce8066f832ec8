import { createHash } from 'node:crypto'
import type { WindowView } from '../evaluation/evaluation.ts'

/** Names a period by what makes it one: the objective for a service, and the window. */
export const periodId = (service: string, objective: string, { kind, period }: Pick<WindowView, 'kind' | 'period'>) =>
  `pd_${createHash('sha256').update([service, objective, kind, period].join('\0')).digest('hex').slice(0, 24)}`
