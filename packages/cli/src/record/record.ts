import type { EngagementClient } from '@plumbline/client'
import type { Event } from '@plumbline/core'
import type { Context } from '../context.ts'
import { EXIT, type ExitCode, Failure } from '../exit.ts'
import { explain } from '../explain.ts'
import { type OutputOptions, printData, printJson, wantsJson } from '../output/print.ts'
import { oneLine } from '../output/text.ts'

export type RecordOptions = OutputOptions & { onApiError: 'warn' | 'fail' }

/** Nobody keeps the event: it is printed, so that it can be sent later. */
const lost = (context: Context, options: RecordOptions, event: Event, error: unknown): ExitCode => {
  const { exit, lines } = explain(error)
  if (exit !== EXIT.unavailable) throw error
  printData(context, options, `${JSON.stringify(event)}\n`)
  const how = 'it was not recorded; what is printed on stdout can be sent later with plumbline ingest'
  if (options.onApiError === 'fail') throw new Failure(EXIT.unavailable, lines.join('\n'), how)
  context.err.write(`plumbline: warning: ${lines.join('\n')}\n  ${how}\n  --on-api-error fail makes this an error\n`)
  return EXIT.fine
}

/**
 * Sends one event and says what became of it.
 * @param what the event in words, for a person
 */
export const recordEvent = async (
  context: Context,
  options: RecordOptions,
  client: EngagementClient,
  event: Event,
  what: string,
): Promise<ExitCode> => {
  let answer: Awaited<ReturnType<EngagementClient['postEvents']>>
  try {
    answer = await client.postEvents([event])
  } catch (error) {
    return lost(context, options, event, error)
  }
  const [result] = answer.results
  const refused = result === undefined || result.status === 'rejected'
  if (wantsJson(options)) printJson(context, options, { event, result: result ?? null })
  else if (!refused) {
    const counted = result.counted_in.length > 0 ? `counted in: ${result.counted_in.join(', ')}\n` : ''
    printData(context, options, `${result.status} ${oneLine(what)}\n${counted}`)
  }
  if (!refused) return EXIT.fine
  const { code = 'rejected', pointer = '', detail = 'refused without a reason' } = result?.reason ?? {}
  context.err.write(`plumbline: ${oneLine(`refused (${code}): ${pointer}${pointer ? ' ' : ''}${detail}`)}\n`)
  return EXIT.no
}
