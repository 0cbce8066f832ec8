import type { Objective } from '../agreement/terms.ts'
import type { DeploymentFact, WindowFact } from '../facts/facts.ts'
import { objective, target, version } from './agreement.ts'
import { deployment } from './facts.ts'

export const MONTH = { kind: 'calendar', unit: 'month' } as const

/** Change fail rate of at most 15 % in a calendar month, which takes 7 deployments. */
export const RATE = objective({
  indicator: 'change-fail-rate',
  target: target('<=', '15', '%'),
  window: MONTH,
  minSamples: 7,
})

export const agreed = (...objectives: Objective[]) => [version(1, '2026-01-01', { objectives })]

/** `total` deployments of a month (YYYY-MM), one each day from the 1st at noon; the first `failed` by their own status. */
export const month = (name: string, total: number, failed: number, own: Partial<DeploymentFact> = {}): WindowFact[] =>
  Array.from({ length: total }, (_, i) =>
    deployment(`${name}-${i}`, `${name}-${String(i + 1).padStart(2, '0')}T12:00:00Z`, {
      ...own,
      ...(i < failed ? { status: 'failure' } : {}),
    }),
  )
