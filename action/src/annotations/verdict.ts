import { conclusion, headline, nextSentence, TITLE_MAX, toPlain, type View } from '@plumbline/render'
import type { Log } from '../runner/log.ts'

/**
 * Why the job fails, where GitHub shows a run's annotations: the verdict is the title, below it stands what to do next
 * and whose it is, as in the comment.
 * @param also what else the reader must know, as a sentence
 */
export const annotateVerdict = (log: Log, view: View, also: string | null): void => {
  const said = headline(view)
  const next = nextSentence(view)
  const text = [next === null ? `${conclusion(said)}.` : toPlain(next), ...(also === null ? [] : [also])].join(' ')
  log.error(conclusion(said, TITLE_MAX), text)
}
