import type { WindowView } from '@plumbline/core'
import { clean } from '../text/clean.ts'

/** `November 2026 so far`; a rolling window always ends now, so nothing of it is to come. */
export const windowName = ({ label, kind, provisional, partial }: WindowView): string =>
  `${clean(label, 60)}${provisional && kind.startsWith('calendar') ? ' so far' : ''}${partial ? ', partial' : ''}`
