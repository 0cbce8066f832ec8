import { type Evaluation, type Note, shortHead } from '@plumbline/core'
import { zoneOf } from '../comment/counted.ts'
import { clean } from '../text/clean.ts'
import { type Phrase, prose, sentence, toPlain } from '../text/phrase.ts'
import { earlyLine } from '../words/early.ts'
import { exemptionCount } from '../words/exempted.ts'
import { conclusion, headline } from '../words/headline.ts'
import { nextSentence } from '../words/next.ts'
import { otherNotes, reliefSentence } from '../words/relief.ts'
import { localDay } from '../words/time.ts'
import { columns, harmless, wrap } from './layout.ts'
import { type Colour, type Paint, painter } from './paint.ts'
import { DEFAULT_WIDTH, statusTable, type TerminalOptions } from './status-table.ts'

const SHA_SHOWN = 7

/** `checkout-api · agreement v3, optimise until 29 Jan · a1b2c3d` */
const heading = ({ service, agreement, commit_sha: sha, environment }: Evaluation): string => {
  const name = agreement?.version == null ? 'agreement file' : `agreement v${agreement.version}`
  const until = agreement?.phase?.until == null ? '' : ` until ${localDay(agreement.phase.until, agreement.time_zone)}`
  const phase = agreement?.phase == null ? '' : `, ${clean(agreement.phase.name, 40)}${until}`
  const subject = [clean(service, 70), ...(environment === undefined ? [] : [clean(environment, 70)])].join(' to ')
  return [subject, agreement === null ? 'no agreement in force' : name + phase, clean(sha.slice(0, SHA_SHOWN))].join(
    ' · ',
  )
}

const exemptionText = (evaluation: Evaluation): Phrase[] => {
  const { exempted, event } = evaluation
  if (exempted === undefined) return []
  if (exempted.status === 'refused') return [['Exemption refused: ', ...prose(exempted.detail, 200), '.']]
  const count = exemptionCount(exempted, { event, zone: zoneOf(evaluation) })
  return [['Exempted by ', { code: exempted.by }, `, ${exempted.how} `, { text: exempted.detail, max: 200 }, ...count]]
}

/** Ids without a number in so many words: how many, and which. */
const unjudged = ({ not_judged: left = [] }: Evaluation): Phrase[] =>
  left.length === 0
    ? []
    : [[`Not judged yet (${left.length}): `, { text: left.map(({ id }) => id).join(', '), max: 300 }]]

const COLOURS: Record<Evaluation['verdict'], Colour> = { fail: 'red', warn: 'yellow', pass: 'green' }

const verdictLines = (evaluation: Evaluation, width: number, paint: Paint): string[] => {
  const said = headline(evaluation)
  const [first = '', ...rest] = wrap(`${conclusion(said)}.`, width)
  const end = said.words.length
  return [paint(first.slice(0, end), COLOURS[evaluation.verdict]) + first.slice(end), ...rest]
}

/** A detail may carry the agreement's difference after its first line; the comment shows that. */
const noteText = ({ code, detail }: Note): Phrase => [
  code === 'agreement_edited' ? 'This change edits the agreement; the text from before the change judges it. ' : '',
  ...sentence(detail.split(/[\r\n]/, 1)[0] ?? ''),
]

/** The verdict for a terminal or a log: aligned, in words, coloured only when told to. Ends without a line break. */
export const terminal = (evaluation: Evaluation, options: TerminalOptions): string => {
  const { width = DEFAULT_WIDTH, colour } = options
  const paint = painter(colour)
  const next = nextSentence(evaluation)
  const relief = reliefSentence(evaluation)
  const early = earlyLine(evaluation.objectives)
  const sentences: Phrase[] = [
    ...(next === null ? [] : [next]),
    ...exemptionText(evaluation),
    ...(early === null ? [] : [early]),
    ...(relief === null ? [] : [relief]),
    ...otherNotes(evaluation).map(noteText),
    ...unjudged(evaluation),
    ...(evaluation.ledger === undefined
      ? []
      : [['Ledger head ', { code: shortHead(evaluation.ledger) }, '.'] as const]),
    ...(evaluation.url === undefined ? [] : [[{ text: evaluation.url, max: 500 }]]),
  ]
  const table =
    evaluation.objectives.length === 0
      ? []
      : [statusTable(evaluation.objectives, { ...options, timeZone: evaluation.agreement?.time_zone ?? 'UTC' }), '']
  const head = heading(evaluation)
  return [
    ...(columns(head) > width ? wrap(head, width) : [head]),
    '',
    ...table,
    ...verdictLines(evaluation, width, paint),
    ...sentences.flatMap((phrase) => wrap(toPlain(phrase).replaceAll('`', ''), width)),
  ]
    .flatMap((block) => block.split('\n'))
    .map(harmless)
    .join('\n')
}
