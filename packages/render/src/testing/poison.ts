import type { Evaluation, ObjectiveResult } from '@plumbline/core'
import { hostile } from './hostile.ts'

const objective = (result: ObjectiveResult, text: string): ObjectiveResult => ({
  ...result,
  id: text,
  title: text,
  clause: result.clause === null ? null : text,
  display: result.display === '' ? '' : text,
  target: text,
  margin: result.margin === '' ? '' : text,
  ...(result.budget ? { budget: { ...result.budget, in_words: text } } : {}),
  ...(result.forecast ? { forecast: { ...result.forecast, in_words: text } } : {}),
  ...(result.baseline ? { baseline: { ...result.baseline, phase: text, display: text } } : {}),
  ...(result.baseline_due ? { baseline_due: { ...result.baseline_due, phase: text } } : {}),
  ...(result.statistic === undefined ? {} : { statistic: text }),
  ...(result.window ? { window: { ...result.window, label: `${result.window.kind} ${text}` } } : {}),
  ...(result.counter ? { counter: result.counter.map((counter) => ({ ...counter, title: text, display: text })) } : {}),
  ...(result.waiver ? { waiver: { ...result.waiver, id: text, reason: text } } : {}),
  ...(result.excluded ? { excluded: { ...result.excluded, ids: [text], breach_id: text } } : {}),
  evidence: {
    ...result.evidence,
    formula: text,
    ...(result.evidence.exclusions
      ? { exclusions: result.evidence.exclusions.map((one) => ({ ...one, id: text, category: text, reason: text })) }
      : {}),
    ...(result.evidence.events ? { events: result.evidence.events.map(() => text) } : {}),
    ...(result.evidence.failed
      ? { failed: result.evidence.failed.map(({ rule, by }) => ({ deployment: text, rule, by: by.map(() => text) })) }
      : {}),
    ...(result.evidence.not_counted
      ? { not_counted: result.evidence.not_counted.map(({ reason }) => ({ event: text, reason })) }
      : {}),
    ...(result.evidence.ungated
      ? { ungated: result.evidence.ungated.map(() => ({ deployment: text, commit: text })) }
      : {}),
    ...(result.evidence.case ? { case: { ...result.evidence.case, events: [text], commit: text } } : {}),
    ...(result.evidence.open ? { open: result.evidence.open.map((one) => ({ ...one, events: [text] })) } : {}),
    ...(result.evidence.uncovered
      ? { uncovered: result.evidence.uncovered.map(({ lines }) => ({ path: text, lines })) }
      : {}),
  },
})

/** The same answer with this text in every place that may hold text of others. */
export const poison = (evaluation: Evaluation, text: string): Evaluation => ({
  ...evaluation,
  id: text,
  service: text,
  commit_sha: text,
  ...(evaluation.environment === undefined ? {} : { environment: text }),
  agreement: evaluation.agreement && {
    ...evaluation.agreement,
    hash: text,
    title: text,
    parties: { client: text, vendor: text },
    phase: evaluation.agreement.phase && { ...evaluation.agreement.phase, name: text },
  },
  objectives: evaluation.objectives.map((result) => objective(result, text)),
  ...(evaluation.not_judged ? { not_judged: evaluation.not_judged.map((one) => ({ ...one, id: text })) } : {}),
  ...(evaluation.exempted?.status === 'granted'
    ? { exempted: { ...evaluation.exempted, by: text, detail: text } }
    : {}),
  ...(evaluation.exempted?.status === 'refused' ? { exempted: { ...evaluation.exempted, detail: text } } : {}),
  notes: evaluation.notes.map((note) => ({
    ...note,
    detail: note.detail.includes('\n') ? `${text.replace(/[\r\n]/g, ' ')}\n+${text}` : text,
  })),
})

const SHARE = 3
export const visibleHostile = hostile.filter((text) => text.trim() !== '')

/** A few of the hostile texts, others for each `at`, so that many samples together are tried with all of them. */
export const shareOfHostile = (at: number): string[] =>
  Array.from({ length: SHARE }, (_, more) => visibleHostile[(at * SHARE + more) % visibleHostile.length] ?? '')
