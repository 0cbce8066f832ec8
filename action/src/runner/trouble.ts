import { escapeMarkdown } from '@plumbline/render'
import type { Job, Trouble } from '../job.ts'

/** Text of several lines, each made harmless, as one quoted block. */
const quoted = (text: string): string =>
  text
    .split('\n')
    .slice(0, 200)
    .map((line) => `> ${escapeMarkdown(line, 500)}`)
    .join('\n>\n')

/** Says it in the log, where GitHub makes an annotation of it, and in the summary. */
export const tellTrouble = async (
  { log, summary }: Pick<Job, 'log' | 'summary'>,
  { level, title, text }: Trouble,
): Promise<void> => {
  log[level](title, text)
  await summary.add(
    `> [!${level === 'error' ? 'CAUTION' : 'WARNING'}]\n> **${escapeMarkdown(title, 200)}**\n>\n${quoted(text)}`,
  )
}
