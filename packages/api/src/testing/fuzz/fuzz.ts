import { createHash } from 'node:crypto'
import { type DumpedItem, dump } from '@plumbline/store/testing'
import fc from 'fast-check'
import { expect } from 'vitest'
import { OPERATOR_KEY } from '../config.ts'
import { checkAnswer, operationFor } from '../contract.ts'
import { bodyFor, startTenants, TENANT, type Tenants } from '../tenants.ts'
import { type Document, readDocument } from './document.ts'
import { type Ground, requests, type Sent } from './request.ts'
import { differences } from './schema.ts'

/** What the vendor proposed, asked for or disputed, and what is owed to the client. */
const FOR_THE_CLIENT: ReadonlySet<string> = new Set([
  'acceptAgreement',
  'answerDispute',
  'approveExclusion',
  'approveWaiver',
  'rejectAgreement',
  'rejectExclusion',
  'rejectWaiver',
  'resolveBreach',
])

const keyFor = ({ id }: Sent, { keys }: Tenants): string => {
  if (id === 'createEngagement') return OPERATOR_KEY
  return FOR_THE_CLIENT.has(id) ? keys.client : keys.vendor
}

/** Versions to be decided on, a claim to be taken: what a request can't be good without. */
const prepare = async ({ t, keys, names }: Tenants): Promise<Ground> => {
  const path = `/v1/engagements/${TENANT}/agreements`
  const { document } = (await t.ask('GET', `${path}/current`, { key: keys.vendor })).json
  const again = { ...document, title: 'The second version' }
  const { hash } = (await t.ask('POST', path, { key: keys.vendor, body: again })).json
  const { claims } = (
    await t.ask('POST', '/v1/engagements', { key: OPERATOR_KEY, body: { engagement: 'to-be-claimed', title: 'x' } })
  ).json
  return {
    engagement: TENANT,
    names: { ...names, agreements: { present: '2', absent: '9' } },
    seeds: {
      takeClaim: [{ claim: claims.client, name: 'Ada' }],
      proposeAgreement: [document],
      acceptAgreement: [{ hash }],
      requestWaiver: [bodyFor('requestWaiver')],
      proposeExclusion: [bodyFor('proposeExclusion')],
      answerDispute: [bodyFor('answerDispute')],
    },
  }
}

/** The answer is one that the document describes for this call: its status, its form, its fields. */
const checkDescribed = (document: Document, sent: Sent, response: Response, text: string): void => {
  const id = operationFor(sent.method, sent.path)
  const call = document.calls.find((one) => one.id === id)
  if (!call) return void expect(response.status).toBe(404)
  const content = call.answers[String(response.status)]
  if (content === undefined) throw new Error(`${call.id} does not say that it answers ${response.status}: ${text}`)
  if (content === null) return void expect(text).toBe('')
  const mediaType = response.headers.get('content-type')?.split(';')[0] ?? ''
  const described = content[mediaType]
  if (!described) throw new Error(`${call.id} does not say that it answers ${response.status} as ${mediaType}`)
  const value: unknown = /[/+]json$/.test(mediaType) ? JSON.parse(text) : text
  expect(differences(value, described.schema, document.schemas)).toEqual([])
}

const lineOf = (item: DumpedItem): string => {
  const parts = Object.entries(item).map(([name, { B, BS, ...rest }]) => {
    const bytes = [...(B ? [B] : []), ...(BS ?? [])].map((part) => Buffer.from(part).toString('base64')).sort()
    return `${name} ${bytes.join()} ${JSON.stringify(rest)}`
  })
  return parts.sort().join('; ')
}

export type Fuzzed = { statuses: Map<number, number>; answeredWell: Set<string>; looks: number }

/**
 * Sends generated requests, most of them bad, one after another. Fails with the smallest one that gets an answer of 500
 * or above, one that is not described, or a refusal that changed something all the same.
 */
export const fuzz = async (numRuns: number, seed?: number): Promise<Fuzzed> => {
  const world = await startTenants()
  const { t } = world
  const document = readDocument()
  const told: Fuzzed = { statuses: new Map(), answeredWell: new Set(), looks: 0 }
  const look = async () => {
    told.looks += 1
    const lines = (await dump(t.connection)).map(lineOf).sort()
    return createHash('sha256').update(lines.join('\n')).digest('hex')
  }
  /** The table as it is; null where nobody has looked since it changed. */
  let table: string | null = null

  const send = async (sent: Sent): Promise<void> => {
    if (sent.method !== 'GET') table ??= await look()
    const written = t.deps.store.cost().writeUnits
    const response = await t.app.request(sent.path, {
      method: sent.method,
      headers: { authorization: `Bearer ${keyFor(sent, world)}`, ...sent.headers },
      ...(sent.body === null ? {} : { body: sent.body }),
    })
    const text = await response.text()
    const { status } = response
    told.statuses.set(status, (told.statuses.get(status) ?? 0) + 1)
    if (status >= 500) throw new Error(`${status}: ${t.logs.findLast((line) => line.error)?.error?.stack ?? text}`)
    checkAnswer(operationFor(sent.method, sent.path), response, text)
    checkDescribed(document, sent, response, text)
    if (status < 300) told.answeredWell.add(sent.id)
    const wrote = t.deps.store.cost().writeUnits > written
    // Who wrote nothing at all changed nothing; who tried to write is looked at.
    if (wrote && status < 300) table = null
    else if (wrote) expect(await look()).toBe(table)
  }
  try {
    await fc.assert(fc.asyncProperty(requests(document, await prepare(world)), send), {
      numRuns,
      endOnFailure: true,
      ...(seed === undefined ? {} : { seed }),
    })
    return told
  } finally {
    await world.stop()
  }
}
