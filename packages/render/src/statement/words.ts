import type { Statement, StatementAnswer, StatementNeed, StatementRow } from '@plumbline/core'
import { clean } from '../text/clean.ts'
import { NO_DATA_WORDS, STATUS_WORDS } from '../words/standing.ts'

/* What statements are told in, the same on pages, in Markdown and on a terminal. */

export const QUESTION_WORDS: Record<StatementAnswer['question'], string> = {
  value: 'Are we delivering value?',
  budget: 'Are we within budget?',
  improving: 'Is it improving?',
}

export const ANSWER_WORDS: Record<StatementAnswer['answer'], string> = {
  yes: 'Yes',
  partly: 'Partly',
  no: 'No',
  not_measured: 'Not measured',
}

export const STATE_WORDS: Record<Statement['state'], string> = {
  open: 'so far: it is not over',
  provisional: 'provisional: what is learned late may still change it',
  final: 'final',
}

/** `breached, disputed`; a window that was waived or excluded says so itself. */
export const rowStatus = ({ status, dispute, clocks = [], enforcement }: StatementRow): string => {
  const isDisputed = [dispute, ...clocks.map((clock) => clock.dispute)].some(
    (one) => one?.status === 'open' || one?.status === 'answered',
  )
  const observed = enforcement === 'observe' && status === 'breached' ? ', only observed' : ''
  return `${STATUS_WORDS[status]}${observed}${isDisputed ? ', disputed' : ''}`
}

/** The figure, or why there is none. */
export const rowFigure = ({ display, no_data_reason: reason, samples, needed }: StatementRow): string => {
  if (display !== '') return clean(display, 60)
  if (reason === undefined) return '–'
  return needed === undefined ? NO_DATA_WORDS[reason] : `${samples} of ${needed} needed`
}

export const windowWords = ({ window, state }: StatementRow): string =>
  window === null
    ? 'merged changes'
    : `${clean(window.label, 40)}${window.partial ? ', partial' : ''}${state === 'open' ? ', so far' : ''}`

export const previousFigure = ({ previous }: StatementRow): string =>
  previous === null ? '–' : previous.display === '' ? STATUS_WORDS[previous.status] : clean(previous.display, 60)

export const trendWord = ({ trend }: StatementRow): string => (trend === null ? '' : trend)

/** Whose move it is, by the name of who agreed. */
export const needsWho = ({ parties }: Pick<Statement, 'parties'>, { by }: StatementNeed): string =>
  by === 'client' || by === 'vendor'
    ? clean(parties[by], 80)
    : by === 'both'
      ? `${clean(parties.client, 80)} and ${clean(parties.vendor, 80)}`
      : 'The arbiter'
