import type { Evaluation } from '@plumbline/core'
import type { ApiStatus } from '../job.ts'
import type { Outputs } from '../runner/outputs.ts'

/**
 * What later steps may read of a verdict.
 * @param markdown the verdict as the comment shows it
 */
export const verdictOutputs = (evaluation: Evaluation, api: ApiStatus, markdown: string): Outputs => ({
  verdict: evaluation.verdict,
  'evaluation-id': evaluation.id,
  breached: String(evaluation.objectives.some(({ status }) => status === 'breached')),
  'report-url': evaluation.url ?? '',
  'api-status': api,
  markdown,
})
