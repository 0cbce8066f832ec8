import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { DAY, formatInstant, HOUR } from '@plumbline/core'
import { stylesheet } from '@plumbline/dashboard'
import { ensureTable, openStore, type StreamImage } from '@plumbline/store'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { agreementText } from '../testing/agreement.ts'
import { deployment } from '../testing/events.ts'
import { agreedThere, ask, engagement } from '../testing/lambda/ask.ts'
import { bundleOf, type Hosted, OPERATOR_KEY, startHosted } from '../testing/lambda/hosted.ts'
import { eventOf, type Front } from '../testing/lambda/http.ts'
import type { LambdaFunction } from '../testing/lambda/runtime.ts'
import { itemsOf, wire } from '../testing/lambda/wire.ts'
import type { HttpResult } from './http-result.ts'

/*
 * The bundles that are deployed, each a process of its own under a stand-in for Lambda's Runtime API, on the embedded
 * engine. What the whole system does on this host, the command line's end-to-end tests show.
 */

let hosted: Hosted
beforeAll(async () => {
  hosted = await startHosted()
})
afterAll(async () => {
  // A function that may not do what it does is found here, and not in an account.
  expect(hosted.refused).toEqual([])
  await hosted.stop()
})

const endpoint = () => hosted.connection.endpoint ?? ''
const lineOf = (running: LambdaFunction, message: string) =>
  running
    .lines()
    .map((line) => JSON.parse(line))
    .findLast((line) => line.message === message)

/** Files that are loaded with a file, before anything is asked for. */
const loadedBy = (folder: string, file: string, found = new Set<string>()): Set<string> => {
  if (found.has(file)) return found
  found.add(file)
  const text = readFileSync(join(folder, file), 'utf8')
  for (const [, imported = ''] of text.matchAll(/\b(?:from|import)"\.\/([^"]+)"/g)) loadedBy(folder, imported, found)
  return found
}

/** These functions go by the real clock. */
const lately = (id: string, hoursAgo = 1) => {
  const time = formatInstant(Date.now() - hoursAgo * HOUR)
  return deployment(id, 0, { finished_at: time }, { time })
}

/** Events as they stand in the table when a process ends right after putting them: without their facts. */
const halfDone = async (name: string, count: number): Promise<StreamImage[]> => {
  const scratch = { ...hosted.connection, table: `scratch-${name}` }
  await ensureTable(scratch)
  const api = await hosted.start('api', { PLUMBLINE_TABLE: scratch.table })
  const key = await engagement(api, name)
  const events = Array.from({ length: count }, (_, n) => lately(`${name}-${n}`, n + 1))
  await ask(api, 'POST', `/v1/engagements/${name}/events`, key, events)
  return (await itemsOf(endpoint(), scratch.table)).filter(({ pk }) => pk?.S?.startsWith(`${name}#E#`))
}

const put = (item: StreamImage) => wire(endpoint(), 'PutItem', { TableName: hosted.connection.table, Item: item })
const records = (images: StreamImage[]) => ({
  Records: images.map((NewImage, n) => ({
    eventName: 'INSERT',
    dynamodb: { SequenceNumber: String(1000 + n), NewImage },
  })),
})

/** Facts of an engagement's events that its summaries lack. */
const missingFacts = async (name: string): Promise<number> => {
  const store = openStore(hosted.connection)
  try {
    return (await store.forEngagement(name).rebuild({ dryRun: true })).missing
  } finally {
    store.close()
  }
}

describe('the API', () => {
  test.each<{ front: Front; host: string }>([
    { front: 'function URL', host: 'abcd.lambda-url.eu-central-1.on.aws' },
    { front: 'HTTP API', host: 'abcd.execute-api.eu-central-1.amazonaws.com' },
  ])(
    'behind a $front its first request finds everything, and links to where it was reached',
    async ({ front, host }) => {
      const api = await hosted.start('api')
      const target = '/v1/engagements/nobody/status?service=a%20b'
      const invoked = await api.invoke(eventOf({ method: 'GET', target, headers: {} }, front))
      const { statusCode, headers, body } = ('ok' in invoked ? invoked.ok : invoked.error) as HttpResult
      expect([statusCode, headers['www-authenticate']]).toEqual([401, 'Bearer'])
      expect(JSON.parse(body).type).toBe(`https://${host}/docs/problems/unauthenticated`)
    },
  )

  test('an event is recorded, judged and found again, by processes that know nothing of each other', async () => {
    const [one, other] = [await hosted.start('api'), await hosted.start('api')]
    const key = await engagement(one, 'first-request')
    const sent = await ask(other, 'POST', '/v1/engagements/first-request/events', key, lately('d1'))
    expect(sent.json).toMatchObject({ results: [{ status: 'recorded' }] })
    const found = await ask(one, 'GET', '/v1/engagements/first-request/events/event-d1?source=ci.test', key)
    expect(found.json).toMatchObject({ event: { id: 'event-d1' } })
    const judged = await ask(one, 'GET', '/v1/engagements/first-request/status', key)
    expect(judged.json).toMatchObject({ engagement: 'first-request' })
  })

  test('each request is one line of JSON, and no secret is in any', async () => {
    const api = await hosted.start('api')
    const key = await engagement(api, 'one-line-each')
    await ask(api, 'GET', '/v1/engagements/one-line-each/status', key)
    const lines = api.lines().map((line) => JSON.parse(line))
    expect(lines.map(({ operation, status }) => `${operation} ${status}`)).toEqual([
      'createEngagement 201',
      'takeClaim 201',
      'getStatus 200',
    ])
    for (const secret of [key, OPERATOR_KEY]) expect(api.lines().join()).not.toContain(secret)
  })

  test('people sign in to its pages with a cookie', async () => {
    const api = await hosted.start('api')
    const key = await engagement(api, 'signing-in')
    const host = 'abcd.lambda-url.eu-central-1.on.aws'
    const form = {
      method: 'POST',
      target: '/sign-in',
      headers: { 'content-type': 'application/x-www-form-urlencoded', origin: `https://${host}` },
      body: Buffer.from(new URLSearchParams({ engagement: 'signing-in', key }).toString()),
    }
    const invoked = await api.invoke(eventOf(form))
    const signedIn = ('ok' in invoked ? invoked.ok : invoked.error) as HttpResult
    expect([signedIn.statusCode, signedIn.cookies?.length]).toEqual([303, 1])
    const cookie = signedIn.cookies?.[0]?.split(';')[0] ?? ''
    const read = await api.invoke(
      eventOf({ method: 'GET', target: '/v1/engagements/signing-in/status', headers: { cookie } }),
    )
    expect(read).toMatchObject({ ok: { statusCode: 200 } })
  })

  test('what is compressed arrives as it was packed', async () => {
    const api = await hosted.start('api')
    const headers = { accept: 'text/html', 'accept-encoding': 'gzip' }
    const invoked = await api.invoke(eventOf({ method: 'GET', target: '/docs', headers }))
    const { isBase64Encoded, body } = ('ok' in invoked ? invoked.ok : invoked.error) as HttpResult
    expect(isBase64Encoded).toBe(true)
    expect(gunzipSync(Buffer.from(body, 'base64')).toString()).toContain('</html>')
  })

  test('its own document is the one that is committed, though it is not made here', async () => {
    const api = await hosted.start('api')
    const { json } = await ask(api, 'GET', '/openapi.json')
    expect(json).toEqual(JSON.parse(readFileSync(new URL('../../../../openapi.json', import.meta.url), 'utf8')))
    const { headers, body } = await ask(api, 'GET', stylesheet.path)
    expect([headers['content-type'], body]).toEqual(['text/css; charset=utf-8', stylesheet.body])
  })

  test('a cold start and a first request load at most 400 KB: no parser of YAML, no judge, no page; all of it is at most 1.05 MB', () => {
    const folder = bundleOf('api')
    const all = readdirSync(folder)
    const bytes = (files: Iterable<string>) =>
      [...files].reduce((sum, file) => sum + statSync(join(folder, file)).size, 0)
    const loaded = loadedBy(folder, 'index.mjs')
    const [most, first] = [bytes(all), bytes(loaded)]
    expect(most, `${most} bytes in ${folder}`).toBeLessThanOrEqual(1_050_000)
    expect(first, `${first} bytes are loaded by a first request`).toBeLessThanOrEqual(400_000)
    const later = all.filter((file) => /^(?:judging|parse-agreement|views|openapi)-/.test(file))
    expect(later.length).toBe(4)
    expect(later.filter((file) => loaded.has(file))).toEqual([])
  })

  test.each(['PLUMBLINE_TABLE', 'PLUMBLINE_OPERATOR_KEY', 'PLUMBLINE_SECRET'])(
    'without %s it answers 503, and its log names the variable',
    async (name) => {
      const api = await hosted.start('api', { [name]: '' })
      const { statusCode, json } = await ask(api, 'GET', '/healthz')
      expect([statusCode, json.code]).toEqual([503, 'unavailable'])
      expect(lineOf(api, 'not started')).toMatchObject({
        error: { name: 'ConfigMistake', message: `${name} is not set` },
      })
    },
  )
})

describe('the sweeper', () => {
  test('completes what a process left half done, and finds it done the second time', async () => {
    const images = await halfDone('half-done', 3)
    for (const image of images) await put(image)
    expect(await missingFacts('half-done')).toBeGreaterThan(0)
    const sweeper = await hosted.start('sweeper')
    expect(await sweeper.invoke(records(images))).toEqual({ ok: { batchItemFailures: [] } })
    expect(lineOf(sweeper, 'settled')).toMatchObject({ level: 'info', records: 3, seen: 3, completed: 3 })
    expect(await missingFacts('half-done')).toBe(0)
    await sweeper.invoke(records(images))
    expect(lineOf(sweeper, 'settled')).toMatchObject({ seen: 3, completed: 0 })
  })

  test('enters events in the log of what was received, from which the API lists them', async () => {
    const api = await hosted.start('api')
    const key = await engagement(api, 'listed')
    const events = '/v1/engagements/listed/events'
    await ask(api, 'POST', events, key, [lately('d1', 2), lately('d2', 1)])
    expect((await ask(api, 'GET', events, key)).json.data).toEqual([])
    const sweeper = await hosted.start('sweeper')
    await sweeper.invoke(records(await itemsOf(endpoint(), hosted.connection.table)))
    const { data } = (await ask(api, 'GET', events, key)).json
    expect(data.map(({ event }: { event: { id: string } }) => event.id).sort()).toEqual(['event-d1', 'event-d2'])
  })

  test('a record that nobody can read is named, and holds up none of the others', async () => {
    const images = await halfDone('with-poison', 4)
    for (const image of images) await put(image)
    const [first, ...others] = images
    const poison: StreamImage = { ...first, sk: { S: 'poison' }, b: { B: Buffer.from([9, 9, 9]).toString('base64') } }
    const sweeper = await hosted.start('sweeper')
    const batch = records([others[0] ?? {}, poison, ...images.filter((image) => image !== others[0])])
    expect(await sweeper.invoke(batch)).toEqual({ ok: { batchItemFailures: [{ itemIdentifier: '1001' }] } })
    expect(lineOf(sweeper, 'settled')).toMatchObject({ records: 5, completed: 4 })
    expect(lineOf(sweeper, 'unsettled')).toMatchObject({
      level: 'error',
      sequence: '1001',
      error: { name: 'UnreadableItem' },
    })
    expect(await missingFacts('with-poison')).toBe(0)
  })

  test('removals, other items and an empty batch are nothing to it', async () => {
    const sweeper = await hosted.start('sweeper')
    const removal = { eventName: 'REMOVE', dynamodb: { SequenceNumber: '1' } }
    const other = {
      eventName: 'INSERT',
      dynamodb: { SequenceNumber: '2', NewImage: { pk: { S: '#sweep' }, sk: { S: 'x' } } },
    }
    for (const Records of [[removal, other], []])
      expect(await sweeper.invoke({ Records })).toEqual({ ok: { batchItemFailures: [] } })
  })

  test('without its table the call fails as a whole, so that the host tries again', async () => {
    const sweeper = await hosted.start('sweeper', { PLUMBLINE_TABLE: 'no-such-table' })
    expect(await sweeper.invoke(records(await halfDone('no-table', 1)))).toMatchObject({
      error: { errorType: 'StoreUnavailable' },
    })
  })
})

describe('the tick', () => {
  test('reads the stream itself, completes what nobody else did, and says what it did', async () => {
    for (const image of await halfDone('left-behind', 2)) await put(image)
    const tick = await hosted.start('tick')
    expect(await tick.invoke({})).toEqual({ ok: null })
    expect(lineOf(tick, 'swept')).toMatchObject({ level: 'info', completed: 2, duration_ms: expect.any(Number) })
    expect(await missingFacts('left-behind')).toBe(0)
    await tick.invoke({})
    expect(lineOf(tick, 'swept')).toMatchObject({ completed: 0 })
  })

  test('judges the windows that have ended, of every engagement, with the rights it has', async () => {
    const api = await hosted.start('api')
    const effectiveFrom = formatInstant(Date.now() - 100 * DAY).slice(0, 10)
    const { key, hash } = await agreedThere(api, 'windows', agreementText('windows', { effectiveFrom }))
    await ask(api, 'POST', '/v1/engagements/windows/events', key, [lately('d1'), lately('d2', 24 * 60)])
    const tick = await hosted.start('tick')
    expect(await tick.invoke({})).toEqual({ ok: null })
    expect(lineOf(tick, 'ticked')).toMatchObject({ level: 'info', failed: 0 })
    const store = openStore(hosted.connection)
    try {
      const [first] = (
        await store.forEngagement('windows').keptRecords('period', { limit: 1, after: null, descending: false })
      ).items
      expect(first).toMatchObject({
        window: { period: `${effectiveFrom.slice(0, 7)}-01` },
        result: { agreement_hash: hash },
      })
    } finally {
      store.close()
    }
  })

  test('fails where it can’t, with a line that says why', async () => {
    const tick = await hosted.start('tick', { PLUMBLINE_TABLE: 'no-such-table' })
    expect(await tick.invoke({})).toMatchObject({ error: { errorType: 'StoreUnavailable' } })
    expect(lineOf(tick, 'sweep')).toMatchObject({ level: 'error', error: { name: 'StoreUnavailable' } })
  })
})
