import { agreedCause, type Breach, type BreachTransition, causeToAgreeWith } from '@plumbline/core'
import { clean, type EventNames, evidenceLines, figureWords, hasMoved, localTime, toPlain } from '@plumbline/render'
import type { Paint } from '../output/colour.ts'

const by = (transition: BreachTransition): string =>
  'engine' in transition.by ? 'the engine' : `${clean(transition.by.name, 60)} (${transition.by.party})`

const KIND_WORDS: Record<BreachTransition['kind'], string> = {
  opened: 'opened',
  reopened: 'reopened',
  counted: 'counted from here on, no longer only observed,',
  acknowledged: 'acknowledged',
  noted: 'noted',
  root_cause: 'root cause stated',
  resolved: 'resolved',
  exempted: 'taken back, the change was exempted,',
  waived: 'waived',
  waiver_ended: 'waiver ended, noticed',
  disputed: 'disputed',
  answered: 'answered',
  dispute_withdrawn: 'dispute withdrawn',
  ruling_stated: 'ruling stated',
  ruled: 'ruled',
}

const MAX_TEXT = 2_000

/** What a party wrote, in its own lines: one on the line of the step, several under it. */
const saidIn = ({ note = '' }: BreachTransition): { inline: string; under: string[] } => {
  const lines = note.split('\n').map((line) => clean(line, MAX_TEXT))
  if (note === '') return { inline: '', under: [] }
  return lines.length === 1 ? { inline: `: ${lines[0]}`, under: [] } : { inline: ':', under: lines }
}

const causeOf = ({ cause }: BreachTransition): string => {
  const { category, attribution } = cause ?? {}
  const parts = [category ?? '', attribution ? `by ${attribution.replace('_', ' ')}` : ''].filter((part) => part !== '')
  return parts.length === 0 ? '' : ` (${parts.join(', ')})`
}

const SETTLED: Record<NonNullable<BreachTransition['settled_by']>, string> = {
  both: 'both said the same',
  arbiter: 'the arbiter said so',
  silence: 'the answer that was due did not come',
  disagreement: 'the two did not agree in time',
}

const rulingOf = ({ ruling, settled_by: settled }: BreachTransition): string => {
  if (ruling === undefined) return ''
  return ` ${ruling}${settled === undefined ? '' : ` (${SETTLED[settled]})`}`
}

/** What they agree on, or what either may still agree with. */
const causes = (breach: Breach): string[] => {
  const id = clean(breach.id, 80)
  const agreed = agreedCause(breach)
  if (agreed) return ['', `Both agree on the root cause: ${clean(agreed.text, MAX_TEXT)}`]
  return (['client', 'vendor'] as const).flatMap((party) => {
    const stated = causeToAgreeWith(breach, party)
    return stated ? ['', `The ${party} may agree with it: plumbline breaches agree-cause ${id} ${stated.at}`] : []
  })
}

const moved = (transition: BreachTransition, zone: string): string[] => {
  const value = transition.display ? ` at ${clean(transition.display, 40)}` : ''
  const { inline, under } = saidIn(transition)
  const kind = transition.cause?.agrees_with === undefined ? KIND_WORDS[transition.kind] : 'root cause agreed with'
  const what = `${kind}${rulingOf(transition)}${causeOf(transition)}${value} by ${by(transition)}${inline}`
  return [`  ${localTime(transition.at, zone)}  ${what}`, ...under.map((line) => `      ${line}`.trimEnd())]
}

const subject = (breach: Breach): string => {
  if (breach.window) return `${breach.window.kind} ${clean(breach.window.label, 60)}`
  if (breach.pr !== undefined) return `pull request #${breach.pr}, ${breach.commit_sha?.slice(0, 7) ?? ''}`
  return breach.commit_sha ? `commit ${breach.commit_sha.slice(0, 7)}` : breach.environment
}

const DISPUTE_WORDS: Record<NonNullable<Breach['dispute']>['status'], string> = {
  open: 'waits for an answer until',
  answered: 'answered; both state a ruling, or the arbiter does. It was due at',
  ruled: 'ruled; its answer was due at',
  withdrawn: 'withdrawn; its answer was due at',
}

/** Who answered has done so; then it counts until when it can be ruled. */
const disputeWords = ({ status, answer_due_at, agree_by }: NonNullable<Breach['dispute']>, zone: string): string =>
  status === 'answered' && agree_by !== undefined
    ? `answered; without a ruling by ${localTime(agree_by, zone)} the breach stands`
    : `${DISPUTE_WORDS[status]} ${localTime(answer_due_at, zone)}`

const decisions = ({ waiver, dispute }: Breach, zone: string): string[] => [
  ...(waiver ? [`  waived     until ${localTime(waiver.expires_at, zone)} (${clean(waiver.id, 80)})`] : []),
  ...(dispute ? [`  disputed   ${disputeWords(dispute, zone)} (${clean(dispute.id, 80)})`] : []),
]

const TONES = { open: 'red', acknowledged: 'yellow', resolved: 'green' } as const

const tone = (status: Breach['status']) => (status in TONES ? TONES[status as keyof typeof TONES] : 'yellow')

/** Around a breach: the zone of the agreement, in which all times are, and what its events are about. */
export type Around = { zone: string; names: EventNames }

/** Is it true, whose is it, what now: one breach for a terminal. */
export const breachText = (breach: Breach, { zone, names }: Around, paint: Paint): string => {
  const lines = evidenceLines(breach.opened_by, zone, { limit: 20, events: 20, names })
  const evidence = lines.map((line) => `  ${toPlain(line)}`)
  const clause = breach.clause === null ? '' : ` §${clean(breach.clause, 20)}`
  const id = clean(breach.id, 80)
  const figure = figureWords(breach, zone)
  return `${[
    `${paint('bold', clean(breach.title, 120))}: ${paint(tone(breach.status), breach.status)}`,
    '',
    `  service    ${clean(breach.service, 64)}, ${subject(breach)}`,
    `  measured   ${clean(breach.display, 60)}, agreed ${clean(breach.target, 60)}`,
    ...(figure === '' ? [] : [`             ${figure}`]),
    `  agreement  v${breach.agreement_version}${clause} (${breach.agreement_hash.slice(0, 19)}…)`,
    `  owed by    ${breach.owed_by}${breach.contractual ? '' : '; observed only, without consequence'}`,
    ...decisions(breach, zone),
    `  id         ${id}`,
    '',
    `How it was measured${hasMoved(breach) ? ' when it opened' : ''}`,
    ...evidence,
    '',
    `What happened since (${clean(zone, 60)})`,
    ...breach.timeline.flatMap((transition) => moved(transition, zone)),
    ...causes(breach),
    ...(breach.status === 'open' ? ['', `Say that you know: plumbline breaches acknowledge ${id}`] : []),
  ].join('\n')}\n`
}
