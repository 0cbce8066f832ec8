import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Context } from '../context.ts'
import { EXIT, type ExitCode, misconfigured } from '../exit.ts'
import { type OutputOptions, printData, printJson, wantsJson } from '../output/print.ts'
import { start } from '../serve/start.ts'

export type TickOptions = OutputOptions & { data: string; engagement?: string }

type Ticked = Awaited<ReturnType<Awaited<ReturnType<typeof start>>['tick']>>['ticked'][number]

const WORDS = {
  decisions: 'decisions that silence or time has made',
  periods: 'windows judged',
  breaches: 'breaches opened, counted or resolved',
  baselines: 'baselines frozen',
  seals: 'days sealed',
} as const satisfies Record<keyof Ticked['steps'], string>

const told = ({ engagement, steps }: Ticked): string => {
  const parts = (Object.keys(WORDS) as (keyof typeof WORDS)[]).flatMap((step) => {
    const done = steps[step]
    if (done === null) return [`${WORDS[step]}: failed`]
    return done > 0 ? [`${WORDS[step]}: ${done}`] : []
  })
  return `${engagement}\t${parts.length > 0 ? parts.join(', ') : 'nothing was due'}\n`
}

/**
 * Opens the store as serve does and does what is due by the clock, once. The time is that of this machine: nobody
 * closes a month before it has ended.
 */
export const tick = async (context: Context, options: TickOptions): Promise<ExitCode> => {
  const engagement = options.engagement ?? context.inputs.engagement
  const dataDir = resolve(context.cwd, options.data)
  if (!existsSync(dataDir))
    throw misconfigured(`there is no data in ${options.data}`, '--data names the folder that plumbline serve uses')
  const log = (line: { level: string }) => {
    if (line.level === 'error') context.err.write(`${JSON.stringify(line)}\n`)
  }
  const server = await start({ dataDir, port: 0, log, ticks: () => false })
  try {
    if (engagement !== null && (await server.store.forEngagement(engagement).state()) === null)
      throw misconfigured(`there is no engagement “${engagement}” in ${options.data}`)
    const { ticked, failed } = await server.tick({ engagement: engagement ?? undefined, everything: true })
    if (wantsJson(options)) printJson(context, options, { engagements: ticked, failed })
    else printData(context, options, ticked.map(told).join(''))
    if (failed > 0) context.err.write('some of it failed; it is tried again with the next tick\n')
    return failed > 0 ? EXIT.no : EXIT.fine
  } finally {
    await server.stop()
  }
}
