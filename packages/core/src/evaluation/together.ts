import { worstVerdict } from './enforce.ts'
import type { MissedClock, ObjectiveResult } from './evaluation.ts'
import type { Judging, Outcome } from './result.ts'

/*
 * Clocks that must hold one by one are judged each by what was in force when its incident began. Where that changed, a
 * window holds clocks of several forms of its objective: each form judges its own, and here they become one answer.
 */

/** Of several forms the one whose figure is told: the worst; of those that are alike the one in force. */
const RANKS: readonly ObjectiveResult['status'][] = ['breached', 'waived', 'at_risk', 'met']

const rankOf = ({ result: { status, value } }: Outcome): number => {
  const rank = RANKS.indexOf(status)
  // Without a case of its own a form says only whether somebody was watching, which they all say.
  return rank < 0 || value === null ? RANKS.length : rank
}

/** What one form came to. */
export type OfForm = { form: Judging; outcome: Outcome }

const judgedBy = ({ form, outcome: { result } }: OfForm): NonNullable<MissedClock['judged_by']> => {
  const { agreement_version, target, target_bounds, enforcement } = result
  return { agreement_version, agreement_hash: form.version.hash, target, target_bounds, enforcement }
}

const byLateness = (a: MissedClock, b: MissedClock) =>
  a.breached_at < b.breached_at ? -1 : a.breached_at > b.breached_at ? 1 : 0

/** What was left out by any of them, each once. */
const leftOut = (all: readonly ObjectiveResult[]): Pick<ObjectiveResult['evidence'], 'not_counted'> => {
  const events = new Map(all.flatMap(({ evidence }) => evidence.not_counted ?? []).map((one) => [one.event, one]))
  return events.size > 0 ? { not_counted: [...events.values()] } : {}
}

/** @param forms the one in force first */
export const together = (forms: readonly OfForm[]): Outcome[] => {
  const [inForce] = forms
  const [told] = forms.toSorted((a, b) => rankOf(a.outcome) - rankOf(b.outcome))
  if (!inForce || !told || forms.length === 1) return forms.map(({ outcome }) => outcome)
  const results = forms.map(({ outcome }) => outcome.result)
  const clocks = forms.flatMap((one) =>
    (one.outcome.result.clocks ?? []).map((clock) => (one === told ? clock : { ...clock, judged_by: judgedBy(one) })),
  )
  // The oldest judges from the beginning of the window on: all of it is judged, by one or the other.
  const { window } = results.at(-1) ?? {}
  const { result } = told.outcome
  return [
    {
      ...told.outcome,
      form: told.form,
      verdict: worstVerdict(forms.map(({ outcome }) => outcome.verdict)),
      result: {
        ...result,
        blocking: results.some(({ blocking }) => blocking),
        samples: results.reduce((sum, { samples }) => sum + samples, 0),
        ...(window ? { window } : {}),
        ...(result.clocks ? { clocks: clocks.toSorted(byLateness) } : {}),
        evidence: { ...result.evidence, ...leftOut(results) },
      },
    },
  ]
}
