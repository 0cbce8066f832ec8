import type { Party } from '@plumbline/core'
import { agreementText } from './agreement.ts'
import type { TestApp } from './app.ts'

export type Agreed = { e: string; keys: Record<Party, string> }

/** An engagement whose agreement both parties have accepted. */
export const agreed = async (t: TestApp, engagement: string, text = agreementText(engagement)): Promise<Agreed> => {
  const keys = await t.engagement(engagement)
  const e = `/v1/engagements/${engagement}`
  const yaml = { 'content-type': 'application/yaml' }
  const { hash, version } = (await t.ask('POST', `${e}/agreements`, { key: keys.vendor, text, headers: yaml })).json
  const accepted = await t.ask('POST', `${e}/agreements/${version}/accept`, {
    key: keys.client,
    body: { hash, retroactive: true },
  })
  if (accepted.status !== 200) throw new Error(accepted.text)
  return { e, keys }
}
