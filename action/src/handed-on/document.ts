import { readEvaluation } from '@plumbline/client/evaluation'
import type { Evaluation } from '@plumbline/core'
import { isObject } from '../json.ts'

/** Format of the file. */
const FORMAT = 1

/** Name that the workflow gives the artifact; with more behind it where a run has several, e.g. one a job of a matrix. */
export const ARTIFACT = 'plumbline-comment'

/** Addresses and names that only the server can vouch for: handed on by strangers they would prove nothing. */
const withoutProof = ({ url: _, ledger: __, run: ___, pull_request: ____, ...evaluation }: Evaluation): Evaluation => ({
  ...evaluation,
  objectives: evaluation.objectives.map(({ evidence_url: _url, breach_id: _breach, ...result }) => result),
})

/** The evaluation as data: what writes the comment renders it anew, so that no foreign Markdown gets in. */
export const documentOf = (evaluation: Evaluation): string =>
  `${JSON.stringify({ plumbline_comment: FORMAT, evaluation: withoutProof(evaluation) })}\n`

/** What a figure is counted in: it stands right behind the figure, where nobody expects text of others. */
const UNIT = /^[\w %/-]{0,24}$/

/** The evaluation in a file that anyone may have written; or why it is taken for none. */
export const readDocument = (bytes: Uint8Array): { evaluation: Evaluation } | { refused: string } => {
  let value: unknown
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    return { refused: 'it is no JSON' }
  }
  if (!isObject(value) || value.plumbline_comment !== FORMAT)
    return { refused: `it is not of the format ${FORMAT} that this version reads` }
  const evaluation = readEvaluation(value.evaluation)
  if (evaluation === null || !evaluation.objectives.every(({ unit }) => UNIT.test(unit)))
    return { refused: 'it holds no evaluation' }
  return { evaluation: withoutProof(evaluation) }
}
