import type { Evaluation, Evidence, ObjectiveResult } from '@plumbline/core'
import { hostileNames } from './hostile-names.ts'

/** What stands in the next place that may hold text of others. */
export type Next = () => string

const evidenceOf = (evidence: Evidence, next: Next): Evidence => ({
  ...evidence,
  formula: next(),
  ...(evidence.exclusions
    ? { exclusions: evidence.exclusions.map((one) => ({ ...one, id: next(), category: next(), reason: next() })) }
    : {}),
  ...(evidence.events ? { events: evidence.events.map(next) } : {}),
  ...(evidence.failed
    ? { failed: evidence.failed.map(({ rule, by }) => ({ deployment: next(), rule, by: by.map(next) })) }
    : {}),
  ...(evidence.not_counted
    ? { not_counted: evidence.not_counted.map(({ reason }) => ({ event: next(), reason })) }
    : {}),
  // A commit of the service's is never the one that is asked about, whatever both are called.
  ...(evidence.ungated
    ? { ungated: evidence.ungated.map(() => ({ deployment: next(), commit: `${next()} too` })) }
    : {}),
  ...(evidence.case ? { case: { ...evidence.case, events: [next()], commit: `${next()} too` } } : {}),
  ...(evidence.open ? { open: evidence.open.map((one) => ({ ...one, events: [next()] })) } : {}),
  ...(evidence.baseline ? { baseline: { ...evidence.baseline, commit_sha: next() } } : {}),
  ...(evidence.uncovered ? { uncovered: evidence.uncovered.map(({ lines }) => ({ path: next(), lines })) } : {}),
})

const objective = (result: ObjectiveResult, next: Next, label: string): ObjectiveResult => ({
  ...result,
  id: next(),
  title: next(),
  clause: result.clause === null ? null : next(),
  display: result.display === '' ? '' : next(),
  target: next(),
  margin: result.margin === '' ? '' : next(),
  ...(result.budget ? { budget: { ...result.budget, in_words: next() } } : {}),
  ...(result.forecast ? { forecast: { ...result.forecast, in_words: next() } } : {}),
  ...(result.baseline ? { baseline: { ...result.baseline, phase: next(), display: next() } } : {}),
  ...(result.baseline_due ? { baseline_due: { ...result.baseline_due, phase: next() } } : {}),
  ...(result.statistic === undefined ? {} : { statistic: next() }),
  ...(result.window ? { window: { ...result.window, label: `${result.window.kind} ${label}` } } : {}),
  ...(result.counter ? { counter: result.counter.map((one) => ({ ...one, title: next(), display: next() })) } : {}),
  ...(result.waiver ? { waiver: { ...result.waiver, id: next(), reason: next() } } : {}),
  ...(result.excluded ? { excluded: { ...result.excluded, ids: [next()], breach_id: next() } } : {}),
  ...(result.breach_id === undefined ? {} : { breach_id: next() }),
  evidence: evidenceOf(result.evidence, next),
})

/** The same answer with text of others in every place that may hold it: one text everywhere, or each place its own. */
export const poison = <T extends Evaluation>(evaluation: T, text: string | Next): T => {
  const next = typeof text === 'string' ? () => text : text
  // Results of one window have one label.
  const label = next()
  return {
    ...evaluation,
    id: next(),
    service: next(),
    commit_sha: next(),
    ...(evaluation.environment === undefined ? {} : { environment: next() }),
    agreement: evaluation.agreement && {
      ...evaluation.agreement,
      hash: next(),
      title: next(),
      time_zone: next(),
      parties: { client: next(), vendor: next() },
      phase: evaluation.agreement.phase && { ...evaluation.agreement.phase, name: next() },
    },
    objectives: evaluation.objectives.map((result) => objective(result, next, label)),
    ...(evaluation.not_judged ? { not_judged: evaluation.not_judged.map((one) => ({ ...one, id: next() })) } : {}),
    ...(evaluation.exempted?.status === 'granted'
      ? { exempted: { ...evaluation.exempted, by: next(), detail: next() } }
      : {}),
    ...(evaluation.exempted?.status === 'refused' ? { exempted: { ...evaluation.exempted, detail: next() } } : {}),
    notes: evaluation.notes.map((note) => ({
      ...note,
      detail: note.detail.includes('\n') ? `${next().replace(/[\r\n]/g, ' ')}\n+${next()}` : next(),
    })),
  }
}

export const visibleHostile = hostileNames.filter((text) => text.trim() !== '')

/** Hostile texts one after another, beginning with this one, so that many samples together are tried with all of them. */
export const inTurn = (begin: number): Next => {
  let at = begin
  // The longest would rightly lose a section to the size.
  const texts = visibleHostile.filter((text) => text.length < 200)
  return () => texts[at++ % texts.length] ?? ''
}
