import type { Enforcement, Objective, OnNoData } from '../agreement/terms.ts'
import type { NoDataReason, NotBlockingReason, ObjectiveResult, ObjectiveStatus, Verdict } from './evaluation.ts'
import type { GateEvent, GateRequest } from './gate.ts'

/** What may keep an objective from blocking although it is missed. */
export type Blocking = { blocks: true } | { blocks: false; why: NotBlockingReason }

export const blocking = (
  objective: Objective,
  enforcement: Enforcement,
  request: GateRequest,
  relief: { firstIntroduction: boolean; production: boolean; released: boolean; presumedOnly: boolean },
): Blocking => {
  const no = (why: NotBlockingReason): Blocking => ({ blocks: false, why })
  if (relief.firstIntroduction) return no('first_introduction')
  if (enforcement !== objective.enforcement) return no('phase')
  if (enforcement === 'observe') return no('observed')
  if (enforcement === 'warn') return no('warns_only')
  if (!objective.blockOn.includes(request.event)) return no('not_on_this_event')
  // What production was promised holds back no other environment.
  if (request.event === 'deployment' && objective.window && !relief.production) return no('not_on_this_event')
  // Undoing harm is never held up.
  if (request.event === 'deployment' && (request.rolls_back || request.fixes_incident)) return no('rollback_or_fix')
  if (relief.released) return no('released')
  return relief.presumedOnly ? no('presumed_links_only') : { blocks: true }
}

/** Nothing to measure in the change itself: shown, and nobody's fault, whatever `on_no_data` says. */
const HARMLESS: readonly NoDataReason[] = ['nothing_to_cover', 'below_min_lines']

const defaultOnNoData = (scope: ObjectiveResult['scope'], event: GateEvent): OnNoData =>
  scope === 'change' && (event === 'push' || event === 'merge_group') ? 'fail' : 'warn'

/** What one objective makes of the verdict, alone. */
export const contribution = (
  objective: Objective,
  scope: ObjectiveResult['scope'],
  status: ObjectiveStatus,
  reason: NoDataReason | undefined,
  enforcement: Enforcement,
  block: Blocking,
  event: GateEvent,
): Verdict => {
  if (enforcement === 'observe' || (!block.blocks && block.why === 'first_introduction')) return 'pass'
  switch (status) {
    case 'breached':
      return block.blocks ? 'fail' : 'warn'
    case 'at_risk':
      return 'warn'
    case 'no_data': {
      if (reason && HARMLESS.includes(reason)) return 'pass'
      // Neither passed nor failed by a part: the last upload decides.
      if (reason === 'uploads_awaited') return 'warn'
      const wanted = objective.onNoData ?? defaultOnNoData(scope, event)
      return wanted === 'fail' && !block.blocks ? 'warn' : wanted
    }
    case 'met':
    case 'waived':
    case 'excluded':
    case 'not_in_force':
      return 'pass'
    default:
      return status satisfies never
  }
}

const WEIGHT: Record<Verdict, number> = { pass: 0, warn: 1, fail: 2 }

/** The worst of all; nothing at all passes. */
export const worstVerdict = (verdicts: Verdict[]): Verdict =>
  verdicts.reduce<Verdict>((worst, verdict) => (WEIGHT[verdict] > WEIGHT[worst] ? verdict : worst), 'pass')
