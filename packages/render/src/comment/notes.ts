import type { Evaluation, Note } from '@plumbline/core'
import { codeSpan, fenced } from '../text/markdown.ts'
import { count, sentence, toMarkdown } from '../text/phrase.ts'
import { noteInAlert } from './alert.ts'

const NAMES_SHOWN = 10

const names = (ids: string[]): string => {
  const shown = ids.slice(0, NAMES_SHOWN).map((id) => codeSpan(id, 70))
  return shown.join(', ') + (ids.length > shown.length ? ` and ${ids.length - shown.length} more` : '')
}

/** A fold; GitHub reads Markdown inside only after a blank line. */
export const fold = (summary: string, body: string): string =>
  `<details><summary>${summary}</summary>\n\n${body}\n\n</details>`

const DIFF_LINES = 60

/** The first line of the detail is a sentence; what follows is the difference. */
const edited = (detail: string): string => {
  const [first = '', ...rest] = detail.split(/\r\n|[\n\r]/)
  const text = `📝 **This change edits the agreement.** The text from before the change judges it. ${toMarkdown(sentence(first))}`
  const difference = rest.join('\n').trim()
  return difference === ''
    ? text
    : `${text}\n\n${fold('How the agreement would change', fenced(rest.join('\n'), 'diff', DIFF_LINES))}`
}

const noteText = ({ code, detail }: Note): string =>
  code === 'agreement_edited' ? edited(detail) : `ℹ️ ${toMarkdown(sentence(detail))}`

/** Agreed, but not judged here: said openly, so that nobody takes it for met. */
const unjudged = ({ not_judged: left = [] }: Evaluation): string[] => {
  const missing = left.map(({ id }) => id)
  return missing.length === 0
    ? []
    : [
        `${count(missing.length, 'agreed objective is', 'agreed objectives are')} not measured by this installation yet: ${names(missing)}.`,
      ]
}

const elsewhere = ({ objectives }: Evaluation): string[] => {
  const ids = objectives
    .filter((result) => result.no_data_reason === 'needs_server' && !result.blocking)
    .map(({ id }) => id)
  return ids.length === 0
    ? []
    : [`${count(ids.length, 'objective needs', 'objectives need')} a server to be judged: ${names(ids)}.`]
}

const NOTES_SHOWN = 8

/** Paragraphs of what a reader must know beside the verdict. */
export const notes = (evaluation: Evaluation): string[] => {
  const shown = noteInAlert(evaluation)
  const own = evaluation.notes.filter(({ code }) => code !== shown).map(noteText)
  const local =
    evaluation.local === true && !evaluation.notes.some(({ code }) => code === 'no_server')
      ? ['ℹ️ Judged without a server, by the agreement file.']
      : []
  return [...own.slice(0, NOTES_SHOWN), ...local, ...elsewhere(evaluation), ...unjudged(evaluation)]
}
