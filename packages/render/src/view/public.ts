import type { AgreementCitation, Evaluation, ExemptionView, Note, ObjectiveResult } from '@plumbline/core'

/*
 * What everyone may read of an answer: the change's own figures, against their targets, under the names of their
 * indicators. Not the service's windows, nor clauses, nor names that the parties gave: parties, titles, phases,
 * reasons, the address of their pages. What a pull request shows anyway (paths, its difference) stays.
 */

const PREFIX = 'reported:'

/** `patch-coverage` is `Patch coverage`; what parties report has a name of theirs. */
const indicatorName = (key: string): string =>
  key.startsWith(PREFIX) ? 'Reported figure' : key.replaceAll('-', ' ').replace(/^./, (first) => first.toUpperCase())

const discreetly = (result: ObjectiveResult): ObjectiveResult => {
  const { indicator, waiver, excluded, baseline_due: due, evidence, target } = result
  const { baseline: _figure, evidence_url: _address, agreement_hash: _hash, ...rest } = result
  const { exclusions: _time, ...seen } = evidence
  return {
    ...rest,
    id: indicator.startsWith(PREFIX) ? 'reported' : indicator,
    title: indicatorName(indicator),
    clause: null,
    // A target that was made of a baseline tells the baseline in brackets.
    target: target.replace(/ \(.*$/, ''),
    ...(waiver ? { waiver: { ...waiver, reason: '' } } : {}),
    ...(excluded ? { excluded: { by: excluded.by, ids: excluded.ids } } : {}),
    ...(due ? { baseline_due: { ...due, phase: '' } } : {}),
    evidence: indicator.startsWith(PREFIX) ? { ...seen, formula: '' } : seen,
  }
}

const citation = (agreement: AgreementCitation): AgreementCitation => ({
  ...agreement,
  title: '',
  phase: null,
  parties: { client: 'the client', vendor: 'the vendor' },
})

const REFUSED: Record<Extract<ExemptionView, { status: 'refused' }>['reason'], string> = {
  set_by_author: 'the label must be set by someone other than the author of the change',
  set_by_unknown: 'it must be known who set the label',
  wrong_label: 'the label exempts nothing',
  none_left: 'no exemption is left this month',
  not_agreed: 'the agreement in force knows no exemption',
}

const exemption = (view: ExemptionView): ExemptionView => {
  if (view.status === 'refused') return { ...view, detail: REFUSED[view.reason] }
  const { follow_up_by: _agreed, ...rest } = view
  return { ...rest, by: '', detail: view.how === 'label' ? view.detail : '', used: null }
}

const noteFor = (note: Note, { service }: Evaluation): Note => {
  switch (note.code) {
    case 'no_agreement_in_force':
      return { ...note, detail: 'no agreement is in force: nothing is judged' }
    case 'service_not_in_agreement':
      return { ...note, detail: `the agreement knows no service \`${service}\`` }
    case 'no_server':
      return { ...note, detail: 'only the change is judged without a server, which keeps the history' }
    case 'sources_not_told_apart':
      return { ...note, detail: 'events of every source are counted, whatever `measured_by` says' }
    case 'agreement_edited':
    case 'agreement_edit_invalid':
    case 'first_introduction':
    case 'reports':
    case 'uploads':
    case 'carried_forward':
    case 'foreign_run':
    case 'unknown_rollback':
    case 'unknown_incident':
    case 'ended_incident':
      return note
    default:
      return note satisfies never
  }
}

/** The same answer without what is only the parties' own. */
export const withoutSecrets = (evaluation: Evaluation): Evaluation => {
  const { url: _, relieved: __, ...rest } = evaluation
  return {
    ...rest,
    agreement: rest.agreement && citation(rest.agreement),
    objectives: rest.objectives.filter(({ scope }) => scope === 'change').map(discreetly),
    ...(rest.not_judged ? { not_judged: rest.not_judged.map((one) => ({ ...one, id: '', indicator: '' })) } : {}),
    ...(rest.exempted ? { exempted: exemption(rest.exempted) } : {}),
    notes: rest.notes.map((note) => noteFor(note, rest)),
  }
}
