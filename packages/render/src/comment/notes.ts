import type { Note } from '@plumbline/core'
import { codeSpan, fenced } from '../text/markdown.ts'
import { count, sentence, toMarkdown } from '../text/phrase.ts'
import type { View } from '../view/view.ts'
import { isDoubted, otherNotes, reliefSentence } from '../words/relief.ts'
import { localDate } from '../words/time.ts'
import { noteInAlert } from './alert.ts'

const NAMES_SHOWN = 10

const names = (ids: string[]): string => {
  const shown = ids.slice(0, NAMES_SHOWN).map((id) => codeSpan(id, 70))
  return shown.join(', ') + (ids.length > shown.length ? ` and ${ids.length - shown.length} more` : '')
}

/** A fold; GitHub reads Markdown inside only after a blank line. */
export const fold = (summary: string, body: string, isOpen = false): string =>
  `<details${isOpen ? ' open' : ''}><summary>${summary}</summary>\n\n${body}\n\n</details>`

const DIFF_LINES = 60
/** A difference as short as this is seen without asking. */
const DIFF_OPEN = 12

/** The first line of the detail is a sentence; what follows is the difference. */
const edited = (detail: string): string => {
  const [first = '', ...rest] = detail.split(/\r\n|[\n\r]/)
  const text = `📝 **This change edits the agreement.** The text from before the change judges it. ${toMarkdown(sentence(first))}`
  const difference = rest.join('\n').trim()
  return difference === ''
    ? text
    : `${text}\n\n${fold('How the agreement would change', fenced(rest.join('\n'), 'diff', DIFF_LINES), rest.length <= DIFF_OPEN)}`
}

const noteText = ({ code, detail }: Note): string =>
  code === 'agreement_edited' ? edited(detail) : `${code === 'foreign_run' ? '⚠️' : 'ℹ️'} ${toMarkdown(sentence(detail))}`

/** Agreed, but not judged here: said openly, so that nobody takes it for met. */
const unjudged = ({ not_judged: left = [] }: View): string[] => {
  const missing = left.map(({ id }) => id).filter((id) => id !== '')
  const named = missing.length === 0 ? '' : `: ${names(missing)}`
  return left.length === 0
    ? []
    : [
        `${count(left.length, 'agreed objective is', 'agreed objectives are')} not measured by this installation yet${named}.`,
      ]
}

const elsewhere = ({ objectives }: View): string[] => {
  const ids = objectives
    .filter((result) => result.no_data_reason === 'needs_server' && !result.blocking)
    .map(({ id }) => id)
  return ids.length === 0
    ? []
    : [`${count(ids.length, 'objective needs', 'objectives need')} a server to be judged: ${names(ids)}.`]
}

/** Why something that is missed does not block: until when the phase softens it. */
const phase = ({ agreement, objectives }: View): string[] => {
  const softened = objectives.filter((result) => result.not_blocking === 'phase')
  if (agreement?.phase == null || softened.length === 0) return []
  const { name, until } = agreement.phase
  const end = until === null ? '' : ` until ${localDate(until, agreement.time_zone)}`
  const effect = softened.every(({ enforcement }) => enforcement === 'observe') ? 'is only recorded' : 'only warns'
  return [`Phase ${codeSpan(name, 60)}${end}: what the service misses ${effect}.`]
}

const withoutServer = (view: View): string[] =>
  view.local === true && !view.notes.some(({ code }) => code === 'no_server')
    ? ['ℹ️ Judged without a server, by the agreement file.']
    : []

const relief = (view: View): string[] => {
  const said = reliefSentence(view)
  return said === null ? [] : [`${isDoubted(view) ? '⚠️' : 'ℹ️'} ${toMarkdown(said)}`]
}

const NOTES_SHOWN = 8

/** Paragraphs of what a reader must know beside the verdict. */
export const notes = (view: View): string[] => {
  const shown = noteInAlert(view)
  // That strangers may have written what stands above must not be the ninth thing said.
  const own = otherNotes(view)
    .filter(({ code }) => code !== shown)
    .sort((a, b) => Number(b.code === 'foreign_run') - Number(a.code === 'foreign_run'))
    .map(noteText)
  return [
    ...relief(view),
    ...phase(view),
    ...own.slice(0, NOTES_SHOWN),
    ...withoutServer(view),
    ...elsewhere(view),
    ...unjudged(view),
  ]
}
