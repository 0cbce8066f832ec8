import type { WindowSpec } from '../agreement/terms.ts'
import type { AcceptedVersion } from '../agreement/versions.ts'
import { remember } from '../remember.ts'
import { formatInstant, type Instant, type Window } from '../time/instant.ts'
import { windowAt, windowBefore, windowKind, windowLabel } from '../time/window.ts'
import { localDate } from '../time/zone.ts'
import type { WindowView } from './evaluation.ts'

/** Earlier windows that a sample too small may be pooled with (PRODUCT.md, rule 4). */
export const POOLED_WINDOWS = 2

/** Objectives of one gate mostly have one window; a backtest asks for each day of a quarter. */
const cut = remember<readonly Window[]>(512)

/** The window at an instant and the earlier ones of the same objective, newest first, none from before it began. */
export const windowsOf = (spec: WindowSpec, zone: string, at: Instant, since: Instant): readonly Window[] =>
  cut(`${windowKind(spec)} ${zone} ${at} ${since}`, () => cutWindows(spec, zone, at, since))

const cutWindows = (spec: WindowSpec, zone: string, at: Instant, since: Instant): Window[] => {
  const windows = [windowAt(spec, zone, at)]
  for (let i = 0; i < POOLED_WINDOWS; i++) {
    const last = windows.at(-1)
    if (last) windows.push(windowBefore(spec, zone, last))
  }
  return windows
    .map((window) => ({ from: Math.max(window.from, since), to: window.to }))
    .filter((window, i) => i === 0 || window.from < window.to)
}

/** How a window is told: `whole` as the calendar has it, `judged` from where the objective is in force. */
export const windowView = (
  spec: WindowSpec,
  { terms }: AcceptedVersion,
  environments: string[],
  whole: Window,
  judged: Window,
  at: Instant,
): WindowView => ({
  period: localDate(terms.timeZone, spec.kind === 'calendar' ? whole.from : at),
  kind: windowKind(spec),
  from: formatInstant(judged.from),
  to: formatInstant(judged.to),
  environments,
  label: windowLabel(spec, terms.timeZone, whole),
  provisional: at < whole.to + terms.incidents.linkWindowMs,
  partial: judged.from > whole.from,
})
