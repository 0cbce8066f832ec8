export { COMMENT_MAX, type CommentOptions, comment } from './comment/comment.ts'
export { commentMarker } from './comment/marker.ts'
export { TITLE_MAX, title } from './comment/title.ts'
export { adjustmentLines, causeLines, dataLines, setAsideLines } from './statement/lines.ts'
export { statementMarkdown } from './statement/markdown.ts'
export {
  ANSWER_WORDS,
  needsWho,
  previousFigure,
  QUESTION_WORDS,
  rowFigure,
  rowStatus,
  STATE_WORDS,
  trendWord,
  windowWords,
} from './statement/words.ts'
export { SUMMARY_MAX, type SummaryOptions, summary } from './summary/summary.ts'
export { breachTable } from './terminal/breach-table.ts'
export { type Cell, harmless, layOut, wrap } from './terminal/layout.ts'
export { type Colour, type Paint, painter } from './terminal/paint.ts'
export { statusTable, type TerminalOptions } from './terminal/status-table.ts'
export { terminal } from './terminal/terminal.ts'
export { clean } from './text/clean.ts'
export { codeSpan, escapeMarkdown, fenced } from './text/markdown.ts'
export { count, type Phrase, type Piece, prose, sentence, toMarkdown, toPlain } from './text/phrase.ts'
export { type Outstanding, type View, type ViewOptions, type Visibility, viewOf } from './view/view.ts'
export { figureWords, hasMoved } from './words/breach-figure.ts'
export { eventSubject } from './words/event-subject.ts'
export { type EventNames, evidenceLines, FAILED_RULE_WORDS, lineRanges } from './words/evidence.ts'
export { conclusion, type Headline, headline } from './words/headline.ts'
export { lasting } from './words/lasting.ts'
export { type NextStep, nextSentence, nextStep, ownerName } from './words/next.ts'
export { otherNotes, reliefSentence } from './words/relief.ts'
export { sparkline } from './words/sparkline.ts'
export { consequence, NO_DATA_WORDS, now, quiet, STATUS_WORDS, type Standing, standing } from './words/standing.ts'
export { ago, localDate, localDay, localTime, localTimesAmong } from './words/time.ts'
export { type Trend, trend } from './words/trend.ts'
export { windowName } from './words/window.ts'
