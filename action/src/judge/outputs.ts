import type { Evaluation } from '@plumbline/core'
import { comment } from '@plumbline/render'
import type { Outputs } from '../runner/outputs.ts'

/** What later steps may read of a verdict of the server's. */
export const verdictOutputs = (evaluation: Evaluation, detail: 'change' | 'full'): Outputs => ({
  verdict: evaluation.verdict,
  'evaluation-id': evaluation.id,
  breached: String(evaluation.objectives.some(({ status }) => status === 'breached')),
  'report-url': evaluation.url ?? '',
  'api-status': 'ok',
  markdown: comment(evaluation, { detail }),
})
