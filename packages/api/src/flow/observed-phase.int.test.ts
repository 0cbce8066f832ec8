import { DAY } from '@plumbline/core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Agreed, agreed } from '../testing/agreed.ts'
import { agreementText } from '../testing/agreement.ts'
import { startTestApp, type TestApp } from '../testing/app.ts'
import { deployment, incident, sha } from '../testing/events.ts'

let t: TestApp
let a: Agreed
beforeAll(async () => {
  t = await startTestApp()
  t.clock.now = Date.parse('2026-12-12T12:00:00Z')
  const phases = 'phases: [{ name: baseline, days: 14, enforce: observe }, { name: formalise, enforce: as-agreed }]\n'
  a = await agreed(t, 'acme-checkout', agreementText('acme-checkout') + phases)
})
afterAll(() => t.stop())

const gate = async (run: string) => {
  const body = { service: 'checkout-api', event: 'manual', commit_sha: sha(1), run }
  const answer = await t.ask('POST', `${a.e}/gate`, { key: a.keys.vendor, body })
  return answer.json.objectives.find(({ id }: { id: string }) => id === 'change-fail-rate').breach_id
}
const breach = async (id: string) => (await t.ask('GET', `${a.e}/breaches/${id}`, { key: a.keys.client })).json

test('a breach that was recorded while its objective was observed counts once the phase enforces it, if still missed', async () => {
  const deployments = Array.from({ length: 7 }, (_, index) => deployment(`d-${index}`, index))
  const body = [...deployments, incident('i-1', 0, 'd-0'), incident('i-2', 1, 'd-1')]
  await t.ask('POST', `${a.e}/events`, { key: a.keys.vendor, body })
  const id = await gate('first')
  expect(await breach(id)).toMatchObject({ contractual: false, enforcement: 'observe', timeline: [{ kind: 'opened' }] })
  await gate('still observed')
  expect((await breach(id)).timeline).toHaveLength(1)

  t.clock.now += 4 * DAY
  expect(await gate('enforced')).toBe(id)
  expect(await breach(id)).toMatchObject({
    contractual: true,
    enforcement: 'block',
    status: 'open',
    timeline: [{ kind: 'opened' }, { kind: 'counted', by: { engine: true }, evaluation_id: expect.any(String) }],
  })
  await gate('enforced again')
  await gate('enforced')
  expect((await breach(id)).timeline).toHaveLength(2)
  const { json } = await t.ask('GET', `${a.e}/breaches/summary`, { key: a.keys.client })
  expect(json.total).toMatchObject({ breaches: 1, contractual: 1 })
})
