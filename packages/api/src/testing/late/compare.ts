import { dueInstants } from '@plumbline/core'
import fc from 'fast-check'
import { expect } from 'vitest'
import type { TestApp } from '../app.ts'
import { END, histories, START } from './coming.ts'
import { living } from './engagement.ts'

/**
 * Lets two engagements live through each of some random histories: one has a tick whenever something falls due or is
 * decided, the other one tick at the very end. Fails where what is written of them differs.
 */
export const compareLate = async (t: TestApp, parameters: fc.Parameters<unknown>): Promise<void> => {
  let runs = 0
  const holds = fc.asyncProperty(histories, async (history) => {
    runs += 1
    const late = await living(t, `acme-late-${runs}`)
    for (const one of history) await late.comes(one)
    const { state, versions } = await late.accepted()
    const due = dueInstants(versions, state.standing, START - 1, END)
    const said = history.flatMap(({ kind, at }) => (kind === 'event' ? [] : [at]))
    await late.tick(END)

    const onTime = await living(t, `acme-on-time-${runs}`)
    const steps = [
      ...history.map((one) => ({ at: one.at, take: () => onTime.comes(one) })),
      ...[...new Set([...due, ...said, END])].map((at) => ({ at, take: () => onTime.tick(at) })),
    ]
    for (const { at, take } of steps.sort((a, b) => a.at - b.at)) {
      // Until when a presumption holds a window open is known only once it was judged.
      for (let awaits = await onTime.awaits(); awaits < at; awaits = await onTime.awaits()) await onTime.tick(awaits)
      await take()
    }

    const once = await onTime.written()
    expect(await late.written()).toEqual(once)
    await late.tick(END)
    expect(await late.written()).toEqual(once)
  })
  await fc.assert(holds, { ...parameters, endOnFailure: true })
}
