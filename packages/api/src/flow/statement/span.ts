import {
  type AcceptedVersion,
  type Instant,
  inForceAt,
  inItsZone,
  localDate,
  periodExample,
  type ReportKind,
  type ReportSpan,
  spanNamed,
} from '@plumbline/core'
import { wrongParameter } from '../../http/parameter.ts'
import { Refusal } from '../../problem/problem.ts'

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
  const none = (why: string) => new Refusal('not_found', `There is no statement of ${span.label}: ${why}.`)
  // The same bytes whatever period is named: nobody learns from a name.
  if (versions.length === 0) throw new Refusal('not_found', 'There is no statement yet: nothing has been agreed.')
  if (span.window.from >= at) throw none(`it begins on ${localDate(span.zone, span.window.from)}`)
  if (span.window.to <= first)
    throw none(`nothing was agreed for it; the first version is in force from ${localDate(span.zone, first)}`)
  return span
}
