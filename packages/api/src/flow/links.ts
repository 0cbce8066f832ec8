import type { Evaluation } from '@plumbline/core'
import type { AppConfig } from '../deps.ts'

/** Where to read more: known only where the installation knows its own address, and never stored. */
export const withLinks = (evaluation: Evaluation, engagement: string, { publicUrl }: AppConfig): Evaluation => {
  if (publicUrl === null) return evaluation
  const url = `${publicUrl}/v1/engagements/${engagement}/evaluations/${evaluation.id}`
  return {
    ...evaluation,
    url,
    objectives: evaluation.objectives.map((result) => ({ ...result, evidence_url: `${url}#${result.id}` })),
  }
}
