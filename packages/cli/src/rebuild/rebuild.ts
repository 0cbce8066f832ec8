import type { Context } from '../context.ts'
import { EXIT, type ExitCode, Failure, misconfigured } from '../exit.ts'
import { type OutputOptions, printData, printJson, wantsJson } from '../output/print.ts'
import { type Opened, opened, type Place } from './opened.ts'

export type RebuildOptions = OutputOptions & Place & { engagement?: string; dryRun?: boolean }

const compare = async ({ store, where }: Opened, engagement: string, dryRun: boolean) => {
  try {
    const one = store.forEngagement(engagement)
    if ((await one.state()) === null) throw misconfigured(`there is no engagement “${engagement}” in ${where}`)
    return await one.rebuild({ dryRun })
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'StoreUnavailable') throw error
    throw new Failure(
      EXIT.unavailable,
      `${where}: ${error.message}`,
      'look at the region, at the table’s name, and at what your credentials may do',
    )
  }
}

/** Compares summaries with events, and mends what differs unless asked only to look. */
export const rebuild = async (context: Context, options: RebuildOptions): Promise<ExitCode> => {
  const engagement = options.engagement ?? context.inputs.engagement
  if (engagement === null)
    throw misconfigured('no engagement is named', 'give --engagement or set PLUMBLINE_ENGAGEMENT')
  const dryRun = options.dryRun === true
  const place = await opened(context, options)
  try {
    const { events, missing, surplus } = await compare(place, engagement, dryRun)
    if (wantsJson(options)) printJson(context, options, { engagement, events, missing, surplus, mended: !dryRun })
    else printData(context, options, `${events} events: ${missing} facts missing, ${surplus} too many\n`)
    const drift = missing + surplus
    if (drift > 0) context.err.write(dryRun ? 'run it without --dry-run to mend this\n' : 'mended\n')
    return drift > 0 && dryRun ? EXIT.no : EXIT.fine
  } finally {
    await place.close()
  }
}
