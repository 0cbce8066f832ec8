import { capEnforcement } from '../agreement/phases.ts'
import type { Awaited } from '../baselines/resolve.ts'
import { standIn } from '../baselines/stand-in.ts'
import { noData } from '../indicators/indicator.ts'
import { knownIndicator } from '../indicators/known.ts'
import { dayText } from '../time/day-text.ts'
import { formatInstant } from '../time/instant.ts'
import { windowAt } from '../time/window.ts'
import { baselineView } from './baseline-view.ts'
import { blocking } from './enforce.ts'
import type { Verdict } from './evaluation.ts'
import type { EvaluationInput } from './input.ts'
import type { Waiting } from './judging.ts'
import { type Outcome, outcomeOf } from './result.ts'
import { windowView } from './windows.ts'

/** Why a target still means nothing, for people. */
export const awaitedWords = ({ phase, ahead, baseline }: Awaited, zone: string, now: number): string => {
  if (phase === null) return 'no phase ends, so that no baseline is ever frozen'
  const day = dayText(zone, phase.until)
  if (baseline) {
    const { samples, needed } = baseline
    const few =
      needed === undefined || samples >= needed
        ? 'nothing was measured in it'
        : `${samples} of ${needed} samples needed`
    return `phase ${phase.name} ended ${day} without a baseline: ${few}`
  }
  if (phase.until > now) return `phase ${phase.name} ends ${day}; its figures become the baseline`
  return ahead ? `phase ${phase.name} ended ${day}; its figures are being frozen` : `phase ${phase.name} ended ${day}`
}

/** What an objective comes to whose target waits for a baseline: shown, and nobody's fault while it takes only time. */
export const waitingOutcome = (
  waiting: Waiting,
  { request, at, firstIntroduction }: EvaluationInput,
  environments: string[],
): Outcome[] => {
  const { objective, version, awaits } = waiting
  const info = knownIndicator(objective.indicator)
  if (!info) return []
  const { target } = objective
  const judging = { ...waiting, objective: { ...objective, target: standIn(objective), warn: null } }
  const words = awaitedWords(awaits, version.terms.timeZone, at)
  const enforcement = firstIntroduction ? 'observe' : capEnforcement(objective, waiting.phase)
  const block = blocking(objective, enforcement, request, {
    firstIntroduction: firstIntroduction ?? false,
    production: true,
    released: false,
    presumedOnly: false,
  })
  const spec = objective.window
  const whole = spec && windowAt(spec, version.terms.timeZone, at)
  const window =
    spec &&
    whole &&
    windowView(spec, version, environments, whole, { from: Math.max(whole.from, waiting.since), to: whole.to }, at)
  const { result, verdict, measurement } = outcomeOf(
    judging,
    info,
    noData('no_baseline', words),
    enforcement,
    block,
    request.event,
    {
      ...(window ? { window } : {}),
    },
  )
  const harmless: Verdict = awaits.ahead ? 'pass' : verdict
  return [
    {
      measurement,
      verdict: harmless,
      result: {
        ...result,
        blocking: harmless === 'fail',
        target: target.text.replace(/\s+/g, ' ').replace(/(\d)%/, '$1 %'),
        target_bounds: { relative: target.text },
        ...(awaits.baseline ? { baseline: baselineView(awaits.baseline) } : {}),
        ...(awaits.phase && !awaits.baseline
          ? { baseline_due: { phase: awaits.phase.name, until: formatInstant(awaits.phase.until) } }
          : {}),
      },
    },
  ]
}
