import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startServer } from '@plumbline/api'
import type { Evaluation, ObjectiveResult } from '@plumbline/core'
import type { Lines, Worked } from './worked.ts'

const SERVICE = 'checkout-api'
const BEGINS = Date.parse('2026-11-01T00:00:00Z')
const JUDGED = Date.parse('2026-12-15T09:00:00Z')
const OPERATOR_KEY = 'the-operator-key-of-the-examples'
const OBJECTIVE = 'example'

const quoted = (value: Lines[string]): string => JSON.stringify(value)

const objectiveText = (name: string, lines: Lines): string =>
  `  ${name}:\n${Object.entries(lines)
    .map(([key, value]) => `    ${key}: ${quoted(value)}\n`)
    .join('')}`

/** An agreement with the objective that is shown, and those it needs beside it. */
const agreement = (engagement: string, indicator: string, { objective, also = {} }: Worked): string => `plumbline: 1
engagement: ${engagement}
title: Acme and Northwind
parties:
  client: { name: Acme Corp }
  vendor: { name: Northwind Software }
time_zone: UTC
effective_from: 2026-11-01
services:
  ${SERVICE}: { repositories: [acme/checkout-api], production: [production] }
severities:
  sev1: { means: "Checkout is down or loses orders" }
  sev2: { means: "Checkout works badly for many" }
incidents: { pause_reasons: [waiting_client] }
objectives:
${objectiveText(OBJECTIVE, { indicator, enforcement: 'warn', ...objective })}${Object.entries(also)
  .map(([name, lines]) => objectiveText(name, lines))
  .join('')}`

export type Answers = {
  /** The history, posted step by step under a clock that goes with it, and what the objective says in the end. */
  answer: (indicator: string, worked: Worked) => Promise<ObjectiveResult>
  stop: () => Promise<void>
}

/** A server of its own, with a new engagement for each example. */
export const startAnswers = async (): Promise<Answers> => {
  const dataDir = await mkdtemp(join(tmpdir(), 'plumbline-docs-'))
  const clock = { now: BEGINS }
  const server = await startServer({
    dataDir,
    port: 0,
    operatorKey: OPERATOR_KEY,
    now: () => clock.now,
    log: () => {},
    requestsPerMinute: 100_000,
  })

  const ask = async <T>(key: string, path: string, body: unknown, contentType = 'application/json'): Promise<T> => {
    const response = await server.request(path, {
      method: 'POST',
      headers: { 'content-type': contentType, ...(key === '' ? {} : { authorization: `Bearer ${key}` }) },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${text}`)
    return JSON.parse(text) as T
  }

  const meet = async (engagement: string, text: string): Promise<string> => {
    const { claims } = await ask<{ claims: Record<'client' | 'vendor', string> }>(OPERATOR_KEY, '/v1/engagements', {
      engagement,
      title: 'Acme and Northwind',
    })
    const take = async (claim: string) => (await ask<{ key: string }>('', '/v1/claims', { claim, name: 'admin' })).key
    const keys = { client: await take(claims.client), vendor: await take(claims.vendor) }
    const base = `/v1/engagements/${engagement}/agreements`
    const { version, hash } = await ask<{ version: number; hash: string }>(keys.vendor, base, text, 'application/yaml')
    await ask(keys.client, `${base}/${version}/accept`, { hash })
    return keys.vendor
  }

  const answer: Answers['answer'] = async (indicator, worked) => {
    const { steps, gate } = worked
    clock.now = BEGINS
    const engagement = indicator.replace(':', '-')
    const key = await meet(engagement, agreement(engagement, indicator, worked))
    const base = `/v1/engagements/${engagement}`
    const judge = (asked: Record<string, unknown>) =>
      ask<Evaluation>(key, `${base}/gate`, { service: SERVICE, ...asked })
    for (const [i, step] of steps.entries()) {
      clock.now = Date.parse(step.at)
      if ('gate' in step) await judge(step.gate)
      else {
        const { at: time, type, data } = step
        await ask(key, `${base}/events`, { type, id: `event-${i}`, source: 'example', time, service: SERVICE, data })
      }
    }
    clock.now = JUDGED
    const { objectives } = await judge(gate ?? { event: 'manual', commit_sha: 'f'.repeat(40) })
    const result = objectives.find(({ id }) => id === OBJECTIVE)
    if (!result) throw new Error(`${indicator} was not judged`)
    return result
  }

  return {
    answer,
    stop: async () => {
      await server.stop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}
