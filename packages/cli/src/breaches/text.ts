import type { Breach, BreachTransition } from '@plumbline/core'
import { clean, evidenceLines, toPlain } from '@plumbline/render'
import type { Paint } from '../output/colour.ts'
import { shortTime } from '../output/time.ts'

const by = (transition: BreachTransition): string =>
  'engine' in transition.by ? 'the engine' : `${clean(transition.by.name, 60)} (${transition.by.party})`

const moved = (transition: BreachTransition): string => {
  const value = transition.display ? ` at ${clean(transition.display, 40)}` : ''
  const note = transition.note ? `: ${clean(transition.note, 300)}` : ''
  return `  ${shortTime(transition.at)}  ${transition.kind}${value} by ${by(transition)}${note}`
}

const subject = (breach: Breach): string => {
  if (breach.window) return `${breach.window.kind} ${clean(breach.window.label, 60)}`
  if (breach.pr !== undefined) return `pull request #${breach.pr}, ${breach.commit_sha?.slice(0, 7) ?? ''}`
  return breach.commit_sha ? `commit ${breach.commit_sha.slice(0, 7)}` : breach.environment
}

/** Is it true, whose is it, what now: one breach for a terminal. */
export const breachText = (breach: Breach, paint: Paint): string => {
  const zone = 'UTC'
  const evidence = evidenceLines(breach.opened_by, zone, { limit: 20, events: 20 }).map((line) => `  ${toPlain(line)}`)
  const clause = breach.clause === null ? '' : ` §${clean(breach.clause, 20)}`
  return `${[
    `${paint('bold', clean(breach.title, 120))}: ${paint(breach.status === 'open' ? 'red' : 'yellow', breach.status)}`,
    '',
    `  service    ${clean(breach.service, 64)}, ${subject(breach)}`,
    `  measured   ${clean(breach.display, 60)}, agreed ${clean(breach.target, 60)}`,
    `  agreement  v${breach.agreement_version}${clause} (${breach.agreement_hash.slice(0, 19)}…)`,
    `  owed by    ${breach.owed_by}${breach.contractual ? '' : '; observed only, without consequence'}`,
    `  id         ${clean(breach.id, 80)}`,
    '',
    'How it was measured',
    ...evidence,
    '',
    'What happened since',
    ...breach.timeline.map(moved),
    ...(breach.status === 'open'
      ? ['', `Say that you know: plumbline breaches acknowledge ${clean(breach.id, 80)}`]
      : []),
  ].join('\n')}\n`
}
