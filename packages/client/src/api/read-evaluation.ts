import { Evaluation } from '@plumbline/contract'
import type * as core from '@plumbline/core'

/**
 * An evaluation out of JSON that anyone may have written, as the contract has it; null for anything else. What the
 * contract does not name is left out, so that nothing travels along.
 */
export const readEvaluation = (value: unknown): core.Evaluation | null => {
  const read = Evaluation.safeParse(value)
  return read.success ? read.data : null
}
