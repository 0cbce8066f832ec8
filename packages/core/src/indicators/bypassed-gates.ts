import type { CommitRef } from '../events/identity.ts'
import type { GateFact } from '../facts/facts.ts'
import { countText } from '../number/count-text.ts'
import { onceFor } from '../remember.ts'
import { inside } from '../time/sorted.ts'
import { isExcluded } from './asks.ts'
import { eventsNamed, noData, type WindowIndicator } from './indicator.ts'
import { WINDOW_READS } from './window-reads.ts'

/** On the default branch although an objective of the change failed it, and no exemption let it pass. */
const isBypassed = ({ merged, verdict, blockedBy }: GateFact) => merged && verdict === 'fail' && blockedBy.length > 0

/** The last word about each commit that is on the default branch: the first may have been asked before its reports came. */
const lastGates = onceFor(
  (gates: readonly GateFact[]): ReadonlyMap<CommitRef, GateFact> =>
    new Map(gates.filter(({ merged }) => merged).map((gate) => [gate.commit, gate])),
)

export const bypassedGates: WindowIndicator = {
  info: {
    key: 'bypassed-gates',
    title: 'Bypassed gates',
    unit: 'count',
    direction: 'lower',
    scope: 'window',
    describes: 'period',
    events: [],
    formula:
      'changes of the window that were merged while failing, each once, by the last gate of its commit; exempted ones are none',
    statistics: [],
    default_statistic: null,
    counter: ['gate-coverage'],
    source: 'The gates themselves: a push to the default branch that the agreement failed',
    example: '2 commits merged while failing, one of them asked about twice: 2',
  },
  reads: WINDOW_READS['bypassed-gates'],
  measure: ({ window, services, asks }) => {
    const last = services.map((service) => lastGates(service.gates))
    const asked = services.map(({ gates }) => inside(gates, window).filter(({ at }) => !isExcluded(asks, at)))
    const gates = asked.flat()
    const deployed = services.some(({ deployments }) => inside(deployments, window).length > 0)
    if (gates.length === 0 && !deployed) return noData('no_events', 'neither a gate nor a deployment in the window')
    const decided = asked.flatMap((own, i) =>
      own.filter(isBypassed).flatMap(({ commit }) => last[i]?.get(commit) ?? []),
    )
    const bypassed = [...new Map(decided.filter(isBypassed).map(({ commit, event }) => [commit, event])).values()]
    return {
      kind: 'measured',
      value: { num: BigInt(bypassed.length), den: 1n },
      samples: gates.length,
      evidence: {
        formula: `${countText(bypassed.length, 'change')} merged while failing, of ${countText(gates.length, 'gate')}`,
        ...eventsNamed(bypassed),
      },
    }
  },
}
