import { type Admitted, DAY, type Evaluation, gateFactOf } from '@plumbline/core'
import { describe, expect, test } from 'vitest'
import { encodeWindowFact } from '../../codec/window.ts'
import { chunkKey } from '../../keys.ts'
import { openStore } from '../../open.ts'
import type { Suite } from '../engines.ts'
import { deployed } from '../history.ts'
import { evaluation } from '../records.ts'
import { tableAt } from '../table.ts'
import { NOW, PATIENT } from './bench.ts'

const SERVICE = 'checkout-api'
const WINDOW = { from: NOW - 9 * DAY, to: NOW }
const judged = (i: number): Evaluation => evaluation(`ev_${i}`, NOW - i * DAY)

export const gateSuite: Suite = (bench, newTable) => {
  const none = (events: Admitted[] = []) => ({ events: events.length, missing: 0, surplus: 0 })

  describe('gates', () => {
    test('are read by time, each once, alone or among the facts of any environment', async () => {
      const { engagement } = bench.open()
      const gates = [3, 1, 2].map((i) => gateFactOf(judged(i)))
      for (const gate of [...gates, ...gates]) await engagement.addGate(SERVICE, gate)
      await engagement.addGate('payments', gateFactOf(judged(4)))
      const inTime = gates.toSorted((a, b) => a.at - b.at)
      expect(await engagement.gates(SERVICE, WINDOW)).toEqual(inTime)
      expect((await engagement.serviceFacts(SERVICE, ['staging'], WINDOW, ['gates'])).facts).toEqual(inTime)
      expect(await engagement.gates(SERVICE, { from: NOW - 2 * DAY, to: NOW - DAY })).toEqual(inTime.slice(1, 2))
      expect(await engagement.gates(SERVICE, { from: NOW, to: NOW })).toEqual([])
    })

    test('are no drift: a rebuild makes them again from the evaluations, and removes what none asks for', async () => {
      const { engagement } = bench.open()
      const events = [deployed(NOW, 'a', 1)]
      await engagement.record(events, bench.sender)
      for (const i of [1, 2, 3]) await engagement.putEvaluation(judged(i))
      for (const i of [1, 2]) await engagement.addGate(SERVICE, gateFactOf(judged(i)))
      const { db, adapterFor, done } = tableAt(bench.connection())
      const { keys } = adapterFor(engagement.engagement)
      const bucket = keys.days(SERVICE, 'production', 'gates', NOW - DAY)
      const forged = encodeWindowFact({ ...gateFactOf(judged(1)), verdict: 'pass' as const })
      await db.update(chunkKey(bucket, 0), { update: 'ADD f :f', values: { ':f': { BS: [forged] } } })
      const drift = { events: 1, missing: 1, surplus: 1 }
      expect(await engagement.rebuild({ dryRun: true })).toEqual(drift)
      expect(await engagement.rebuild({ dryRun: false })).toEqual(drift)
      expect(await engagement.rebuild({ dryRun: true })).toEqual(none(events))
      expect(await engagement.gates(SERVICE, WINDOW)).toEqual([3, 2, 1].map((i) => gateFactOf(judged(i))))
      done()
    })

    test('of an evaluation that was stored while a rebuild had passed its place are kept', async () => {
      const { engagement } = bench.open()
      await engagement.putEvaluation(judged(1))
      await engagement.addGate(SERVICE, gateFactOf(judged(1)))
      const { db, adapterFor, done } = tableAt(bench.connection())
      // What the rebuild has not seen, the list of evaluations knows all the same.
      await db.remove(adapterFor(engagement.engagement).keys.evaluation('ev_1'), {
        expression: 'sk = :sk',
        values: { ':sk': { S: 'evaluation' } },
      })
      expect(await engagement.rebuild({ dryRun: false })).toEqual(none())
      expect(await engagement.gates(SERVICE, WINDOW)).toHaveLength(1)
      done()
    })

    test('that a process did not live to write are written by the sweep, once', async () => {
      const store = openStore({ ...(await newTable()), now: () => NOW, retry: PATIENT })
      const engagement = store.forEngagement('acme')
      for (const i of [1, 2]) await engagement.putEvaluation(judged(i))
      await engagement.addGate(SERVICE, gateFactOf(judged(1)))
      expect(await store.sweep()).toEqual({ seen: 2, completed: 1 })
      expect(await engagement.gates(SERVICE, WINDOW)).toEqual([2, 1].map((i) => gateFactOf(judged(i))))
      expect(await store.sweep()).toEqual({ seen: 0, completed: 0 })
      store.close()
    })
  })
}
