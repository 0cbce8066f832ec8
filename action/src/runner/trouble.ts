import { fenced, prose, sentence, toMarkdown } from '@plumbline/render'
import type { Job, Trouble } from '../job.ts'

const TEXT_MAX = 500
const LINES_MAX = 200

/** A sentence; of several lines, e.g. a mistake in a file with what it is about, a block that keeps them in place. */
const told = (text: string): string =>
  text.includes('\n') ? fenced(text, 'text', LINES_MAX) : toMarkdown(sentence(text, TEXT_MAX))

/** Says it in the log, where GitHub makes an annotation of it, and in the summary. */
export const tellTrouble = async (
  { log, summary }: Pick<Job, 'log' | 'summary'>,
  { level, title, text }: Trouble,
): Promise<void> => {
  log[level](title, text)
  const lines = [`**${toMarkdown(prose(title, 200))}**`, '', ...told(text).split('\n')]
  await summary.add(
    `> [!${level === 'error' ? 'CAUTION' : 'WARNING'}]\n${lines.map((line) => `> ${line}`.trimEnd()).join('\n')}`,
  )
}
