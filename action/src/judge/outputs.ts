import type { Evaluation } from '@plumbline/core'
import { comment, type View } from '@plumbline/render'
import type { Outputs } from '../runner/outputs.ts'

/** What later steps may read of a verdict of the server's. */
export const verdictOutputs = (evaluation: Evaluation, shown: View): Outputs => ({
  verdict: evaluation.verdict,
  'evaluation-id': evaluation.id,
  breached: String(evaluation.objectives.some(({ status }) => status === 'breached')),
  'report-url': evaluation.url ?? '',
  'api-status': 'ok',
  markdown: comment(shown),
})
