import type { IncidentAction, IncidentFact } from '../facts/facts.ts'

/** Of what happened at one moment: stop, pause, resume, start (PRODUCT.md, rule 10); what changes no clock comes last. */
const RANK: Record<IncidentAction, number> = {
  resolved: 0,
  cancelled: 0,
  mitigated: 0,
  acknowledged: 0,
  responded: 0,
  paused: 1,
  resumed: 2,
  started: 3,
  detected: 3,
  reported: 3,
  unacknowledged: 3,
  reopened: 3,
  severity_changed: 4,
}

/** The one order in which an incident's actions are applied, however they arrived. */
export const inClockOrder = (actions: readonly IncidentFact[]): IncidentFact[] =>
  actions.toSorted((a, b) => a.at - b.at || RANK[a.action] - RANK[b.action] || (a.event < b.event ? -1 : 1))
