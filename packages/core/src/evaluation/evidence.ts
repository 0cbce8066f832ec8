import type { Party } from '../agreement/terms.ts'

/** Where a figure comes from: enough to open each event it counted. */
export type Evidence = {
  /** How the value came about, one sentence for a person. */
  formula: string
  /** Events counted, as 8-byte references in hex; at most 200, the rest counted in `more`. */
  events?: string[]
  more?: number
  /** Deployments counted as failed: which, by which rule of PRODUCT.md rule 11, and by which events, at most 20. */
  failed?: { deployment: string; rule: FailedRule; by: string[] }[]
  /** Events left out, and why; at most 200. */
  not_counted?: { event: string; reason: NotCountedReason }[]
  /** Time that both parties took out of this window, oldest first. */
  exclusions?: { id: string; category: string; from: string; to: string; reason: string }[]
  /** Links that are presumed and can still be rebutted: until then they neither block nor cost anything. */
  presumed_until?: string
  /** Deployments whose commits were not all gated before the merge: the first such commit (6 bytes in hex) of each. */
  ungated?: { deployment: string; commit: string | null }[]
  /** The case that the figure is: a percentile, or the worst, is a real one that both sides can open. */
  case?: EvidenceCase
  /** Cases that go on, past what was promised; counted with their age. The oldest first, at most 20. */
  open?: EvidenceCase[]
  /** Self-reported, by these. */
  reported_by?: Party[]
  /** Uncovered added lines, worst first. */
  uncovered?: { path: string; lines: number[] }[]
  baseline?: Baseline
  /** Flags in the figure that were measured at another commit; null where whoever sent it didn't say at which. */
  carried_forward?: { flag: string; commit_sha: string | null }[]
  /** Windows pooled because one alone had too few samples, newest first. */
  pooled?: { from: string; to: string; samples: number }[]
}

/** `events`: what ended it first. `value`: in the unit of the result. `commit`: 6 bytes in hex. */
export type EvidenceCase = { events: string[]; value: number; commit?: string; pull_request?: number }

export type NotCountedReason =
  | 'redeploy'
  | 'cancelled'
  | 'failed_before_production'
  /** It ended before it began: one of the two times is wrong. */
  | 'negative_span'
  /** What was there before the first deployment is nobody's lead time. */
  | 'first_deployment'
  /** Nobody said when it began. */
  | 'start_unknown'
  /** It happened before the objective came into force. */
  | 'before_agreement'
  /** An incident called off; it improves no figure. */
  | 'incident_cancelled'
  /** Agreed to be milder, or somebody else's doing, before it was late. */
  | 'agreed_elsewhere'
  /** Whose reviewer it was nobody said. */
  | 'reviewer_unknown'
  | 'unit_mismatch'
  /** In time that both parties took out of the measurement. */
  | 'excluded'
  /** Held to be late before, and overturned by a ruling. */
  | 'overturned'

export type FailedRule = 'named_by_incident' | 'rolled_back_or_fixed' | 'status' | 'presumed'

export type Baseline =
  | { kind: 'base'; commit_sha: string }
  /** The base itself was not measured; this ancestor of it is the nearest that was. */
  | { kind: 'ancestor'; commit_sha: string; asked_for: string | null }
