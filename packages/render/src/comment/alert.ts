import type { AgreementCitation, Evaluation, ExemptionView, Note, ObjectiveResult } from '@plumbline/core'
import { count, type Phrase, prose, sentence, toMarkdown } from '../text/phrase.ts'
import { nameOf } from '../words/name.ts'
import { nextStep } from '../words/next.ts'
import { consequence, standing } from '../words/standing.ts'

type Kind = 'CAUTION' | 'WARNING' | 'NOTE'

const alert = (kind: Kind, lines: (Phrase | null)[]): string => {
  const said = lines.filter((line) => line !== null)
  return said.length === 0 ? '' : [`> [!${kind}]`, ...said.map((line) => `> ${toMarkdown(line)}`)].join('\n')
}

/** `agreement v3 §5.1`, or without a number where no server gave one. */
const cited = (agreement: AgreementCitation | null, clause: string | null): Phrase => [
  agreement?.version == null
    ? clause === null
      ? 'the agreement'
      : 'the agreement’s'
    : `agreement v${agreement.version}`,
  ...(clause === null ? [] : [' §', { text: clause, max: 30 }]),
]

/** What was measured beside what was agreed, in one sentence. */
const finding = (result: ObjectiveResult, agreement: AgreementCitation | null): Phrase => [
  { text: nameOf(result), max: 110 },
  ': ',
  ...(result.status === 'no_data'
    ? [{ text: consequence({ ...result, blocking: false }) }]
    : [{ strong: result.display }]),
  '; ',
  ...cited(agreement, result.clause),
  ' asks ',
  { strong: result.target },
]

const found = (
  evaluation: Evaluation,
  label: string,
  wanted: 'blocks' | 'warns' | 'no_data' | 'at_risk',
): Phrase | null => {
  const [worst, ...others] = evaluation.objectives.filter((result) => standing(result) === wanted)
  if (worst === undefined) return null
  return [
    `**${label}:** `,
    ...finding(worst, evaluation.agreement),
    others.length > 0 ? `; and ${count(others.length, 'more', 'more')} below.` : '.',
  ]
}

const next = (evaluation: Evaluation): Phrase | null => {
  const step = nextStep(evaluation)
  return step === null ? null : ['**Next (', { text: step.owner, max: 60 }, '):** ', ...step.action, '.']
}

const exemption = (view: ExemptionView | undefined): Phrase | null => {
  if (view === undefined) return null
  if (view.status === 'refused') return ['**Exemption refused:** ', ...prose(view.detail, 200), '.']
  return [
    '**Exempted** by ',
    { text: view.by, max: 80 },
    view.how === 'label' ? ', by the label ' : ', because ',
    view.how === 'label' ? { code: view.detail } : { text: view.detail, max: 300 },
    view.used === null ? '.' : `; exemption ${view.used} of ${view.max} this month.`,
  ]
}

const warned = (evaluation: Evaluation): Phrase | null =>
  found(evaluation, 'Breached, but not blocking', 'warns') ??
  found(evaluation, 'Not measured', 'no_data') ??
  found(evaluation, 'At risk, still met', 'at_risk')

/** The note that the alert tells, if it tells one: it is not repeated below. */
export const noteInAlert = (evaluation: Evaluation): Note['code'] | null => {
  const has = (code: Note['code']) => (evaluation.notes.some((note) => note.code === code) ? code : null)
  if (evaluation.agreement === null) return has('no_agreement_in_force')
  if (evaluation.exempted?.status === 'granted') return null
  if (evaluation.verdict === 'warn' && warned(evaluation) === null) return has('service_not_in_agreement')
  return evaluation.verdict === 'pass' ? has('first_introduction') : null
}

const told = (evaluation: Evaluation): Phrase | null => {
  const code = noteInAlert(evaluation)
  const note = evaluation.notes.find((candidate) => candidate.code === code)
  return note === undefined ? null : sentence(note.detail)
}

const JUDGED_LATER: Phrase = [
  'Changes are judged once an agreement that both sides accepted is in force: see `plumbline agreement`.',
]

/** The one alert: what holds the change up, what to do next and whose it is. Empty where nobody has to do anything. */
export const alertFor = (evaluation: Evaluation): string => {
  const note = told(evaluation)
  if (evaluation.agreement === null) return alert('NOTE', [note, JUDGED_LATER])
  if (evaluation.exempted?.status === 'granted')
    return alert('WARNING', [exemption(evaluation.exempted), found(evaluation, 'Would have blocked', 'blocks')])
  switch (evaluation.verdict) {
    case 'fail':
      return alert('CAUTION', [
        found(evaluation, 'Blocked', 'blocks'),
        exemption(evaluation.exempted),
        next(evaluation),
      ])
    case 'warn':
      return alert('WARNING', [warned(evaluation) ?? note, next(evaluation)])
    case 'pass':
      return alert('NOTE', [note])
    default:
      return evaluation.verdict satisfies never
  }
}
