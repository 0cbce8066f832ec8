import type { Breach, BreachTransition } from '../breach/breach.ts'
import type { LedgerBody } from './body.ts'
import { canonicalJson, sha256 } from './entry.ts'
import { decisionEntry, isDecision } from './of-decision.ts'

const figures = ({ value = null, display = '', evaluation_id }: BreachTransition) => ({
  value,
  display,
  ...(evaluation_id === undefined ? {} : { evaluation: evaluation_id }),
})

const noteOf = ({ note }: BreachTransition) => (note === undefined ? {} : { note })

const opened = (
  breach: Breach,
  step: BreachTransition,
): Omit<Extract<LedgerBody, { type: 'breach_opened' }>, 'type'> => ({
  ...named(breach),
  indicator: breach.indicator,
  scope: breach.scope,
  ...(breach.severity === undefined ? {} : { severity: breach.severity }),
  owed_by: breach.owed_by,
  contractual: breach.contractual,
  enforcement: breach.enforcement,
  agreement_version: breach.agreement_version,
  agreement_hash: breach.agreement_hash,
  target: breach.target,
  ...(breach.window ? { window: { from: breach.window.from, to: breach.window.to } } : {}),
  ...(breach.commit_sha === undefined ? {} : { commit_sha: breach.commit_sha }),
  ...(breach.pr === undefined ? {} : { pr: breach.pr }),
  ...figures(step),
  value: breach.value,
  display: breach.display,
  opened_by: `sha256:${sha256(canonicalJson(breach.opened_by))}`,
})

const named = ({ id, service, environment, objective }: Breach) => ({ breach: id, service, environment, objective })

/** What the last step in the story of a breach is to the ledger. */
export const breachEntry = (breach: Breach): LedgerBody => {
  const step = breach.timeline.at(-1)
  if (!step) throw new TypeError('a breach begins with a step')
  const { kind, by } = step
  if (isDecision(kind)) return decisionEntry(breach, step, kind)
  if ('party' in by && by.party === 'arbiter') throw new TypeError(`${kind} is not for the arbiter to say`)
  if (kind === 'opened') return { type: 'breach_opened', ...opened(breach, step) }
  if (kind === 'reopened') return { type: 'breach_reopened', ...named(breach), ...figures(step) }
  if (kind === 'counted')
    return { type: 'breach_counted', ...named(breach), enforcement: breach.enforcement, ...figures(step) }
  if (kind === 'exempted') return { type: 'breach_exempted', ...named(breach), ...figures(step) }
  if (kind === 'resolved')
    return {
      type: 'breach_resolved',
      ...named(breach),
      ...('engine' in by ? figures(step) : {}),
      ...noteOf(step),
      by,
    }
  if (!('party' in by)) throw new TypeError(`${kind} is for a party to say`)
  if (kind === 'acknowledged') return { type: 'breach_acknowledged', ...named(breach), ...noteOf(step), by }
  if (kind === 'noted') return { type: 'breach_noted', ...named(breach), note: step.note ?? '', by }
  if (kind === 'root_cause') return { type: 'root_cause', ...named(breach), note: step.note ?? '', ...step.cause, by }
  return kind satisfies never
}
