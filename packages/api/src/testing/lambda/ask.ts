import type { HttpResult } from '../../lambda/http-result.ts'
import { OPERATOR_KEY } from './hosted.ts'
import { eventOf } from './http.ts'
import type { LambdaFunction } from './runtime.ts'

/** Asks the function that serves the API. */
export const ask = async (api: LambdaFunction, method: string, target: string, key?: string, body?: unknown) => {
  const headers = {
    ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
  }
  const sent = { method, target, headers, ...(body === undefined ? {} : { body: Buffer.from(JSON.stringify(body)) }) }
  const invoked = await api.invoke(eventOf(sent))
  if ('error' in invoked) throw new Error(JSON.stringify(invoked.error))
  const result = invoked.ok as HttpResult
  return { ...result, json: /json/.test(result.headers['content-type'] ?? '') ? JSON.parse(result.body) : null }
}

/** An engagement, and the key of one of its parties. */
export const engagement = async (api: LambdaFunction, name: string): Promise<string> => {
  const made = await ask(api, 'POST', '/v1/engagements', OPERATOR_KEY, { engagement: name, title: 'An example' })
  const taken = await ask(api, 'POST', '/v1/claims', undefined, {
    claim: made.json.claims.vendor,
    name: 'Northwind',
    role: 'x',
  })
  return taken.json.key
}

/** An engagement whose agreement both have accepted for the past, and the vendor's key. */
export const agreedThere = async (
  api: LambdaFunction,
  name: string,
  agreement: string,
): Promise<{ key: string; hash: string }> => {
  const made = await ask(api, 'POST', '/v1/engagements', OPERATOR_KEY, { engagement: name, title: 'An example' })
  const keyOf = async (claim: string) =>
    (await ask(api, 'POST', '/v1/claims', undefined, { claim, name: 'Acme', role: 'x' })).json.key
  const [key, client] = [await keyOf(made.json.claims.vendor), await keyOf(made.json.claims.client)]
  const target = `/v1/engagements/${name}/agreements`
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/yaml' }
  await api.invoke(eventOf({ method: 'POST', target, headers, body: Buffer.from(agreement) }))
  const { hash } = (await ask(api, 'GET', `${target}/1`, key)).json
  await ask(api, 'POST', `${target}/1/accept`, client, { hash, retroactive: true })
  return { key, hash }
}
