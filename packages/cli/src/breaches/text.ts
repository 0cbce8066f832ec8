import type { Breach, BreachTransition } from '@plumbline/core'
import { clean, evidenceLines, localTime, toPlain } from '@plumbline/render'
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
}

const rulingOf = ({ ruling, settled_by: settled }: BreachTransition): string => {
  if (ruling === undefined) return ''
  return ` ${ruling}${settled === undefined ? '' : ` (${SETTLED[settled]})`}`
}

const moved = (transition: BreachTransition, zone: string): string[] => {
  const value = transition.display ? ` at ${clean(transition.display, 40)}` : ''
  const { inline, under } = saidIn(transition)
  const what = `${KIND_WORDS[transition.kind]}${rulingOf(transition)}${causeOf(transition)}${value} by ${by(transition)}${inline}`
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

const decisions = ({ waiver, dispute }: Breach, zone: string): string[] => [
  ...(waiver ? [`  waived     until ${localTime(waiver.expires_at, zone)} (${clean(waiver.id, 80)})`] : []),
  ...(dispute
    ? [
        `  disputed   ${DISPUTE_WORDS[dispute.status]} ${localTime(dispute.answer_due_at, zone)} (${clean(dispute.id, 80)})`,
      ]
    : []),
]

const TONES = { open: 'red', acknowledged: 'yellow', resolved: 'green' } as const

const tone = (status: Breach['status']) => (status in TONES ? TONES[status as keyof typeof TONES] : 'yellow')

/** Is it true, whose is it, what now: one breach for a terminal. @param zone of the agreement: all times are in it */
export const breachText = (breach: Breach, zone: string, paint: Paint): string => {
  const evidence = evidenceLines(breach.opened_by, zone, { limit: 20, events: 20 }).map((line) => `  ${toPlain(line)}`)
  const clause = breach.clause === null ? '' : ` §${clean(breach.clause, 20)}`
  const id = clean(breach.id, 80)
  return `${[
    `${paint('bold', clean(breach.title, 120))}: ${paint(tone(breach.status), breach.status)}`,
    '',
    `  service    ${clean(breach.service, 64)}, ${subject(breach)}`,
    `  measured   ${clean(breach.display, 60)}, agreed ${clean(breach.target, 60)}`,
    `  agreement  v${breach.agreement_version}${clause} (${breach.agreement_hash.slice(0, 19)}…)`,
    `  owed by    ${breach.owed_by}${breach.contractual ? '' : '; observed only, without consequence'}`,
    ...decisions(breach, zone),
    `  id         ${id}`,
    '',
    'How it was measured',
    ...evidence,
    '',
    `What happened since (${clean(zone, 60)})`,
    ...breach.timeline.flatMap((transition) => moved(transition, zone)),
    ...(breach.status === 'open' ? ['', `Say that you know: plumbline breaches acknowledge ${id}`] : []),
  ].join('\n')}\n`
}
