import { existsSync } from 'node:fs'
import { relative, resolve } from 'node:path'
import type { RunningServer, ServerOptions } from '@plumbline/api'
import { formatInstant } from '@plumbline/core'
import type { Context } from '../context.ts'
import { EXIT, type ExitCode } from '../exit.ts'
import { untilInterrupted } from '../interrupt.ts'
import { start, startAnywhere } from '../serve/start.ts'
import { showGate } from './gates.ts'
import { type Clock, createClock, firstDayBefore, makeMonths } from './months.ts'
import { ENGAGEMENT, type Keys, meet } from './parties.ts'
import { callsTo } from './server-calls.ts'
import { type DemoState, demoFile, readState, writeState } from './state.ts'

export type DemoOptions = { once?: boolean; port?: number; data: string }

const USUAL_PORT = 8787

const INTRODUCTION = `This is an example. Acme (the client) and Northwind (the vendor), their three services and all that happened
to them were made up by a program from a fixed seed, and went through the same API as real events would.

`

/** The command as it is found from here: in a clone, or installed. Never through npx, which would fetch a stranger's. */
const commandFrom = (cwd: string): string =>
  existsSync(resolve(cwd, 'node_modules/.bin/plumbline')) ? 'node_modules/.bin/plumbline' : 'plumbline'

type Shown = { url: string; keys: Keys; state: DemoState; keysFile: string; command: string; once: boolean }

const goOn = ({ url, keys, state, keysFile, command, once }: Shown): string => `Go on by hand
  page             ${url}/
  Acme’s key       ${keys.client}
  Northwind’s key  ${keys.vendor}
  CI’s key         ${keys.ci}
  (kept in ${keysFile})

  export PLUMBLINE_API_URL=${url} PLUMBLINE_ENGAGEMENT=${ENGAGEMENT}
  export PLUMBLINE_API_KEY=${keys.client}
  ${command} status
  ${command} breaches
  ${command} metrics change-fail-rate --service storefront-web --from ${formatInstant(state.firstDay)} --bucket month --format table
  curl -sS -H "Authorization: Bearer $PLUMBLINE_API_KEY" ${url}/v1/engagements/${ENGAGEMENT}/status

${once ? 'The server stops now; npm start (or plumbline demo) keeps it running, with the same data.\n' : 'Ctrl-C stops the server; the data stays.\n'}`

const fresh = (now: number): DemoState => ({
  format: 1,
  firstDay: firstDayBefore(now),
  keys: {},
  agreements: 0,
  doneThrough: -1,
})

const play = async (
  context: Context,
  options: DemoOptions,
  server: RunningServer,
  clock: Clock,
  dataDir: string,
): Promise<void> => {
  const { out, err } = context
  const calls = callsTo(server)
  const kept = readState(dataDir)
  const state = kept ?? fresh(context.now())
  const keep = (next: DemoState) => writeState(dataDir, next)
  const startedAt = performance.now()

  out.write(INTRODUCTION)
  clock.set(state.firstDay)
  const keys = await meet(calls, server.operatorKey, state, keep)
  const before = state.doneThrough
  await makeMonths(
    { calls, keys, clock, state, tick: async () => void (await server.tick()) },
    context.now(),
    err,
    keep,
  )
  const made = state.doneThrough - before
  if (made > 0) err.write(`made ${made} days in ${((performance.now() - startedAt) / 1_000).toFixed(1)} s\n\n`)

  const near = relative(context.cwd, dataDir) || '.'
  const folder = near.startsWith('..') ? dataDir : near
  await showGate(context, calls, keys, state, 'fails', folder)
  await showGate(context, calls, keys, state, 'passes', folder)
  const command = commandFrom(context.cwd)
  out.write(goOn({ url: server.url, keys, state, keysFile: demoFile(folder), command, once: options.once === true }))
}

/** A port that was asked for is meant; else the usual one, or any. Once shown, nobody has to find it again. */
const open = (context: Context, { once, port }: DemoOptions, options: ServerOptions): Promise<RunningServer> => {
  if (once) return start({ ...options, port: 0 })
  if (port !== undefined) return start({ ...options, port })
  return startAnywhere({ ...options, port: USUAL_PORT }, (text) => context.err.write(`plumbline: ${text}\n`))
}

/** The whole product on made-up data. Run again it goes on where it was. */
export const demo = async (context: Context, options: DemoOptions): Promise<ExitCode> => {
  const dataDir = resolve(context.cwd, options.data)
  const clock = createClock(context.now)
  const server = await open(context, options, {
    dataDir,
    openDashboard: ENGAGEMENT,
    now: clock.now,
    // While the months are made, the clock runs with them; what is due is done where they say so.
    ticks: clock.runs,
    log: (line) => {
      if (line.level === 'error') context.err.write(`${JSON.stringify(line)}\n`)
    },
    requestsPerMinute: 100_000,
  })
  const interrupted = untilInterrupted()
  try {
    const playing = play(context, options, server, clock, dataDir).then(() => null)
    const early = await Promise.race([playing, interrupted])
    // What is under way ends badly once the server stops; nobody waits for it.
    playing.catch(() => {})
    if (early !== null) return early
    return options.once ? EXIT.fine : await interrupted
  } finally {
    await server.stop()
  }
}
