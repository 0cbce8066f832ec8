import {
  type AcceptedVersion,
  type Instant,
  inForceAt,
  periodExample,
  type ReportKind,
  type ReportSpan,
  spanNamed,
} from '@plumbline/core'
import { wrongParameter } from '../../http/parameter.ts'
import { notFound } from '../../problem/problem.ts'

/** In the zone of the version that judges the period's last moment. */
const inItsZone = (versions: AcceptedVersion[], span: ReportSpan): ReportSpan => {
  const zone = inForceAt(versions, span.window.to - 1)?.terms.timeZone ?? span.zone
  return spanNamed(span.kind, zone, span.period) ?? span
}

/**
 * The period that a path names.
 * @throws Refusal `invalid_request` for no such name; `not_found` for one that has not begun, or was over before
 * anything was agreed
 */
export const requireSpan = (versions: AcceptedVersion[], kind: ReportKind, period: string, at: Instant): ReportSpan => {
  const zone = (inForceAt(versions, at) ?? versions[0])?.terms.timeZone ?? 'UTC'
  const named = spanNamed(kind, zone, period)
  if (!named) throw wrongParameter('period', 'invalid_format', `must be a ${kind} such as ${periodExample(kind)}`)
  const span = inItsZone(versions, named)
  const first = Math.min(...versions.map(({ inForceFrom }) => inForceFrom))
  if (span.window.from >= at || span.window.to <= first) throw notFound()
  return span
}
