import { type Breach, HOUR, parseInstant } from '@plumbline/core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Agreed, agreed } from '../testing/agreed.ts'
import { agreementText } from '../testing/agreement.ts'
import { startTestApp, type TestApp } from '../testing/app.ts'
import { deployment, incident, resolvedAt } from '../testing/events.ts'
import { agreementReader } from './agreed.ts'
import { tick } from './tick.ts'

const RESOLVE = `  resolve:
    indicator: time-to-resolve
    severity: [sev1]
    window: calendar month
    target: "<= 2h"
    enforcement: warn
`

let t: TestApp
let a: Agreed
beforeAll(async () => {
  t = await startTestApp()
  t.clock.now = at('2026-12-01T12:00:00Z')
  a = await agreed(t, 'acme-figures', agreementText('acme-figures') + RESOLVE)
})
afterAll(() => t.stop())

const at = (text: string) => parseInstant(text) ?? 0
const agreements = agreementReader()
const ticks = (now: string) => {
  t.clock.now = at(now)
  return tick({ store: t.deps.store, log: t.deps.log, agreements }, 'acme-figures', t.clock.now)
}
const send = async (now: string, ...body: object[]) => {
  t.clock.now = at(now)
  const { json } = await t.ask('POST', `${a.e}/events`, { key: a.keys.vendor, body })
  expect(json.results.map(({ status }: { status: string }) => status)).toEqual(body.map(() => 'recorded'))
}
const get = (path: string) => t.ask('GET', `${a.e}/breaches${path}`, { key: a.keys.client })
const only = async (objective: string): Promise<Breach> => {
  const { json } = await get(`?objective=${objective}`)
  expect(json.data).toHaveLength(1)
  return (await get(`/${json.data[0].id}`)).json
}

test('a breach of a clock tells its figure as of when it is read, then what it came to, and that with which it opened', async () => {
  await send('2026-12-03T13:00:00Z', incident('i-0', 1, 'nothing-of-ours'))
  await ticks('2026-12-03T23:10:58Z')
  const opened = { display: '2 h 1 s', opened_by: { display: '2 h 1 s', value: 7200.001 } }
  const told = { ...opened, timeline: [{ kind: 'opened', display: '2 h 1 s' }] }

  t.clock.now = at('2026-12-03T23:10:58Z')
  expect(await only('resolve')).toMatchObject({
    ...told,
    value: 36_658,
    display: '10 h 10 min 58 s',
    clock: { ended_at: null },
  })
  t.clock.now += 16 * HOUR
  expect(await only('resolve')).toMatchObject({ ...told, display: '26 h 10 min 58 s' })
  expect((await get('?objective=resolve')).json.data).toMatchObject([{ display: '26 h 10 min 58 s', value: 94_258 }])

  await send('2026-12-04T18:00:00Z', resolvedAt('i-0', '2026-12-04T18:00:00.000Z'))
  t.clock.now = at('2027-01-19T12:00:00Z')
  const ended = await only('resolve')
  expect(ended).toMatchObject({ ...told, display: '29 h', clock: { ended_at: '2026-12-04T18:00:00.000Z' } })
  expect(JSON.stringify(ended)).not.toContain('still open')
  const { text } = await t.ask('GET', `${a.e}/breaches?objective=resolve`, {
    key: a.keys.client,
    headers: { Accept: 'text/csv' },
  })
  expect(text).toContain('29 h')
  const said = await t.ask('POST', `${a.e}/breaches/${ended.id}/acknowledge`, { key: a.keys.client, body: {} })
  expect(said.json).toMatchObject({ status: 'acknowledged', display: '29 h' })
})

test('a breach of a window tells what its window was judged last, once that is over, and the figure with which it opened', async () => {
  const days = Array.from({ length: 8 }, (_, day) => deployment(`d-${day}`, day))
  await send('2026-12-10T12:00:00Z', ...days, incident('i-1', 1, 'd-1'), incident('i-2', 4, 'd-4'))
  await ticks('2026-12-10T13:00:00Z')
  expect(await only('change-fail-rate')).toMatchObject({ display: '28.6 %' })
  await send(
    '2026-12-20T12:00:00Z',
    deployment('d-8', 8),
    deployment('d-9', 9),
    incident('i-3', 8, 'd-8'),
    incident('i-4', 9, 'd-9'),
  )
  await ticks('2026-12-20T13:00:00Z')
  expect(await only('change-fail-rate')).toMatchObject({ display: '28.6 %', opened_by: { display: '28.6 %' } })

  await ticks('2027-01-03T12:00:00Z')
  const opened = { opened_by: { display: '28.6 %' }, timeline: [{ kind: 'opened', display: '28.6 %' }] }
  expect(await only('change-fail-rate')).toMatchObject({ ...opened, value: 40, display: '40.0 %' })
  await send('2027-01-04T12:00:00Z', incident('i-5', 6, 'd-6'))
  await ticks('2027-01-04T13:00:00Z')
  expect(await only('change-fail-rate')).toMatchObject({ ...opened, display: '50.0 %' })
})
