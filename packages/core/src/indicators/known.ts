import { indicatorName } from '../agreement/indicator-names.ts'
import { changeIndicator } from './changes.ts'
import type { IndicatorInfo, Reads } from './indicator.ts'
import { measuredIn } from './measured-in.ts'
import { REPORTED_READS, WINDOW_READS } from './window-reads.ts'

/** What a verdict needs to know of an indicator that is measured somewhere; `reads` is null where a change is. */
export type Known = Pick<IndicatorInfo, 'key' | 'unit' | 'direction' | 'scope'> & { reads: Reads | null }

const READS = new Map<string, Reads>(Object.entries(WINDOW_READS))

/** An indicator without what measures it, which takes the catalogue. Null for what nothing measures. */
export const knownIndicator = (key: string): Known | null => {
  const ofChange = changeIndicator(key)
  if (ofChange) return { ...ofChange.info, reads: null }
  const name = indicatorName(key)
  const reads = key.startsWith('reported:') ? REPORTED_READS : READS.get(key)
  const [scope] = name?.scopes ?? []
  if (!name || !reads || scope === undefined) return null
  return { key, unit: measuredIn(name.measure), direction: name.direction, scope, reads }
}
