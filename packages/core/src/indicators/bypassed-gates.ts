import type { GateFact } from '../facts/facts.ts'
import { within } from '../time/instant.ts'
import { eventsNamed, noData, type WindowIndicator } from './indicator.ts'

/** On the default branch although an objective of the change failed it, and no exemption let it pass. */
const isBypassed = ({ merged, verdict, blockedBy }: GateFact) => merged && verdict === 'fail' && blockedBy.length > 0

export const bypassedGates: WindowIndicator = {
  info: {
    key: 'bypassed-gates',
    title: 'Bypassed gates',
    unit: 'count',
    direction: 'lower',
    scope: 'window',
    describes: 'period',
    events: [],
    formula: 'changes of the window that were merged while failing, each once; exempted ones are none',
    statistics: [],
    default_statistic: null,
    counter: ['gate-coverage'],
    source: 'The gates themselves: a push to the default branch that the agreement failed',
    example: '2 commits merged while failing, one of them asked about twice: 2',
  },
  reads: { families: ['delivery', 'gates'], daysBefore: 0 },
  measure: ({ window, services }) => {
    const gates = services.flatMap((service) => service.gates).filter(({ at }) => within(window, at))
    const deployed = services.some(({ deployments }) => deployments.some(({ at }) => within(window, at)))
    if (gates.length === 0 && !deployed) return noData('no_events', 'neither a gate nor a deployment in the window')
    const bypassed = [...new Map(gates.filter(isBypassed).map((gate) => [gate.commit, gate.event])).values()]
    return {
      kind: 'measured',
      value: { num: BigInt(bypassed.length), den: 1n },
      samples: gates.length,
      evidence: {
        formula: `${bypassed.length} ${bypassed.length === 1 ? 'change' : 'changes'} merged while failing, of ${gates.length} ${gates.length === 1 ? 'gate' : 'gates'}`,
        ...eventsNamed(bypassed),
      },
    }
  },
}
