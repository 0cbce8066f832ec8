import type { Evaluation } from '@plumbline/core'

/** What a verdict says, without when it was asked for and under which name; in one order, whatever the store's is. */
const saysOf = ({ verdict, agreement, exempted, objectives, notes }: Evaluation): string =>
  JSON.stringify([
    verdict,
    agreement?.hash,
    agreement?.phase?.name,
    Object.entries(exempted ?? {}).sort(),
    objectives
      .map(({ id, status, blocking, not_blocking, value, target }) => [
        id,
        status,
        blocking,
        not_blocking,
        value,
        target,
      ])
      .sort(),
    notes.map(({ code, detail }) => [code, detail]),
  ])

/**
 * Of a job that is run again: the first evaluation where the ground is still the same, so that the same measurements
 * have one evaluation; the new one where something else was learnt since (a waiver, another job's report).
 */
export const firstIfSame = <E extends Evaluation>(first: E, now: E): E => (saysOf(first) === saysOf(now) ? first : now)
