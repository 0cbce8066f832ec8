import type { Evaluation } from '@plumbline/core'
import { pageAddress } from '@plumbline/dashboard/address'
import type { AppConfig } from '../deps.ts'

/** Where people read more, as a page: known only where the installation knows its own address, and never stored. */
export const withLinks = (evaluation: Evaluation, engagement: string, { publicUrl }: AppConfig): Evaluation => {
  if (publicUrl === null) return evaluation
  const url = `${publicUrl}${pageAddress(engagement, 'evaluations', evaluation.id)}`
  return {
    ...evaluation,
    url,
    objectives: evaluation.objectives.map((result) => ({ ...result, evidence_url: `${url}#${result.id}` })),
  }
}
