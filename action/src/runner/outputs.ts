import { setOutput } from '@actions/core'

export const OUTPUT_NAMES = [
  'verdict',
  'evaluation-id',
  'breached',
  'report-url',
  'comment-id',
  'comment-file',
  'api-status',
  'markdown',
] as const
export type OutputName = (typeof OUTPUT_NAMES)[number]
export type Outputs = Partial<Record<OutputName, string>>

/** Every output, empty where it has no value. */
export const writeOutputs = (outputs: Outputs): void => {
  for (const name of OUTPUT_NAMES) setOutput(name, outputs[name] ?? '')
}
