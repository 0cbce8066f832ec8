import { unitText } from '../agreement/target.ts'
import type { LedgerBody } from '../ledger/body.ts'
import { canonicalJson, sha256 } from '../ledger/entry.ts'
import type { FrozenBaseline } from './baseline.ts'

/** What the ledger says of a frozen figure: enough to argue by, and the hash of the whole record. */
export const baselineBody = (baseline: FrozenBaseline): LedgerBody => {
  const { value, p50, p85, samples, reconstructed } = baseline.figures
  return {
    type: 'baseline',
    baseline: baseline.id,
    service: baseline.service,
    objective: baseline.objective,
    phase: baseline.phase.name,
    window: baseline.window,
    unit: unitText(baseline.unit),
    value: value?.exact ?? null,
    display: value?.display ?? '',
    ...(p50 ? { p50: p50.exact } : {}),
    ...(p85 ? { p85: p85.exact } : {}),
    samples,
    reconstructed,
    suggested: baseline.suggestion.target,
    agreement_version: baseline.agreement_version ?? 0,
    agreement_hash: baseline.agreement_hash,
    record: `sha256:${sha256(canonicalJson(baseline))}`,
  }
}
