import type { AcceptedVersion } from '../agreement/versions.ts'
import { judgingsOf } from '../evaluation/judging.ts'
import type { Instant } from '../time/instant.ts'
import { windowAt, windowBefore, windowKind } from '../time/window.ts'
import { localDate } from '../time/zone.ts'
import { periodId } from './identity.ts'

/** The window before the open one, of each calendar-window objective of a service, by the name its period would have. */
export const previousPeriods = (
  versions: AcceptedVersion[],
  service: string,
  at: Instant,
): { objective: string; id: string }[] =>
  judgingsOf(versions, service, at).judged.flatMap(({ objective, version }) => {
    const spec = objective.window
    if (spec?.kind !== 'calendar') return []
    const zone = version.terms.timeZone
    const { from } = windowBefore(spec, zone, windowAt(spec, zone, at))
    const named = { kind: windowKind(spec), period: localDate(zone, from) }
    return [{ objective: objective.id, id: periodId(service, objective.id, named) }]
  })
