import type { AgreementCitation, Note, ObjectiveResult } from '@plumbline/core'
import { count, type Phrase, type Piece, prose, sentence, toMarkdown } from '../text/phrase.ts'
import type { View } from '../view/view.ts'
import { invalidEdit } from '../words/edit.ts'
import { exemptionCount, isLetThrough } from '../words/exempted.ts'
import { nowText, targetText } from '../words/figures.ts'
import { isServicesDoing } from '../words/headline.ts'
import { nameOf } from '../words/name.ts'
import { nextStep } from '../words/next.ts'
import { isAboutChange, isOwn } from '../words/own.ts'
import { consequence, type Standing, standing } from '../words/standing.ts'
import { zoneOf } from './counted.ts'

type Kind = 'CAUTION' | 'WARNING' | 'IMPORTANT' | 'NOTE'

/** A paragraph each: what is joined by line ends alone runs together in a job's summary. */
const alert = (kind: Kind, paragraphs: (Phrase | null)[]): string => {
  const said = paragraphs.filter((paragraph) => paragraph !== null)
  return said.length === 0 ? '' : `> [!${kind}]\n${said.map((paragraph) => `> ${toMarkdown(paragraph)}`).join('\n>\n')}`
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
    : [{ strong: nowText(result) }]),
  '; ',
  ...cited(agreement, result.clause),
  ' asks ',
  { strong: targetText(result) },
]

const found = (view: View, label: string, wanted: Standing): Phrase | null => {
  const [worst, ...others] = view.objectives.filter(isOwn(view)).filter((result) => standing(result) === wanted)
  if (worst === undefined) return null
  return [
    `**${label}:** `,
    ...finding(worst, view.agreement),
    others.length > 0 ? `; and ${count(others.length, 'more', 'more')} below.` : '.',
  ]
}

/** Line 2: one action, and whose it is. */
const next = (view: View): Phrase | null => {
  const step = nextStep(view)
  return step === null ? null : ['**Next (', { text: step.owner, max: 60 }, '):** ', ...step.action, '.']
}

const name = (text: string, max = 80): Piece => ({ text, max })

const exemption = (view: View): Phrase | null => {
  const given = view.exempted
  if (given === undefined) return null
  if (given.status === 'refused') return ['**Exemption refused:** ', ...prose(given.detail, 200), '.']
  const because: Phrase =
    given.how === 'label'
      ? [', by the label ', { code: given.detail }, ...(given.by === '' ? [] : [', which ', name(given.by), ' set'])]
      : [
          ...(given.by === '' ? [] : [' by ', name(given.by)]),
          ...(given.detail === '' ? [', for a reason given with the call'] : [', because ', name(given.detail, 300)]),
        ]
  return ['**Exempted**', ...because, ...exemptionCount(given, { event: view.event, zone: zoneOf(view) })]
}

const warned = (view: View): Phrase | null =>
  found(view, 'Breached, but not blocking', 'warns') ??
  found(view, 'Not measured', 'no_data') ??
  found(view, 'At risk, still met', 'at_risk')

/** The note that the alert tells, if it tells one: it is not repeated below. */
export const noteInAlert = (view: View): Note['code'] | null => {
  const has = (code: Note['code']) => (view.notes.some((note) => note.code === code) ? code : null)
  if (view.agreement === null) return has('no_agreement_in_force')
  if (invalidEdit(view)) return has('agreement_edit_invalid')
  if (isLetThrough(view)) return null
  if (view.outstanding !== undefined) return has('uploads')
  if (view.verdict === 'warn' && warned(view) === null) return has('service_not_in_agreement')
  return view.verdict === 'pass' ? has('first_introduction') : null
}

const told = (view: View): Phrase | null => {
  const code = noteInAlert(view)
  const note = view.notes.find((candidate) => candidate.code === code)
  return note === undefined ? null : sentence(note.detail)
}

const JUDGED_LATER: Phrase = [
  'Changes are judged once an agreement that both sides accepted is in force: see `plumbline agreement`.',
]

const UNSEEN = 'the service’s figures over time, which a public repository does not show (`comment-detail: full` does)'

/** What the verdict rests on where this reader may not see it. */
const unseen = (view: View): Phrase | null => {
  if (view.withheld === undefined) return null
  if (isServicesDoing(view)) return [`**Nothing to mend in this change.** What warns are ${UNSEEN}.`]
  if (isAboutChange(view)) return null
  return view.verdict === 'fail'
    ? [`**Blocked** by ${UNSEEN}. A rollback, or a deployment that names the incident it fixes, is never blocked.`]
    : [`What warns are ${UNSEEN}.`]
}

const waiting = ({ received, expected }: NonNullable<View['outstanding']>): Phrase => [
  `**Next (this pull request’s checks):** ${count(expected - received, 'upload')} of ${expected} outstanding; until then nothing of what they report is judged.`,
]

const warning = (view: View): string => {
  if (!isServicesDoing(view)) return alert('WARNING', [next(view), warned(view) ?? told(view) ?? unseen(view)])
  return alert('NOTE', [next(view) ?? unseen(view)])
}

/** The one alert: what to do next and whose it is, and what for. Empty where nobody has to do anything. */
export const alertFor = (view: View): string => {
  if (view.agreement === null) return alert('NOTE', [told(view), JUDGED_LATER])
  if (invalidEdit(view))
    return alert('CAUTION', [next(view), told(view), found(view, 'Blocked', 'blocks'), exemption(view)])
  if (isLetThrough(view)) return alert('WARNING', [exemption(view), found(view, 'Would have blocked', 'blocks')])
  if (view.outstanding !== undefined)
    return alert('NOTE', [waiting(view.outstanding), found(view, 'Breached, but not blocking', 'warns')])
  switch (view.verdict) {
    case 'fail':
      return alert('CAUTION', [next(view), found(view, 'Blocked', 'blocks') ?? unseen(view), exemption(view)])
    case 'warn':
      return warning(view)
    case 'pass':
      return alert('NOTE', [told(view)])
    default:
      return view.verdict satisfies never
  }
}
