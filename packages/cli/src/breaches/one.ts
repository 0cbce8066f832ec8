import { ApiProblem, type EngagementClient } from '@plumbline/client'
import {
  type Attribution,
  type Breach,
  formatInstant,
  parseInstant,
  type RootCause,
  type Ruling,
} from '@plumbline/core'
import type { ApiOptions } from '../commands/options.ts'
import { connect } from '../connection.ts'
import type { Context } from '../context.ts'
import { EXIT, type ExitCode, usage } from '../exit.ts'
import { type OutputOptions, printData, printJson, wantsJson } from '../output/print.ts'
import { namesIn } from './names.ts'
import { breachText } from './text.ts'

export type ShowOptions = ApiOptions & OutputOptions
export type NotedOptions = ShowOptions & { note?: string }
export type RuleOptions = ShowOptions & { text?: string }
export type CauseOptions = ShowOptions & { category?: RootCause; attribution?: Attribution }

/** The zone of the agreement that judged it. A key that may write and not read doesn't learn it. */
const zoneOf = async (client: EngagementClient, { agreement_version }: Breach): Promise<string> => {
  try {
    const { time_zone: zone } = (await client.agreement(agreement_version)).document
    return typeof zone === 'string' ? zone : 'UTC'
  } catch (error) {
    if (error instanceof ApiProblem) return 'UTC'
    throw error
  }
}

const print = async (
  context: Context,
  options: ShowOptions,
  client: EngagementClient,
  breach: Breach,
): Promise<void> => {
  if (wantsJson(options)) printJson(context, options, breach)
  else {
    const [zone, names] = await Promise.all([zoneOf(client, breach), namesIn(client, breach)])
    printData(context, options, breachText(breach, { zone, names }, context.out.paint))
  }
}

export const showBreach = async (context: Context, id: string, options: ShowOptions): Promise<ExitCode> => {
  const client = connect(context, options)
  await print(context, options, client, await client.breach(id))
  return EXIT.fine
}

/** `-` reads it from stdin: the way to write several lines. */
const textOf = async ({ stdin }: Context, text: string): Promise<string> => {
  const read = text === '-' ? await stdin.read() : text
  if (read.trim() === '') throw usage('the text is empty', 'give it in quotes, or - to read it from stdin')
  return read
}

const say = async (
  context: Context,
  options: ShowOptions,
  done: string,
  send: (client: EngagementClient) => Promise<Breach>,
): Promise<ExitCode> => {
  const client = connect(context, options)
  await print(context, options, client, await send(client))
  context.err.write(`${done}; both parties see it\n`)
  return EXIT.fine
}

export const acknowledgeBreach = (context: Context, id: string, options: NotedOptions): Promise<ExitCode> =>
  say(context, options, 'acknowledged', (client) => client.acknowledgeBreach(id, options.note))

export const noteBreach = async (
  context: Context,
  id: string,
  text: string,
  options: ShowOptions,
): Promise<ExitCode> => {
  const note = await textOf(context, text)
  return say(context, options, 'noted', (client) => client.noteBreach(id, note))
}

export const stateRootCause = async (
  context: Context,
  id: string,
  text: string,
  options: CauseOptions,
): Promise<ExitCode> => {
  const { category, attribution } = options
  const cause = {
    text: await textOf(context, text),
    ...(category ? { category } : {}),
    ...(attribution ? { attribution } : {}),
  }
  return say(context, options, 'stated', (client) => client.stateRootCause(id, cause))
}

/** @param statedAt exactly the statement that was read: another one since is not agreed with */
export const agreeOnCause = (
  context: Context,
  id: string,
  statedAt: string,
  options: ShowOptions,
): Promise<ExitCode> => {
  const at = parseInstant(statedAt)
  if (at === null)
    throw usage(`“${statedAt}” is no time`, 'give it as plumbline breaches show prints it: 2026-12-15T09:00:00.000Z')
  return say(context, options, 'agreed', (client) => client.agreeOnRootCause(id, formatInstant(at)))
}

export const resolveBreach = (context: Context, id: string, options: NotedOptions): Promise<ExitCode> =>
  say(context, options, 'resolved', (client) => client.resolveBreach(id, options.note))

export const disputeBreach = async (
  context: Context,
  id: string,
  text: string,
  options: ShowOptions,
): Promise<ExitCode> => {
  const why = await textOf(context, text)
  return say(context, options, 'disputed', (client) => client.disputeBreach(id, why))
}

export const answerDispute = async (
  context: Context,
  id: string,
  text: string,
  options: ShowOptions,
): Promise<ExitCode> => {
  const answer = await textOf(context, text)
  return say(context, options, 'answered', (client) => client.answerDispute(id, answer))
}

export const ruleOnBreach = (context: Context, id: string, ruling: Ruling, options: RuleOptions): Promise<ExitCode> =>
  say(context, options, 'stated', (client) =>
    client.ruleOnBreach(id, { ruling, ...(options.text === undefined ? {} : { text: options.text }) }),
  )

export const withdrawDispute = (context: Context, id: string, options: NotedOptions): Promise<ExitCode> =>
  say(context, options, 'withdrawn', (client) => client.withdrawDispute(id, options.note))
