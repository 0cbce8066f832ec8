import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Context } from '../context.ts'
import { EXIT, type ExitCode, misconfigured } from '../exit.ts'
import { type OutputOptions, printData, printJson, wantsJson } from '../output/print.ts'
import { start } from '../serve/start.ts'

export type RebuildOptions = OutputOptions & { data: string; engagement?: string; dryRun?: boolean }

/** Opens the store as serve does, compares summaries with events, and mends what differs unless asked only to look. */
export const rebuild = async (context: Context, options: RebuildOptions): Promise<ExitCode> => {
  const engagement = options.engagement ?? context.inputs.engagement
  if (engagement === null)
    throw misconfigured('no engagement is named', 'give --engagement or set PLUMBLINE_ENGAGEMENT')
  const dataDir = resolve(context.cwd, options.data)
  if (!existsSync(dataDir))
    throw misconfigured(`there is no data in ${options.data}`, '--data names the folder that plumbline serve uses')

  const server = await start({ dataDir, port: 0, log: () => {} })
  try {
    const store = server.store.forEngagement(engagement)
    if ((await store.state()) === null) throw misconfigured(`there is no engagement “${engagement}” in ${options.data}`)
    const dryRun = options.dryRun === true
    const { events, missing, surplus } = await store.rebuild({ dryRun })
    if (wantsJson(options)) printJson(context, options, { engagement, events, missing, surplus, mended: !dryRun })
    else printData(context, options, `${events} events: ${missing} facts missing, ${surplus} too many\n`)
    const drift = missing + surplus
    if (drift > 0) context.err.write(dryRun ? 'run it without --dry-run to mend this\n' : 'mended\n')
    return drift > 0 && dryRun ? EXIT.no : EXIT.fine
  } finally {
    await server.stop()
  }
}
