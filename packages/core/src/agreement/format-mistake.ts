import type { AgreementMistake } from './mistake.ts'

/** Lines are cut for the frame: nobody reads past this, and a minified file is one line. */
const FRAME_WIDTH = 160

/** Room for `31:13`, so that the mistakes of a usual file stand in one column. */
const LOCATION_WIDTH = 5

const header = (mistake: AgreementMistake, fileName: string) =>
  `${fileName}:${`${mistake.line}:${mistake.column}`.padEnd(LOCATION_WIDTH)}  ${mistake.severity}  ${mistake.message}`

const frame = (source: string, mistake: AgreementMistake): string[] => {
  const line = source.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/)[mistake.line - 1]
  if (line === undefined || line.trim() === '') return []
  // Keep the marked place in sight in a very long line.
  const cutLeft = mistake.column > FRAME_WIDTH ? mistake.column - FRAME_WIDTH / 2 : 0
  const visible = line.slice(cutLeft, cutLeft + FRAME_WIDTH)
  const before = mistake.column - 1 - cutLeft
  const marks = Math.max(1, Math.min(mistake.length, visible.length - before))
  const number = String(mistake.line)
  // Tabs are kept in the margin so that the marks stand under what they mark.
  const margin = visible.slice(0, before).replace(/[^\t]/g, ' ')
  return [`${number} │ ${visible}`, `${' '.repeat(number.length)} │ ${margin}${'^'.repeat(marks)}`]
}

/** One mistake as people read it: where, how bad, what, and the line with the place marked. No colour. */
export const formatMistake = (source: string, mistake: AgreementMistake, fileName: string): string =>
  [header(mistake, fileName), ...frame(source, mistake)].join('\n')

const count = (n: number, word: string) => `${n} ${word}${n === 1 ? '' : 's'}`

/** `2 errors, 1 warning`; empty where there is nothing to count. */
export const summariseMistakes = (mistakes: readonly AgreementMistake[]): string => {
  const errors = mistakes.filter((mistake) => mistake.severity === 'error').length
  const warnings = mistakes.length - errors
  return [errors > 0 ? count(errors, 'error') : '', warnings > 0 ? count(warnings, 'warning') : '']
    .filter(Boolean)
    .join(', ')
}
