import { type Evaluation, headText, type ObjectiveResult } from '@plumbline/core'
import { codeSpan, escapeMarkdown, link } from '../text/markdown.ts'
import { toMarkdown } from '../text/phrase.ts'
import { evidenceLines } from '../words/evidence.ts'
import { nameOf } from '../words/name.ts'
import { localDate, localTime } from '../words/time.ts'

const UTC = 'UTC'

/** Where the rest is read: only a server keeps evaluations, and its page is not for everyone. */
export const elsewhere = (what: string, { url }: Evaluation): string =>
  url === undefined ? `${what} in the job’s summary` : link(`${what} in the evaluation`, url)

export const zoneOf = ({ agreement }: Evaluation): string => agreement?.time_zone ?? UTC

/** How one figure came about. */
export const counted = (result: ObjectiveResult, zone: string, detail: { limit: number; events: number }): string => {
  const [formula, ...rest] = evidenceLines(result, zone, detail).map(toMarkdown)
  const title = link(escapeMarkdown(nameOf(result), 110), result.evidence_url)
  return [
    `- **${title}**${formula === undefined || formula === '' ? '' : `: ${formula}`}`,
    ...rest.map((line) => `  - ${line}`),
  ].join('\n')
}

/** Which text judged: its number and hash, and the phase it is in. */
const agreementLine = ({ agreement }: Evaluation): string => {
  if (agreement === null) return ''
  const { version, hash, phase, time_zone: zone } = agreement
  const until = phase?.until == null ? '' : ` until ${localDate(phase.until, zone)}`
  return [
    `Judged by agreement${version === null ? ' file' : ` v${version}`}${agreement.title === '' ? '' : ` “${escapeMarkdown(agreement.title, 110)}”`}`,
    ...(phase === null ? [] : [`phase ${escapeMarkdown(phase.name, 60)}${until}`]),
    `${codeSpan(hash, 90)}.`,
  ].join(', ')
}

/** How far the chain of decisions reaches: whoever reads this holds a witness. */
const ledgerLine = ({ ledger }: Evaluation): string =>
  ledger === undefined ? '' : `Ledger head ${codeSpan(headText(ledger), 90)}.`

/** What was asked about, when, and under which name the answer is kept. */
const askedLine = (evaluation: Evaluation): string => {
  const zone = zoneOf(evaluation)
  const where = evaluation.environment === undefined ? '' : ` to ${codeSpan(evaluation.environment, 70)}`
  const event = evaluation.event.replace('_', ' ')
  const name = `${link('Evaluation', evaluation.url)} ${codeSpan(evaluation.id, 90)}`
  const change =
    evaluation.uploads?.state === 'awaited'
      ? '; provisional, because not all uploads are there'
      : evaluation.provisional
        ? '; provisional, because a window in it can still change'
        : ''
  return `${name} of ${codeSpan(evaluation.commit_sha.slice(0, 12))} (${event}${where}), ${localTime(evaluation.at, zone)} ${escapeMarkdown(zone, 60)}${change}.`
}

/** By what, of what and when it was judged. */
export const closing = (evaluation: Evaluation): string =>
  [agreementLine(evaluation), askedLine(evaluation), ledgerLine(evaluation)].filter((line) => line !== '').join('\n')
